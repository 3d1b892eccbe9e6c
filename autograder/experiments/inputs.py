"""Which tensor is the input x of an experiment, and where an intervention can reach it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from autograder.evidence.schema import Op, Substitution
from autograder.experiments.nodes import NodeKey, refs
from autograder.experiments.structure import MAX_CHAIN, operation
from autograder.experiments.trace import Trace
from autograder.spec.model import Input


def find_input(
    trace: Trace,
    ancestors: frozenset[NodeKey],
    inputs: Mapping[str, Input],
    asked: str | None = None,
) -> NodeKey | None:
    """The node among `ancestors` that the computation starts from, or None if there is none.

    Candidates have no history that autograd knows: leaves that require a gradient, and tensors
    that no operation on tensors made. The student's name for them, flags, use and value decide.
    `asked` is the input that is meant, where not any of them will do.
    """
    meant = inputs if asked is None else {asked: inputs[asked]}
    wanted = {name.casefold() for name in meant}
    others = {name.casefold() for name in inputs} - wanted
    prescribed = {value for item in meant.values() for value in item.values}
    best: tuple[float, int] | None = None
    chosen: NodeKey | None = None
    uses = trace.uses_within(ancestors)
    for key in ancestors:
        node = trace.nodes[key]
        inside = uses.get(key, ())
        if not inside:
            continue
        state = node.state_at(inside[0].seq)
        if node.parents and not (state.is_leaf and state.requires_grad):
            continue
        if not _real(state.dtype):
            continue
        score = 0.0
        names = {name.casefold() for name in trace.names.get(key, ())}
        if names & wanted:
            score += 3
        elif names & others:
            score -= 3
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
    return None if chosen is None else _past_detach(trace, chosen, uses)


def _past_detach(trace: Trace, key: NodeKey, uses: Mapping[NodeKey, tuple[Op, ...]]) -> NodeKey:
    """The tensor that was really computed with where the input was re-bound to its own copy
    without history and went in no other way: `x = x.detach()`."""
    for _ in range(MAX_CHAIN):
        inside = uses.get(key, ())
        if len(inside) != 1 or operation(inside[0]) != "detach" or len(inside[0].outputs) != 1:
            break
        state = inside[0].outputs[0]
        after = (state.tensor, state.version)
        if after == key or len(trace.consumers.get(after, ())) < 2:
            break
        mine, its = set(trace.names.get(key, ())), set(trace.names.get(after, ()))
        tracked = trace.nodes[key].state_at(inside[0].seq).requires_grad
        if tracked and mine and its and mine.isdisjoint(its):
            # `c = x.detach()` leaves x as it was; what is computed from c is cut off from it.
            break
        if tracked and not inside[0].grad_enabled:
            # With gradients off there is no history to part from, as in a custom forward.
            break
        key = after
    return key


def called(trace: Trace, key: NodeKey, inputs: Mapping[str, Input]) -> str | None:
    """What the task calls a tensor: by its name, else by its contents, else as the first input."""
    return known_as(trace, key, inputs) or next(iter(inputs), None)


def known_as(trace: Trace, key: NodeKey, inputs: Mapping[str, Input]) -> str | None:
    """The input that a tensor is by its name, else by its contents."""
    named = {name.casefold() for name in trace.names.get(key, ())}
    for name in inputs:
        if name.casefold() in named:
            return name
    values = trace.nodes[key].state.values
    return next((name for name, item in inputs.items() if values == item.values), None)


def substitution(
    trace: Trace, key: NodeKey, ancestors: frozenset[NodeKey], values: tuple[float, ...]
) -> Substitution | None:
    """The intervention that sets the input to `values`.

    It goes in at the first computation that reads the input after the student has finished
    writing to it, so that neither `x.data.fill_(1)` nor `x.item()` escapes it.
    """
    inside = trace.uses_within(ancestors).get(key)
    if not inside:
        return None
    graph_use = inside[0].seq
    written = max(_writes_before(trace, key[0], graph_use), default=-1)
    for op in trace.readers.get(key[0], ()):
        if written < op.seq <= graph_use:
            position = [tensor for tensor, _ in refs(op)].index(key[0])
            *_, occurrence = trace.places[op.seq]
            return Substitution(op.site, occurrence, position, values)
    return None


def _writes_before(trace: Trace, tensor: int, seq: int) -> Iterable[int]:
    """When the tensor's memory was written, directly or through an alias."""
    aliases = {tensor}
    for op, writes in trace.writers:
        if op.seq >= seq:
            return
        for state in op.outputs:
            if state.base in aliases:
                aliases.add(state.tensor)
        if writes and op.outputs[0].tensor in aliases:
            yield op.seq


def _real(dtype: str) -> bool:
    return dtype != "bool" and not dtype.startswith("complex")
