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
    JOINING,
    PICKING,
    REDUCING,
    SAME,
    VIEWING,
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
    name = _name(op)
    if len(op.outputs) != 1 or op.error is not None or not sure(name):
        return
    operands = _operands(trace, op, name)
    if operands is None:
        return
    claimed = op.outputs[0]
    wanted = forward(name, operands)
    if name in REDUCING and len(claimed.values or ()) != 1:
        wanted = None  # over one dimension of several
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
    if not claimed.dtype.startswith("float") or name == "requires_grad_" or name in PICKING:
        return
    into = [trace.nodes.get(key) for key in _keys(op)]
    if any(node is None for node in into):
        return
    tracked = any(node is not None and node.state_at(op.seq).requires_grad for node in into)
    if tracked and not op.grad_enabled and name in VIEWING:
        # A view of a tracked tensor says True with gradients off, without a grad_fn; a reshape
        # that had to copy says False.
        return
    wanted = op.grad_enabled and tracked and name not in CUT
    in_place = any(key[0] == claimed.tensor for key in _keys(op))
    if not in_place and claimed.requires_grad != wanted:
        yield Mismatch(f"{short(op.name)} cannot have this requires_grad", op.site)
    elif claimed.requires_grad and not claimed.is_leaf and claimed.grad_fn is None:
        yield Mismatch(f"{short(op.name)} lacks a grad_fn", op.site)


def graph_gradient(trace: Trace, experiment: Experiment, *, seeded: bool = False) -> Values | None:
    """The gradient that the graph alone brings to the input in the run as handed in.

    Neither hooks nor what stood in `.grad` before take part in it, and only when `seeded` a
    gradient that was given to start from. A custom function counts by what its forward computes.
    None where some operation on the way is not one that we are sure of.
    """
    step = experiment.backward
    if step is None or experiment.target is None or step.error is not None:
        return None
    root = experiment.root.node
    start = None if root is None else trace.nodes[root].state.values
    if root is None or start is None:
        return None
    seed = seed_of(experiment) if seeded else None
    return _flow(trace, root, seed or (1.0,) * len(start), experiment, step)


def seed_of(experiment: Experiment) -> Values | None:
    """The gradient that the differentiation was given to start from, None where it was given none
    or nothing but ones."""
    step = experiment.backward
    if step is None or len(step.seeds) != 1:
        return None
    values = step.seeds[0].values
    return None if values is None or all(value == 1.0 for value in values) else values


def is_brought_by_graph(
    trace: Trace, experiment: Experiment, *, seeded: bool = False
) -> bool | None:
    """Whether the gradient that was seen is the one that the graph brings, beside what was there
    before; None if unknown.

    Hooks on tensors or nodes, custom functions and assignments can make the two differ.
    """
    computed, seen = graph_gradient(trace, experiment, seeded=seeded), experiment.gradient
    if computed is None or not seen or experiment.target is None:
        return None
    before = _before(experiment)
    if before is not None and len(before) == len(computed):
        computed = tuple(a + b for a, b in zip(before, computed, strict=True))
    state = trace.nodes[experiment.target].state
    tolerance = TOLERANCE.get(state.dtype)
    if tolerance is None or len(computed) != len(seen):
        return None
    if not all(map(math.isfinite, computed)):
        return None
    return all(
        math.isclose(a, b, rel_tol=tolerance, abs_tol=tolerance)
        for a, b in zip(seen, computed, strict=True)
    )


def _before(experiment: Experiment) -> Values | None:
    """What `.grad` held when the backward began."""
    step, target = experiment.backward, experiment.target
    if step is None or target is None or step.kind != "backward":
        return None
    return next((item.before for item in step.leaves if item.tensor == target[0]), None)


