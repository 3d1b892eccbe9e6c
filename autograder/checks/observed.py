"""Whether the program looked at an attribute of a tensor.

What it checks: somewhere in the program the attribute (`is_leaf`, `grad`, `requires_grad`,
`grad_fn`, `retains_grad`) of the tensor that plays the role was read, and what it then was is what
it is in the reference.

Why it matters: an exercise that says "observe" asks for more than a number at the end.

Example: `print(x.is_leaf, y.is_leaf)`.

Feedback: that it was not looked at, or what it was instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.outcome import Outcome
from autograder.evidence.schema import Op, Ref
from autograder.experiments.model import Expected, Experiment
from autograder.experiments.nodes import short
from autograder.experiments.trace import Trace
from autograder.spec.model import Check

_SHOWS_ALL = frozenset({"__repr__", "__format__", "__str__"})
"""Printing a tensor shows its requires_grad and grad_fn."""
_SHOWN = frozenset({"requires_grad", "grad_fn"})


def run(
    check: Check, experiment: Experiment | None, expected: Expected, trace: Trace | None
) -> Outcome:
    """Look for the reads of the attribute."""
    if experiment is None or trace is None:
        return Outcome(check, "blocked", reason="no_experiment")
    role, attribute = check.role or "", check.attribute or ""
    tensor = _tensor(experiment, role)
    if tensor is None:
        return Outcome(check, "blocked", reason="role_not_found", site=experiment.site)
    wanted = expected.attributes.get(role, {}).get(attribute)
    reads = list(_reads(trace, tensor, attribute))
    if not reads:
        return Outcome(check, "failed", reason="not_observed", site=experiment.site)
    for op, value in reads:
        if value == wanted:
            return Outcome(check, "passed", 1.0, site=op.site)
    return Outcome(check, "failed", reason="observed_otherwise", site=reads[-1][0].site)


def _tensor(experiment: Experiment, role: str) -> int | None:
    """The number of the tensor that plays a role, or is the input."""
    quantity = experiment.roles.get(role)
    if quantity is not None:
        return None if quantity.node is None else quantity.node[0]
    leaf = experiment.input
    node = None if leaf is None else leaf.quantity.node or leaf.leaf
    return None if node is None else node[0]


def _reads(trace: Trace, tensor: int, attribute: str) -> Iterator[tuple[Op, bool]]:
    for op in trace.ops:
        name = short(op.name)
        first = op.inputs[0] if op.inputs else None
        if not isinstance(first, Ref) or first.tensor != tensor:
            continue
        if name == f"{attribute}.__get__":
            yield op, _truth(trace, op, first, attribute)
        elif name in _SHOWS_ALL and attribute in _SHOWN:
            yield op, _flag(trace, op, first, attribute)


def _truth(trace: Trace, op: Op, tensor: Ref, attribute: str) -> bool:
    """What was read: a flag, or whether there was anything."""
    if attribute == "grad":
        return bool(op.outputs)
    if op.number is not None:
        return bool(op.number)
    return _flag(trace, op, tensor, attribute)


def _flag(trace: Trace, op: Op, tensor: Ref, attribute: str) -> bool:
    node = trace.nodes.get((tensor.tensor, tensor.version))
    if node is None:
        return False
    state = node.state_at(op.seq)
    return state.requires_grad if attribute == "requires_grad" else state.grad_fn is not None
