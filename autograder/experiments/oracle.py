"""What is expected: read out of the reference solution's own evidence.

In the reference the roles go by their names, so an assignment never states a formula twice.
"""

from __future__ import annotations

from autograder.experiments.align import Alignment
from autograder.experiments.find import candidates
from autograder.experiments.model import Expected, Values
from autograder.experiments.nodes import NodeKey
from autograder.experiments.trace import Trace
from autograder.spec.model import Assignment


class OracleError(Exception):
    """The reference solution does not show what the assignment says of it: a teacher's mistake."""


def expected_from(
    traces: tuple[Trace, ...], spec: Assignment, inputs: tuple[float, ...]
) -> Expected:
    """The roles' values, flags and the gradient that the reference gives.

    Args:
        traces: the reference as written, then with the input set to each of `inputs[1:]`.
        spec: the assignment that names the roles.
        inputs: the input's value in each trace.

    Raises:
        OracleError: a role, the gradient or a value is missing; the message names it.
    """
    base = traces[0]
    alignment = Alignment(traces)
    for candidate in reversed(candidates(base)):
        ancestors = base.ancestors(candidate.root)
        named = {role: _named(base, ancestors, role) for role in spec.roles}
        wrt = _named(base, ancestors, spec.gradient.wrt)
        if candidate.backward is None or wrt is None or any(v is None for v in named.values()):
            continue
        keys = {role: key for role, key in named.items() if key is not None}
        gradient: list[Values] = []
        for run in range(len(traces)):
            other = alignment.backward(candidate.backward, run) if run else candidate.backward
            tensor = alignment.tensor(wrt, run)
            entries = () if other is None else other.leaves
            value = next((item.after for item in entries if item.tensor == tensor), None)
            if value is None:
                raise OracleError(
                    f"the reference solution gives {spec.gradient.wrt} no gradient"
                    f" when {spec.gradient.wrt} is {inputs[run]:g}"
                )
            gradient.append(value)
        return Expected(
            inputs=inputs,
            roles={role: _complete(alignment, key, role) for role, key in keys.items()},
            tracked={role: base.nodes[key].state.grad_fn is not None for role, key in keys.items()},
            gradient=tuple(gradient),
        )
    missing = ", ".join((*spec.roles, spec.gradient.wrt))
    raise OracleError(
        f"the reference solution has no backward whose tensors bear all the names {missing}"
    )


def _named(trace: Trace, ancestors: frozenset[NodeKey], name: str) -> NodeKey | None:
    keys = [key for key in ancestors if name in trace.names.get(key, ())]
    return max(keys, key=lambda key: trace.nodes[key].seq) if keys else None


def _complete(alignment: Alignment, key: NodeKey, role: str) -> tuple[Values, ...]:
    found: list[Values] = []
    for values in alignment.values(key):
        if values is None:
            raise OracleError(f"the reference solution's {role} has no values at some probe")
        found.append(values)
    return tuple(found)
