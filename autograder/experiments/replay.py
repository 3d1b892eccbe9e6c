"""Replays the recorded operations of the graded experiment outside the sandbox.

The trace is a claim. Here every operation that we are sure of is worked out again from what went
in, and the gradient by going back through the graph, so that values which torch could not have
produced are refused. A forged trace has to be a right computation; that is as hard as the
homework.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.evidence.schema import Backward, Op, Ref, Site
from autograder.experiments.arithmetic import (
    CUT,
    SAME,
    Values,
    backward,
    canonical,
    forward,
    sure,
)
from autograder.experiments.model import Experiment
from autograder.experiments.nodes import NodeKey, short
from autograder.experiments.trace import Trace

TOLERANCE = {"float64": 1e-6, "float32": 1e-3}
"""Relative; contents of other types are not compared."""


@dataclass(frozen=True)
class Mismatch:
    """A claim that cannot be true: what, and where in the student's code."""

    what: str
    site: Site


def mismatches(trace: Trace, experiment: Experiment) -> Iterator[Mismatch]:
    """What cannot be true of the graded experiment in the run as handed in."""
    for key in sorted(experiment.ancestors, key=lambda key: trace.nodes[key].seq):
        op = trace.nodes[key].producer
        if op is not None:
            yield from _operation(trace, op)


def repeated(traces: Sequence[Trace], experiment: Experiment) -> Iterator[Mismatch]:
    """What cannot be true of the same operations in the runs with interventions."""
    base = traces[0]
    makers = [base.nodes[key].producer for key in experiment.ancestors]
    places = [base.places[op.seq] for op in makers if op is not None]
    for trace in traces[1:]:
        for place in places:
            op = trace.by_place.get(place)
            if isinstance(op, Op):
                yield from _operation(trace, op)


def _operation(trace: Trace, op: Op) -> Iterator[Mismatch]:
    name = canonical(short(op.name))
    if len(op.outputs) != 1 or op.error is not None or not sure(name):
        return
    operands = _operands(trace, op, name)
    if operands is None:
        return
    claimed = op.outputs[0]
    wanted = forward(name, operands)
    tolerance = TOLERANCE.get(claimed.dtype)
    if (
        wanted is not None
        and claimed.values is not None
        and tolerance is not None
        and not _equal(claimed.values, wanted, tolerance)
    ):
        yield Mismatch(f"{short(op.name)} cannot give this value", op.site)
    yield from _flags(trace, op, name)


def _flags(trace: Trace, op: Op, name: str) -> Iterator[Mismatch]:
    """Whether a result can require a gradient follows from the grad mode and what went in."""
    claimed = op.outputs[0]
    if not claimed.dtype.startswith("float") or name == "requires_grad_":
        return
    into = [trace.nodes.get(key) for key in _keys(op)]
    if any(node is None for node in into):
        return
    tracked = any(node is not None and node.state_at(op.seq).requires_grad for node in into)
    wanted = op.grad_enabled and tracked and name not in CUT
    in_place = any(key[0] == claimed.tensor for key in _keys(op))
    if not in_place and claimed.requires_grad != wanted:
        yield Mismatch(f"{short(op.name)} cannot have this requires_grad", op.site)
    elif claimed.requires_grad and not claimed.is_leaf and claimed.grad_fn is None:
        yield Mismatch(f"{short(op.name)} lacks a grad_fn", op.site)


def graph_gradient(trace: Trace, experiment: Experiment) -> Values | None:
    """The gradient that the graph alone brings to the input in the run as handed in.

    Neither hooks nor what stood in `.grad` before take part in it. None where some operation on
    the way is not one that we are sure of, or memory was written in between.
    """
    step = experiment.backward
    if step is None or experiment.input is None or step.error is not None:
        return None
    if step.kind != "backward":
        return None
    return _flow(trace, experiment, step)


def is_brought_by_graph(trace: Trace, experiment: Experiment) -> bool | None:
    """Whether the gradient that was seen is the one that the graph brings; None if unknown.

    Hooks on tensors or nodes, custom functions and assignments can make the two differ.
    """
    computed, seen = graph_gradient(trace, experiment), experiment.gradient
    if computed is None or not seen or experiment.input is None:
        return None
    state = trace.nodes[experiment.input.leaf].state
    tolerance = TOLERANCE.get(state.dtype)
    if tolerance is None or len(computed) != len(seen):
        return None
    return _equal(seen, computed, tolerance)


