"""Gradients that are used further: differentiated again, put into a loss, or taken for a step."""

from __future__ import annotations

from autograder.evidence.schema import Backward
from autograder.experiments.arithmetic import canonical
from autograder.experiments.history import ALIASES, History
from autograder.experiments.nodes import NodeKey, refs, short
from autograder.experiments.trace import MAX_HISTORY, Trace

_ADDING = ("add", "sub", "stack", "cat")
_SHAPING = frozenset(("pow", "norm", "linalg.norm", "linalg.vector_norm", "abs", "square"))


def source_of(history: History, tensors: set[int], before: int) -> Backward | None:
    """The differentiation without a graph that gave one of these tensors."""
    owners = {history.gradients.get(tensor) for tensor in tensors}
    for backward in reversed(history.backwards):
        if backward.seq > before or backward.create_graph:
            continue
        results = {state.tensor for state in backward.results if state is not None}
        if results & tensors or (backward.kind == "backward" and owners & {*backward.reached}):
            return backward
    return None


def penalty(history: History, backward: Backward) -> Backward | None:
    """The differentiation whose untracked result went, squared or as a norm, into a loss."""
    trace = history.trace
    for key in history.inner(history.graph_of(backward)):
        op = trace.nodes[key].producer
        for parent in trace.nodes[key].parents:
            if op is None or trace.nodes[parent].state.requires_grad:
                continue
            if canonical(short(op.name)) not in _ADDING:
                continue  # a factor weighs a loss, as a constant may
            behind = _since_gradient(trace, parent)
            made_by = {
                short(made.name)
                for made in (trace.nodes[other].producer for other in behind)
                if made is not None
            }
            results = {other[0] for other in behind if other[0] in trace.gradient_tensors}
            if not results or results & history.gradients.keys():
                continue
            if _SHAPING.isdisjoint(map(canonical, made_by)) or not made_by.isdisjoint(ALIASES):
                continue  # what was detached was meant for a constant
            source = source_of(history, results, backward.seq)
            stepped = () if source is None else {ref.tensor for ref in source.wrt}
            if not any(key[0] in stepped for key in refs(op)):  # an update is no penalty
                return source
    return None


def _since_gradient(trace: Trace, key: NodeKey) -> frozenset[NodeKey]:
    """What a node was computed from, back to the gradients among it and no further."""
    found: set[NodeKey] = set()
    todo = [key]
    while todo and len(found) < MAX_HISTORY:
        here = todo.pop()
        if here not in found and here in trace.nodes:
            found.add(here)
            if here[0] not in trace.gradient_tensors:
                todo.extend(trace.nodes[here].parents)
    return frozenset(found)


def is_update(history: History, root: NodeKey, first: Backward) -> bool:
    """Whether the gradient was only taken from the very tensor whose gradient it is: then it is the
    new tensor that lacks a graph."""
    whose = {ref.tensor for ref in first.wrt} | {*first.reached}
    for key in _since_gradient(history.trace, root):
        op = history.trace.nodes[key].producer
        if op is None or canonical(short(op.name)) not in ("sub", "add"):
            continue
        if any(history.shares.get(tensor, tensor) in whose for tensor, _ in refs(op)):
            return True
    return False
