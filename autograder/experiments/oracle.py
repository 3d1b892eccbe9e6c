"""What is expected: read out of the reference solution's own evidence.

In the reference the roles go by their names, so an assignment never states a formula twice.
"""

from __future__ import annotations

from autograder.evidence.schema import Backward
from autograder.experiments.align import Alignment
from autograder.experiments.find import Candidate, candidates, find_experiments
from autograder.experiments.model import Answer, Expected, Values
from autograder.experiments.nodes import NodeKey
from autograder.experiments.replay import is_brought_by_graph
from autograder.experiments.trace import Trace, was_differentiated
from autograder.spec.model import Assignment


class OracleError(Exception):
    """The reference solution does not show what the assignment says of it: a teacher's mistake."""


def answer_from(traces: tuple[Trace, ...], spec: Assignment, values: tuple[float, ...]) -> Answer:
    """What the reference gives for every exercise, and what it computes beside them.

    Args:
        traces: the reference as written, then with the inputs at each of `values`.
        spec: the assignment that names exercises, roles and what is computed.
        values: the probes' values.

    Raises:
        OracleError: a role, the gradient or a value is missing; the message names it.
    """
    alignment = Alignment(traces)
    computed = {check.role for check in spec.checks if check.kind == "computed" and check.role}
    return Answer(
        tuple(_Reader(alignment, part, values).expected() for part in spec.parts),
        {name: _computed(alignment, name) for name in sorted(computed)},
    )


def brought_by_graph(
    traces: tuple[Trace, ...], spec: Assignment, answer: Answer
) -> tuple[bool, ...]:
    """For each exercise whether nothing speaks against it that the graph brings its gradient.

    That is a trait of the reference and not of the probes: any `answer` of `answer_from` tells it.
    """
    alignment = Alignment(traces)
    return tuple(
        _Reader(alignment, part).is_brought(expected)
        for part, expected in zip(spec.parts, answer.exercises, strict=True)
    )


