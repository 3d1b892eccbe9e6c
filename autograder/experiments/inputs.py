"""Which tensor is the input x of an experiment, and where an intervention can reach it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from autograder.evidence.schema import Substitution
from autograder.experiments.structure import operation
from autograder.experiments.trace import OBSERVING, NodeKey, Trace, refs, short
from autograder.spec.model import Input


def find_input(
    trace: Trace, ancestors: frozenset[NodeKey], inputs: Mapping[str, Input]
) -> NodeKey | None:
    """The node among `ancestors` that the computation starts from, or None if there is none.

    Candidates have no history that autograd knows: leaves that require a gradient, and tensors
    that no operation on tensors made. The student's name for them, flags, use and value decide.
    """
    wanted = {name.casefold() for name in inputs}
    prescribed = {item.value for item in inputs.values()}
    best: tuple[float, int] | None = None
    chosen: NodeKey | None = None
    makers = _makers(trace, ancestors)
    for key in ancestors:
        node = trace.nodes[key]
        uses = trace.consumers.get(key, ())
        inside = [op for op in uses if op.seq in makers]
        if not inside:
            continue
        state = node.state_at(inside[0].seq)
        if node.parents and not (state.is_leaf and state.requires_grad):
            continue
        if not _real(state.dtype):
            continue
        score = 0.0
        if any(name.casefold() in wanted for name in trace.names.get(key, ())):
            score += 3
        if state.requires_grad and state.is_leaf:
            score += 2.5
        if trace.gradient_reads.get(key[0]):
            score += 2
        if len(inside) > 1:
            score += 1
        if state.values and all(value in prescribed for value in state.values):
            score += 0.5
        rank = (score, -node.seq)
        if best is None or rank > best:
            best, chosen = rank, key
    return None if chosen is None else _past_detach(trace, chosen, makers)


def _past_detach(trace: Trace, key: NodeKey, makers: frozenset[int]) -> NodeKey:
    """The tensor that was really computed with where the input went in detached and no other way:
    `x = x.detach()`."""
    inside = [op for op in trace.consumers.get(key, ()) if op.seq in makers]
    if len(inside) == 1 and operation(inside[0]) == "detach" and len(inside[0].outputs) == 1:
        state = inside[0].outputs[0]
        after = (state.tensor, state.version)
        if len(trace.consumers.get(after, ())) > 1:
            return _past_detach(trace, after, makers)
    return key


def substitution(
    trace: Trace, key: NodeKey, ancestors: frozenset[NodeKey], values: tuple[float, ...]
) -> Substitution | None:
    """The intervention that sets the input to `values`.

    It goes in at the first computation that reads the input after the student has finished
    writing to it, so that neither `x.data.fill_(1)` nor `x.item()` escapes it.
    """
    makers = _makers(trace, ancestors)
    graph_use = next((op.seq for op in trace.consumers.get(key, ()) if op.seq in makers), None)
    if graph_use is None:
        return None
    written = max(_writes_before(trace, key[0], graph_use), default=-1)
    for op in trace.ops:
        if op.seq <= written or short(op.name) in OBSERVING or op.seq > graph_use:
            continue
        positions = [index for index, (tensor, _) in enumerate(refs(op)) if tensor == key[0]]
        if positions:
            *_, occurrence = trace.places[op.seq]
            return Substitution(op.site, occurrence, positions[0], values)
    return None


def _writes_before(trace: Trace, tensor: int, seq: int) -> Iterable[int]:
    """When the tensor's memory was written, directly or through an alias."""
    aliases = {tensor}
    for op in trace.ops:
        if op.seq >= seq:
            return
        for state in op.outputs:
            if state.base in aliases:
                aliases.add(state.tensor)
        last = short(op.name)
        in_place = last.endswith("_") and not last.endswith("__")
        if (
            (in_place or last in ("__setitem__", "data.__set__"))
            and last != "requires_grad_"
            and op.outputs
            and op.outputs[0].tensor in aliases
        ):
            yield op.seq


def _makers(trace: Trace, nodes: frozenset[NodeKey]) -> frozenset[int]:
    """seq of the operations that made these nodes."""
    return frozenset(
        node.producer.seq for key in nodes if (node := trace.nodes[key]).producer is not None
    )


def _real(dtype: str) -> bool:
    return dtype != "bool" and not dtype.startswith("complex")
