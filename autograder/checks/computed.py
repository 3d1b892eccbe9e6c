"""Something that the program computes beside its differentiations.

What it checks: some tensor, or number, of the program has at every probe the value that the
reference's global name has.

Why it matters: a result may be put together from gradients (the rows of a Jacobian) or come from
a transform, where no backward of the program's own leads to it.

What functions named in `without` return does not count, nor what is computed from that alone: a
Jacobian by hand is none if only `jacrev` worked it out.

Example: `J = torch.stack([row1, row2])`.

Feedback: that nothing of the program has this value; or that it is the transpose, or one gradient
put in twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from autograder.checks.case import ProgramRuns
from autograder.checks.outcome import Outcome
from autograder.evidence.schema import Site
from autograder.experiments.align import Alignment
from autograder.experiments.model import Values
from autograder.experiments.nodes import Node, NodeKey, refs, short
from autograder.experiments.roles import agrees
from autograder.experiments.trace import Trace
from autograder.spec.model import Check
from autograder.static.called import wanted_names

MATRIX = 2
_JOINING = frozenset(("stack", "cat", "concat", "concatenate", "vstack", "hstack", "row_stack"))


def run(
    check: Check, programs: Sequence[ProgramRuns], computed: Mapping[str, tuple[Values, ...]]
) -> Outcome:
    """Look for a tensor or number that follows the reference's."""
    wanted = computed.get(check.role or "", ())
    without = wanted_names(check.without)
    ran = [_Looked(program, wanted, without) for program in programs if program.traces]
    for one in ran:
        found, site = one.find()
        if found:
            return Outcome(check, "passed", 1.0, site=site)
    for one in ran:
        near = one.near()
        if near is not None:
            reason, site = near
            code, where = one.program.line(site), one.program.where(site)
            return Outcome(check, "failed", reason=reason, seen=code, where=where)
    return Outcome(check, "failed" if ran else "blocked", reason="not_computed")


class _Looked:
    """One program, looked through for what has the wanted values at every probe."""

    def __init__(
        self, program: ProgramRuns, wanted: tuple[Values, ...], without: frozenset[str]
    ) -> None:
        self.program = program
        self._alignment = Alignment(program.traces)
        self._base = self._alignment.base
        self._expected = wanted[: len(self._alignment)]
        self._without = without

    def find(self) -> tuple[bool, Site | None]:
        """Whether it is there, and where."""
        for key, node in self._candidates:
            here = node.state.values
            # Looked at in the run as handed in first: to align costs much more.
            if agrees([here], self._expected[:1]) and agrees(
                self._alignment.values(key), self._expected
            ):
                return True, node.site
        for name, bindings in self._base.numbers.items():
            others = [trace.numbers.get(name, ()) for trace in self._alignment.traces]
            for at, (seq, _) in enumerate(bindings):
                seen = [(one[at][1],) if at < len(one) else None for one in others]
                if agrees(seen, self._expected):
                    return True, self._base.number_sites.get((name, seq))
        return False, None

    def near(self) -> tuple[str, Site] | None:
        """Why a tensor of the right form is not what was asked for, and where it was made: it is
        the transpose, or it was put together from one gradient that was changed in place in
        between."""
        found: tuple[str, Site] | None = None
        for key, node in self._candidates:
            shape, op = node.state.shape, node.producer
            if not self._expected or op is None or len(shape) != MATRIX:
                continue
            values = self._alignment.values(key)
            turned = [None if one is None else _transposed(one, shape) for one in values]
            if agrees(turned[:1], self._expected[:1]) and agrees(turned, self._expected):
                return "transposed", op.site
            parts = refs(op)
            same = short(op.name) in _JOINING and len(parts) > 1 and len(set(parts)) == 1
            if same and parts[0][0] in self._base.gradient_tensors:
                found = "same_twice", op.site
        return found

    @cached_property
    def _candidates(self) -> list[tuple[NodeKey, Node]]:
        """The tensors of the wanted size that are the program's own."""
        size = len(self._expected[0]) if self._expected else 0
        program, without = self.program, self._without
        returned = _returned_by(program, self._base, without) if without else frozenset()
        return [
            (key, node)
            for key, node in self._base.nodes.items()
            if node.state.values is not None and len(node.state.values) == size
            if key not in returned
        ]


def _transposed(values: Values, shape: tuple[int, ...]) -> Values:
    rows, columns = shape
    return tuple(values[row * columns + column] for column in range(columns) for row in range(rows))


def _returned_by(
    program: ProgramRuns, trace: Trace, functions: frozenset[str]
) -> frozenset[NodeKey]:
    """The tensors that calls of the functions made, or that come from nothing else.

    What runs inside such a call has the line of the call; what that line computes from gradients
    that were there before it is the student's own.
    """
    lines = program.lines_calling(functions)

    def inside(key: NodeKey) -> bool:
        site = trace.nodes[key].site
        return (site.unit, site.line) in lines

    found: set[NodeKey] = set()
    for key, node in trace.nodes.items():
        if inside(key):
            behind = (one for one in trace.ancestors(key) if one[0] in trace.gradient_tensors)
            own = any(not inside(one) for one in behind)
        else:
            own = not node.parents or not found.issuperset(node.parents)
        if not own:
            found.add(key)
    return frozenset(found)