class _Reader:
    """Reads one exercise out of the runs of the reference."""

    def __init__(
        self, alignment: Alignment, part: Assignment, values: tuple[float, ...] = ()
    ) -> None:
        self._alignment = alignment
        self._base = alignment.base
        self._part = part
        self._values = values
        self._wrt = part.gradient.wrt
        exercise = part.exercise
        self._whose = "" if exercise is None else f" for exercise {exercise.id}"

    def expected(self) -> Expected:
        part = self._part
        backward, keys, wrt = self._differentiation()
        start = keys[self._input_name()]
        error = backward.error
        self._must_end_as_asked(error)
        roles = {role: self._complete(keys[role], role) for role in part.roles}
        return Expected(
            inputs=self._complete(start, self._input_name(), read=True),
            roles=roles,
            tracked={
                role: self._base.nodes[keys[role]].state.grad_fn is not None for role in part.roles
            },
            gradient=() if error is not None else self._gradient(backward, wrt),
            accumulated=error is None and self._accumulated(backward, wrt),
            repeated=was_differentiated(self._base, backward),
            seeds=self._seeds(backward),
            error=error,
            attributes={name: self._attributes(key, backward) for name, key in keys.items()},
        )

    def is_brought(self, expected: Expected) -> bool:
        """Whether nothing speaks against it that the graph brings the gradient."""
        backward, _, _ = self._differentiation()
        for experiment in find_experiments(self._alignment.traces, self._part, expected):
            if experiment.backward is backward:
                seeded = bool(expected.seeds)
                return is_brought_by_graph(self._base, experiment, seeded=seeded) is not False
        return True

    def _must_end_as_asked(self, error: str | None) -> None:
        kinds = self._part.kinds
        if error is not None and "gradient" in kinds:
            raise OracleError(
                f"the reference solution's backward{self._whose} raises {error}, but a check asks "
                "for its gradient"
            )
        if error is None and "raises" in kinds:
            raise OracleError(
                f"a check asks for an error{self._whose}, but the reference solution's backward "
                "raises none"
            )

    def _input_name(self) -> str:
        """The input that the exercise starts from: `wrt`, unless that is a role."""
        inputs = self._part.inputs
        return self._wrt if self._wrt in inputs else next(iter(inputs), self._wrt)

    def _differentiation(self) -> tuple[Backward, dict[str, NodeKey], NodeKey]:
        part, base = self._part, self._base
        wanted = dict.fromkeys((*part.roles, self._wrt, self._input_name()))
        found: list[tuple[Backward, dict[str, NodeKey]]] = []
        for candidate in candidates(base):
            if candidate.backward is None or not self._is_of(candidate):
                continue
            ancestors = base.ancestors(candidate.root)
            named = {name: _named(base, ancestors, name) for name in wanted}
            keys = {name: key for name, key in named.items() if key is not None}
            if len(keys) == len(wanted):
                found.append((candidate.backward, keys))
        nth = part.gradient.nth
        if not found or (nth or 1) > len(found):
            missing = ", ".join(wanted)
            count = "no" if not found else f"only {len(found)}"
            raise OracleError(
                f"the reference solution has {count} backward{self._whose} whose tensors bear all "
                f"the names {missing}"
            )
        backward, keys = found[-1 if nth is None else nth - 1]
        return backward, keys, keys[self._wrt]

    def _is_of(self, candidate: Candidate) -> bool:
        """Whether it is the role that is differentiated, where several roles are."""
        if self._part.exercise is None:
            return True
        return self._part.gradient.of in self._base.names.get(candidate.root, ())

    def _gradient(self, backward: Backward, wrt: NodeKey) -> tuple[Values, ...]:
        gradient: list[Values] = []
        for run in range(len(self._alignment)):
            other = self._alignment.backward(backward, run) if run else backward
            value = None if other is None else self._one(other, backward, wrt, run)
            if value is None:
                at = "" if not run else f" when the probe is {self._values[run - 1]:g}"
                raise OracleError(
                    f"the reference solution gives {self._wrt} no gradient{self._whose}{at}"
                )
            gradient.append(value)
        return tuple(gradient)

    def _one(self, there: Backward, here: Backward, wrt: NodeKey, run: int) -> Values | None:
        if there.kind == "grad":
            for position, ref in enumerate(here.wrt):
                if (ref.tensor, ref.version) == wrt and position < len(there.results):
                    result = there.results[position]
                    return None if result is None else result.values
            return None
        tensor = self._alignment.tensor(wrt, run)
        return next((item.after for item in there.leaves if item.tensor == tensor), None)

    def _accumulated(self, backward: Backward, wrt: NodeKey) -> bool:
        before = next((i.before for i in backward.leaves if i.tensor == wrt[0]), None)
        return backward.kind == "backward" and any(before or ())

    def _seeds(self, backward: Backward) -> tuple[Values, ...]:
        found: list[Values] = []
        for run in range(len(self._alignment)):
            other = self._alignment.backward(backward, run) if run else backward
            seeds = () if other is None else other.seeds
            values = seeds[0].values if len(seeds) == 1 else None
            if values is not None and any(value != 1.0 for value in values):
                found.append(values)
        return tuple(found) if len(found) == len(self._alignment) else ()

    def _attributes(self, key: NodeKey, backward: Backward) -> dict[str, bool]:
        state = self._base.nodes[key].state_at(backward.seq)
        entry = next((item for item in backward.leaves if item.tensor == key[0]), None)
        return {
            "is_leaf": state.is_leaf,
            "requires_grad": state.requires_grad,
            "grad_fn": state.grad_fn is not None,
            "grad": entry is not None and entry.after is not None,
            "retains_grad": entry is not None and not state.is_leaf,
        }

    def _complete(self, key: NodeKey, name: str, *, read: bool = False) -> tuple[Values, ...]:
        found: list[Values] = []
        for values in self._alignment.read_values(key) if read else self._alignment.values(key):
            if values is None:
                raise OracleError(
                    f"the reference solution's {name} has no values{self._whose} at some probe"
                )
            found.append(values)
        return tuple(found)


def _named(trace: Trace, ancestors: frozenset[NodeKey], name: str) -> NodeKey | None:
    keys = [key for key in ancestors if name in trace.names.get(key, ())]
    return max(keys, key=lambda key: trace.nodes[key].seq) if keys else None


def _computed(alignment: Alignment, name: str) -> tuple[Values, ...]:
    """The contents at every probe of the last tensor, or number, that bore a global name."""
    found: list[Values] = []
    for trace in alignment.traces:
        values = _last(trace, name)
        if values is None:
            raise OracleError(
                f"the reference solution has no tensor or number called {name} with values (of at "
                "most 64 elements) at every probe"
            )
        found.append(values)
    return tuple(found)


def _last(trace: Trace, name: str) -> Values | None:
    # Bindings are those of global names; a function's own tensor may be called the same.
    keys = [key for key, bound in trace.bindings if bound == name]
    if keys:
        return trace.nodes[max(keys, key=lambda key: trace.nodes[key].seq)].state.values
    numbers = trace.numbers.get(name)
    return (numbers[-1][1],) if numbers else None