def _flow(trace: Trace, experiment: Experiment, step: Backward) -> Values | None:
    """The gradient at the leaf, by going back from the root; None where something is unknown."""
    assert experiment.input is not None
    root = experiment.root.node
    if root is None or len(step.roots) != 1 or len(step.seeds) > 1:
        return None
    start = trace.nodes[root].state.values
    if start is None:
        return None
    seed = step.seeds[0].values if step.seeds else (1.0,)
    if seed is None or len(seed) != len(start):
        return None
    flows: dict[NodeKey, Values] = {root: seed}
    order = sorted(experiment.ancestors, key=lambda key: -trace.nodes[key].seq)
    for key in order:
        node = trace.nodes[key]
        incoming = flows.get(key)
        if incoming is None or key == experiment.input.leaf:
            continue
        if _written_later(trace, key, step.seq):
            return None
        op = node.producer
        if op is None:
            if node.state.grad_fn is not None:
                return None
            continue
        if not node.state.requires_grad:
            continue
        name = canonical(short(op.name))
        operands = _operands(trace, op, name)
        back = None if operands is None or not sure(name) else backward(name, operands, incoming)
        keys = _operand_keys(op, name)
        if back is None or keys is None or len(keys) != len(back):
            return None
        for target, values in zip(keys, back, strict=True):
            if target is None:
                continue
            known = flows.get(target, (0.0,) * len(values))
            if len(known) != len(values):
                return None
            flows[target] = tuple(a + b for a, b in zip(known, values, strict=True))
    if _written_later(trace, experiment.input.leaf, step.seq):
        return None
    size = len(trace.nodes[experiment.input.leaf].state.values or (0.0,))
    return flows.get(experiment.input.leaf, (0.0,) * size)


def _written_later(trace: Trace, key: NodeKey, seq: int) -> bool:
    """Whether the memory that backward reads was changed after the operation had run."""
    return any(
        other[0] == key[0] and other[1] > key[1] and node.seq < seq
        for other, node in trace.nodes.items()
    )


def _operand_keys(op: Op, name: str) -> list[NodeKey | None] | None:
    """The operands in order: a node, or None for a number; None for an unusual call."""
    if op.keywords and set(op.keywords) - {"dtype", "memory_format"}:
        return None
    inputs = op.inputs[:1] if name in SAME or name in ("sum", "mean") else op.inputs
    found: list[NodeKey | None] = []
    for item in inputs:
        if isinstance(item, Ref):
            found.append((item.tensor, item.version))
        elif isinstance(item, (int, float)) and not isinstance(item, bool):
            found.append(None)
        else:
            return None
    if name in ("sum", "mean") and len(op.inputs) > 1:
        return None
    return found


def _operands(trace: Trace, op: Op, name: str) -> list[Values] | None:
    keys = _operand_keys(op, name)
    if keys is None:
        return None
    found: list[Values] = []
    for key, item in zip(keys, op.inputs, strict=False):
        if key is None:
            assert isinstance(item, (int, float))
            found.append((float(item),))
            continue
        node = trace.nodes.get(key)
        if node is None or node.state.values is None or not node.state.dtype.startswith("float"):
            return None
        found.append(node.state.values)
    return found


def _keys(op: Op) -> list[NodeKey]:
    return [
        (item.tensor, item.version)
        for item in (*op.inputs, *op.keywords.values())
        if isinstance(item, Ref)
    ]


def _equal(claimed: Sequence[float], wanted: Sequence[float], tolerance: float) -> bool:
    if len(claimed) != len(wanted):
        return len(wanted) == 1 and all(_close(value, wanted[0], tolerance) for value in claimed)
    return all(_close(a, b, tolerance) for a, b in zip(claimed, wanted, strict=True))


def _close(claimed: float, wanted: float, tolerance: float) -> bool:
    if not math.isfinite(claimed) or not math.isfinite(wanted) or abs(wanted) > 1e30:
        return True  # overflow in float32 is nobody's lie
    return math.isclose(claimed, wanted, rel_tol=tolerance, abs_tol=tolerance)
