"""What the general rules share: every program's history, uncaught errors by kind, and how much a
sighting weighs.

A right answer carries no error. What stands beside one is a note at the most; what explains why
something failed that the task asks for is an error; a mistake elsewhere in the file is a warning.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace

from autograder.checks.case import Case, ProgramRuns
from autograder.diagnosis.model import Detail, Found
from autograder.evidence.schema import Backward, Op, Raised, Site
from autograder.experiments.history import GRADIENT, History
from autograder.experiments.nodes import refs
from autograder.report.model import Severity
from autograder.spec.model import Words
from autograder.torch_messages import first_line, kind_of

SOME = 64
"""Differentiations that are compared with each other, at the most; a training loop has more."""

UNNAMED = "tensor"
"""What a tensor without a name is called, in every language."""


def histories(case: Case) -> Iterator[tuple[ProgramRuns, History]]:
    """Every program that ran, with what it did."""
    for program in case.programs:
        if program.history is not None:
            yield program, program.history


def gravity(
    case: Case, program: ProgramRuns, *tensors: int, right: Severity | None = "note"
) -> Severity | None:
    """How much a sighting about these tensors weighs; None where it is not worth a word.

    Beside a right answer that is `right`. Otherwise it is an error where the attempt at the
    exercise is made of these tensors, or where there is no attempt to be seen, else a warning.
    """
    if case.program_earned:
        return right
    graded = case.graded
    if graded is None:
        return "error"
    if case.program is not program:
        return "warning"
    own = {key[0] for key in graded.ancestors}
    if graded.input is not None:
        own.add(graded.input.leaf[0])
    return "error" if not tensors or not own.isdisjoint(tensors) else "warning"


def at(
    program: ProgramRuns,
    site: Site | None,
    severity: Severity | None,
    *,
    message: Words | None = None,
    hint: Words | None = None,
    rank: int | None = None,
    **details: Detail,
) -> Found:
    """A sighting at a line of the student's; the texts may name that line as `code`."""
    known: dict[str, Detail] = {"code": program.line(site), **details}
    return Found(
        program.where(site),
        known,
        severity=severity,
        rank=rank,
        message=message,
        hint=hint,
        function="" if site is None else function_at(program, site),
    )


@dataclass(frozen=True)
class Stop:
    """An uncaught error of a known kind that ended a program or a cell.

    `event` is the recorded call that failed, where it was one of torch's.
    """

    program: ProgramRuns
    history: History
    raised: Raised
    kind: str
    severity: Severity

    @property
    def event(self) -> Op | Backward | None:
        """The call that raised it."""
        return self.history.failed(self.raised.seq)

    @property
    def differentiation(self) -> Backward | None:
        """The differentiation that raised it."""
        event = self.event
        return event if isinstance(event, Backward) else None

    @property
    def site(self) -> Site | None:
        """The student's innermost line."""
        return self.raised.stack[-1] if self.raised.stack else None

    @property
    def code(self) -> str:
        """That line's text."""
        return self.program.line(self.site)

    @property
    def error(self) -> str:
        """PyTorch's own words, short enough to be quoted."""
        parts = self.raised.message.split("\n")
        return first_line(next((part for part in parts if kind_of(part) == self.kind), parts[0]))

    def name(self, tensor: int | None) -> str:
        """The student's name for a tensor."""
        return UNNAMED if tensor is None else self.history.name(tensor) or UNNAMED

    def found(
        self,
        *,
        site: Site | None = None,
        message: Words | None = None,
        hint: Words | None = None,
        **details: Detail,
    ) -> Found:
        """The sighting at the line that raised, or at `site`; texts may name `code` and `error`."""
        here = self.site if site is None else site
        found = at(self.program, here, self.severity, message=message, hint=hint)
        return replace(
            found,
            details={**found.details, "error": self.error, **details},
            stopped=self.program.where(self.site),
        )


def _caught(case: Case) -> Iterator[tuple[ProgramRuns, Raised]]:
    """The error of the graded differentiation, where the program caught it: the exercise lacks its
    gradient all the same."""
    graded, program = case.graded, case.program
    backward = None if graded is None else graded.backward
    if program is None or backward is None or backward.error is None:
        return
    asked = any(
        one is program and (order, backward.seq) in case.asked
        for order, one in enumerate(case.programs)
    )
    if not asked and not any(0 <= one.seq - backward.seq < 3 for one in program.raised):
        kind, _, message = backward.error.partition(": ")
        site = backward.site
        yield program, Raised(backward.seq, kind, message, (site,), site.unit)


def stops(case: Case, *kinds: str, always: bool = False) -> Iterator[Stop]:
    """Every uncaught error of these kinds, in order, and that of the exercise itself.

    It is an error where it may be why the exercise is not done, and a warning where that had been
    attempted before. Beside a right gradient nothing is said, but for `always`: `late_error` and
    `unrelated_error` say there that it cost nothing.
    """
    if (case.program_earned or case.gradient_earned) and not always:
        return
    graded = case.graded
    for program, raised in (*case.errors(), *_caught(case)):
        kind = next((k for k in map(kind_of, raised.message.split("\n")) if k in kinds), None)
        if kind is None or program.history is None:
            continue
        severity: Severity = "error"
        if graded is not None:
            attempted = graded.backward is not None and graded.error is None
            done = attempted and graded.backward is not None and raised.seq > graded.backward.seq
            if program is not case.program or done:
                severity = "warning"
        yield Stop(program, program.history, raised, kind, severity)


def missing_gradient(stop: Stop) -> int | None:
    """The tensor whose `.grad` was None on the line that stopped a program."""
    reads = [
        op
        for op in stop.history.ops(GRADIENT)
        if op.seq <= stop.raised.seq and not op.outputs and refs(op)
    ]
    line = 0 if stop.site is None else stop.site.line
    if not reads or ".grad" not in stop.code or reads[-1].site.line != line:
        return None
    return refs(reads[-1])[0][0]


def function_at(program: ProgramRuns, site: Site) -> str:
    """The name of the innermost function that a line of the student's stands in; "" at top
    level."""
    inside = [
        node
        for unit, node in program.statements
        if unit == site.unit
        and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.lineno <= site.line <= (node.end_lineno or node.lineno)
    ]
    return inside[-1].name if inside else ""


def statement_at(program: ProgramRuns, site: Site) -> str:
    """The whole statement of the student's that a line belongs to, all its lines."""
    cell = program.cell(site.unit)
    around = [
        node
        for unit, node in program.statements
        if unit == site.unit and node.lineno <= site.line <= (node.end_lineno or node.lineno)
    ]
    if cell is None or not around:
        return program.line(site)
    inner = around[-1]
    lines = cell.source.split("\n")
    return "\n".join(lines[inner.lineno - 1 : inner.end_lineno])


def shape(of: tuple[int, ...]) -> str:
    """A shape as PyTorch prints it in a list: "[2, 3]"."""
    return str(list(of))


def expression(node: ast.AST) -> str:
    """An expression of the student's as text."""
    return ast.unparse(node)
