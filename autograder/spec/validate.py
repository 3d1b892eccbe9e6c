"""Does the grader give every sample of an assignment what the sample declares?"""

from __future__ import annotations

import io
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.grading import GradesAll
from autograder.report.model import SYMBOLS, OutcomeStatus, Report
from autograder.spec.load import LoadedAssignment
from autograder.spec.solutions import Sample, read_samples

_LEGEND = ", ".join(f"{sign} {status}" for status, sign in SYMBOLS.items())


@dataclass(frozen=True)
class Row:
    """One sample: what it declares, what it got, and a sentence for each difference.

    `checks` is the status of every check by its id.
    """

    sample: Sample
    expected_code: str | None
    actual_code: str | None
    expected_score: float
    actual_score: float | None
    problems: tuple[str, ...]
    checks: dict[str, OutcomeStatus] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether the sample got exactly what it declares."""
        return not self.problems


@dataclass(frozen=True)
class ValidationResult:
    """One row for each sample, in the order of `read_samples`; `seconds` of wall clock for all."""

    assignment: str
    rows: tuple[Row, ...]
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether every sample got what it declares."""
        return all(row.ok for row in self.rows)

    def render(self, width: int = 120) -> str:
        """The matrix of samples and checks, failures first; what the numbers of the columns and
        the signs mean; a sentence for each failure; and the speed."""
        checks = list(dict.fromkeys(check for row in self.rows for check in row.checks))
        table = Table(box=None, pad_edge=False)
        for heading in ("", "program", "expected", "actual"):
            table.add_column(heading, overflow="fold")
        for heading in ("expected", "score"):
            table.add_column(heading, justify="right")
        for number, _ in enumerate(checks, start=1):
            table.add_column(str(number), justify="center")
        for row in sorted(self.rows, key=lambda row: row.ok):
            table.add_row(
                "ok" if row.ok else "FAIL",
                Text(row.sample.name),
                row.expected_code or "-",
                row.actual_code or "-",
                f"{row.expected_score:g}",
                "-" if row.actual_score is None else f"{row.actual_score:g}",
                *(SYMBOLS[row.checks[check]] if check in row.checks else "" for check in checks),
            )
        text = io.StringIO()
        Console(file=text, width=width, color_system=None).print(table)
        failed = [row for row in self.rows if not row.ok]
        lines = [f"{number} {check}" for number, check in enumerate(checks, start=1)]
        lines = [f"Checks: {', '.join(lines)}", f"Signs: {_LEGEND}", ""] if checks else []
        lines += [f"{row.sample.name}: {problem}" for row in failed for problem in row.problems]
        count = len(self.rows)
        speed = f", {self.seconds:.1f} s ({count / self.seconds:.0f}/s)" if self.seconds else ""
        lines.append(f"{self.assignment}: {count} samples, {len(failed)} failed{speed}")
        return "\n".join([text.getvalue().rstrip(), "", *lines])


def validate(assignment: LoadedAssignment, grader: GradesAll) -> ValidationResult:
    """Grade every sample of the assignment and compare with what it declares.

    Reference and right samples must be graded with full marks and without an error; wrong ones
    must get exactly their first diagnosis and score.

    Raises:
        SpecError: a sample's header is broken.
    """
    maximum = assignment.spec.max_score
    samples = read_samples(assignment.solutions, maximum)
    begun = time.monotonic()
    reports = {
        report.submission: report
        for report in grader.grade_all([sample.submission() for sample in samples])
    }
    seconds = time.monotonic() - begun
    rows = [_row(s, reports.get(s.submission().name), maximum) for s in samples]
    return ValidationResult(assignment.spec.id, tuple(rows), seconds)


def _row(sample: Sample, report: Report | None, maximum: float) -> Row:
    score = sample.score if sample.kind == "wrong" and sample.score is not None else maximum
    if report is None:
        return Row(sample, sample.expect, None, score, None, ("the grader gave no report",))
    costly = [m.code for m in report.messages if m.severity == "error"]
    shown = report.messages if sample.kind == "wrong" else ()
    first = shown[0].code if shown else (costly[0] if costly else None)
    problems = [*_status_problems(report), *_code_problems(sample, report, first, costly)]
    if not math.isclose(report.score, score, abs_tol=1e-6):
        problems.append(f"earned {report.score:g} points, expected {score:g}{_lost(report)}")
    if sample.language is not None and report.language != sample.language:
        problems.append(f"was answered in {report.language}, expected {sample.language}")
    checks = {check.id: check.status for part in report.questions for check in part.checks}
    return Row(sample, sample.expect, first, score, report.score, tuple(problems), checks)


def _status_problems(report: Report) -> Iterator[str]:
    if report.status != "graded":
        flags = ", ".join(flag.code for flag in report.flags)
        why = f" ({flags})" if flags else f" (run: {report.run.verdict})"
        yield f"has status {report.status}, expected graded{why}"


def _code_problems(
    sample: Sample, report: Report, first: str | None, costly: list[str]
) -> Iterator[str]:
    codes = [message.code for message in report.messages]
    if sample.kind == "wrong" and first != sample.expect:
        place = " (it is among the later ones)" if sample.expect in codes else ""
        yield f"is diagnosed as {first or 'nothing'} first, expected {sample.expect}{place}"
    if sample.kind != "wrong" and costly:
        yield f"is right, yet is diagnosed as {', '.join(costly)}"
    missing = [code for code in (*sample.also, *sample.notes) if code not in codes]
    if missing:
        yield f"lacks {', '.join(missing)} among its diagnoses ({', '.join(codes) or 'none'})"


def _lost(report: Report) -> str:
    lost = [
        f"{check.id} {check.score:g}/{check.max_score:g} {check.status}"
        for question in report.questions
        for check in question.checks
        if check.score < check.max_score
    ]
    return f" (lost: {'; '.join(lost)})" if lost else ""