def _flow(
    trace: Trace, root: NodeKey, seed: Values, experiment: Experiment, step: Backward
) -> Values | None:
    """The gradient at the target, by going back from the root; None where something is unknown."""
    assert experiment.target is not None
    leaf = experiment.target
    size = len(trace.nodes[leaf].state.values or (0.0,))
    arrived = (0.0,) * size
    flows: dict[NodeKey, Values] = {root: seed}
    inside: set[NodeKey] = set()
    for key in sorted(experiment.ancestors, key=lambda key: -trace.nodes[key].seq):
        incoming = flows.get(key)
        if incoming is None:
            continue
        if key[0] == leaf[0]:
            # Every version of a leaf is the leaf to autograd.
            if len(incoming) != size:
                return None
            arrived = tuple(a + b for a, b in zip(arrived, incoming, strict=True))
            continue
        followed = _followed(trace, key, step, inside)
        if followed is None:
            return None
        op = trace.nodes[key].producer
        if not followed or op is None:
            continue
        back = _back(trace, op, incoming, unrecorded=key in inside)
        if back is None:
            return None
        for target, values in back:
            known = flows.get(target, (0.0,) * len(values))
            if len(known) != len(values):
                return None
            flows[target] = tuple(a + b for a, b in zip(known, values, strict=True))
            if key in inside or not trace.nodes[key].state.requires_grad:
                inside.add(target)
    return arrived


def _followed(trace: Trace, key: NodeKey, step: Backward, inside: set[NodeKey]) -> bool | None:
    """Whether a gradient that arrives at a node goes on from there; None if we cannot tell.

    `inside` are nodes within the forward of a custom function, where autograd records nothing.
    """
    node = trace.nodes[key]
    state = node.state_at(step.seq)
    if node.producer is None:
        # Within a forward, what no call of torch's made may have come back from NumPy: then the
        # gradient goes on by a backward that we know nothing of.
        foreign = key in inside and not trace.names.get(key)
        return None if foreign or state.grad_fn is not None else False
    if node.state.requires_grad:
        return True
    # The result of a custom function is tracked only once its forward has returned.
    late = state.requires_grad and not state.is_leaf
    return late or (key in inside and not node.producer.grad_enabled)


def _back(
    trace: Trace, op: Op, incoming: Values, *, unrecorded: bool
) -> list[tuple[NodeKey, Values]] | None:
    """What flows to each tensor that went into an operation; None if we are not sure.

    Where autograd records nothing (`unrecorded`), detaching does nothing either.
    """
    name = _name(op)
    if unrecorded and name in CUT:
        name = "alias"
    operands = _operands(trace, op, name)
    keys = _operand_keys(op, name)
    if operands is None or keys is None or not sure(name):
        return None
    values = backward(name, operands, incoming)
    if values is None or len(values) != len(keys):
        return None
    return [(key, value) for key, value in zip(keys, values, strict=True) if key is not None]


def _name(op: Op) -> str:
    """The canonical name; empty for what bears a known one but takes its operands otherwise."""
    if op.name == "torch.Tensor.where":
        return ""
    return canonical(short(op.name))


def _operand_keys(op: Op, name: str) -> list[NodeKey | None] | None:
    """The operands in order: a node, or None for a number; None for an unusual call."""
    items = _operand_items(op, name)
    if items is None:
        return None
    return [(item.tensor, item.version) if isinstance(item, Ref) else None for item in items]


def _operand_items(op: Op, name: str) -> list[Ref | float] | None:
    if name in ("max", "min") and sum(isinstance(item, Ref) for item in op.inputs) > 1:
        return None
    first = name in SAME or name in PICKING or name in CUT
    named = dict(op.keywords)
    if named.pop("alpha", 1) != 1 or named.pop("rounding_mode", None) is not None:
        return None
    start = [named.pop(key) for key in ("self", "input") if key in named]
    end = [named.pop(key) for key in ("other", "exponent") if key in named]
    if name in REDUCING:
        first = True
    elif not first and set(named) - {"dtype", "dim", "axis", "memory_format"}:
        return None
    found: list[Ref | float] = []
    for item in [*start, *op.inputs, *end][: 1 if first else None]:
        if isinstance(item, Ref):
            found.append(item)
        elif isinstance(item, (int, float)) and not isinstance(item, bool):
            found.append(float(item))
        elif item is not None:
            return None
    if name in JOINING:
        found = [item for item in found if isinstance(item, Ref)]
    return found or None


def _operands(trace: Trace, op: Op, name: str) -> list[Values] | None:
    items = _operand_items(op, name)
    if items is None:
        return None
    found: list[Values] = []
    for item in items:
        if not isinstance(item, Ref):
            found.append((item,))
            continue
        node = trace.nodes.get((item.tensor, item.version))
        if node is None or node.state.values is None or not _is_real(node.state.dtype):
            return None
        found.append(node.state.values)
    return found


def _is_real(dtype: str) -> bool:
    return dtype.startswith(("float", "int", "bool"))


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
