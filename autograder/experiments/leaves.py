"""What becomes of leaves: which names pass to other tensors, and whose gradient was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from autograder.evidence.schema import Backward, Op
from autograder.experiments.history import GRADIENT, History, writes
from autograder.experiments.nodes import NodeKey, refs, short
from autograder.experiments.trace import MAX_HISTORY

_STEPS = ("sub", "__sub__", "add", "__add__", "__radd__", "subtract", "rsub", "__rsub__")
_HANDING_ON = frozenset(("detach", "detach_", "data.__get__", "clone"))
_FEW = 8


def replacements(history: History) -> Iterator[tuple[Op, int]]:
    """Every time that the name of a leaf came to stand for another tensor, computed from that leaf
    and its gradient, with the leaf. The call is the one whose result bears the name."""
    for step in history.ops(*_STEPS):
        if not step.outputs or writes(short(step.name)):
            continue
        leaves = _stepped(history, step)
        for op in (step, *_handed_on(history, step)) if leaves else ():
            tensor = op.outputs[0].tensor
            names = history.names(tensor)
            leaf = next((n for n in leaves if n != tensor and names & history.names(n)), None)
            if leaf is not None:
                yield op, leaf


def _stepped(history: History, step: Op) -> list[int]:
    """The leaves that, with their own gradients, went into a sum or difference."""
    leaves = [history.shares.get(tensor, tensor) for tensor, _ in refs(step)]
    filled = [leaf for leaf in leaves if leaf in history.filled]
    if not filled:
        return []
    owners = history.owners_behind(*refs(step))
    return [leaf for leaf in filled if leaf in owners]


def _handed_on(history: History, step: Op) -> Iterator[Op]:
    """The calls, one after the other, that merely gave out the result once more."""
    for _ in range(_FEW):
        key = (step.outputs[0].tensor, step.outputs[0].version)
        uses = history.trace.consumers.get(key, ())
        after = [op for op in uses if short(op.name) in _HANDING_ON and op.outputs]
        if not after:
            return
        step = after[0]
        yield step


def sources(history: History, *roots: NodeKey) -> frozenset[NodeKey]:
    """What nodes were computed from, back to the leaves that require a gradient: what such a leaf
    was made of in its turn is past and done."""
    found: set[NodeKey] = set()
    todo = list(roots)
    while todo and len(found) < MAX_HISTORY:
        key = todo.pop()
        node = history.trace.nodes.get(key)
        if key in found or node is None:
            continue
        found.add(key)
        state = node.state_at(1 << 62)
        if not (state.is_leaf and state.requires_grad):
            todo.extend(node.parents)
    return frozenset(found)


def comes_of_gradients(history: History, keys: Iterable[NodeKey], before: int) -> bool:
    """Whether nodes were computed from what was somebody's gradient by event `before`."""
    known = {
        state.tensor
        for read in history.ops(GRADIENT)
        for state in read.outputs
        if read.seq < before
    }
    for backward in history.backwards:
        if backward.seq < before:
            known |= {state.tensor for state in backward.results if state is not None}
    return any(key[0] in known for key in history.trace.ancestors(*keys))


def is_asked_for(history: History, leaf: int, backward: Backward) -> bool:
    """Whether somebody looked at the gradient that a differentiation gave to a leaf, before another
    one gave it the next."""
    if backward.kind == "grad":
        return any(ref.tensor == leaf for ref in backward.wrt)
    after = (item.seq for item in history.filled.get(leaf, ()) if item.seq > backward.seq)
    end = next(after, 1 << 62)
    reads = history.trace.gradient_reads.get(leaf, ())
    return any(backward.seq < op.seq < end for op in reads)


def is_meant(
    history: History, new: frozenset[int], old: frozenset[NodeKey], backward: Backward
) -> bool:
    """Whether a program that went on with new leaves wanted their gradients, and not those of the
    leaves behind `old`: a new start rather than a way back that was lost."""
    if not any(is_asked_for(history, leaf, backward) for leaf in new):
        return False
    before = {key[0] for key in old if history.trace.nodes[key].state.grad_fn is None}
    return not any(
        leaf not in history.filled and is_asked_for(history, leaf, backward)
        for leaf in before - new
    )
