"""Sightings that several rules make alike: an uncaught error, and a limit that a run has hit."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case, ProgramRuns
from autograder.diagnosis.model import Detail, Found
from autograder.evidence.run import Verdict
from autograder.evidence.schema import Raised
from autograder.report.model import Severity


def full_error(raised: Raised) -> str:
    """The error as Python shows it: type and message."""
    return f"{raised.type}: {raised.message}"


def error_at(
    program: ProgramRuns,
    raised: Raised,
    error: str,
    *,
    severity: Severity | None = None,
    rank: int | None = None,
    **details: Detail,
) -> Found:
    """An uncaught error at the student's innermost line; texts may name `code` and `error`."""
    site = raised.stack[-1] if raised.stack else None
    known: dict[str, Detail] = {"code": program.line(site), "error": error, **details}
    return Found(program.where(site), known, severity=severity, rank=rank)


def limit_hit(case: Case, verdict: Verdict, limit: float) -> Iterator[Found]:
    """The supervisor saw a program hit this limit; it weighs nothing after a right answer."""
    for program in case.programs:
        if program.run is not None and program.run.verdict == verdict:
            yield Found(
                program.last_cell,
                {"limit": limit},
                severity="warning" if case.gradient_earned and not case.uncalled else None,
            )
            return
