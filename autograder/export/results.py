"""What an export needs of a report, read back from its JSON.

The same values can come from elsewhere (a store of results): whoever has a report's JSON makes a
`Result` with `result_of`. Keys that an older report lacks have the value for "not known".
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, Literal

import msgspec

from autograder.errors import UsageError
from autograder.export.formulas import unprotect
from autograder.ingest.names import natural_key
from autograder.report.text import visible


class Place(msgspec.Struct, frozen=True):
    """Where in the submission something stands."""

    file: str | None = None
    cell: int | None = None
    line: int | None = None


class Diagnosis(msgspec.Struct, frozen=True):
    """One diagnosis in words."""

    code: str
    severity: Literal["error", "warning", "note"]
    message: str
    hint: str = ""
    where: Place = Place()


class Question(msgspec.Struct, frozen=True):
    """The points of one question."""

    id: str
    title: str
    score: float
    max_score: float


class Who(msgspec.Struct, frozen=True):
    """Somebody as their LMS knows them (`ingest.submission.Person`)."""

    name: str | None = None
    user_id: str | None = None
    sid: str | None = None
    email: str | None = None
    login: str | None = None


class Source(msgspec.Struct, frozen=True):
    """Where a submission came from (`ingest.submission.Origin`)."""

    layout: str = "plain"
    people: tuple[Who, ...] = ()
    team: str | None = None
    submission_id: str | None = None
    attempt: int | None = None
    attempts: int | None = None
    late: bool | None = None
    submitted_at: str | None = None
    items: tuple[str, ...] = ()


class Verdict(msgspec.Struct, frozen=True):
    """How the program ended."""

    verdict: str = ""


class Result(msgspec.Struct, frozen=True):
    """The outcome of one submission."""

    submission: str
    student: str
    assignment: str
    title: str
    status: Literal["graded", "needs_review", "not_graded"]
    score: float
    max_score: float
    language: str = "en"
    summary: str = ""
    questions: tuple[Question, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    run: Verdict = Verdict()
    origin: Source = Source()

    @property
    def people(self) -> tuple[Who, ...]:
        """Who handed it in; where no source tells, whoever the submission is named after."""
        return self.origin.people or (Who(name=self.student),)


def result_of(report: Any) -> Result:
    """The result in a report's JSON, given as plain data.

    Raises:
        msgspec.ValidationError: it is no report; the message says at which key.
    """
    return msgspec.convert(report, Result)


def results_in(out: Path) -> list[Result]:
    """The results of a batch, from the reports that it left in `out`, in natural order.

    Raises:
        UsageError: there are no reports, or one cannot be read.
    """
    folder = out / "reports"
    try:
        paths = sorted(folder.glob("*.json"), key=lambda path: natural_key(path.name))
    except OSError:
        paths = []
    if not paths:
        raise UsageError(
            f"there is no report in {folder}; give the folder that `autograder grade` wrote to "
            "with --out"
        )
    return [_read(path) for path in paths]


def of_last_batch(out: Path, results: list[Result]) -> tuple[list[Result], list[Result]]:
    """The results that grades.csv lists, and those that an earlier batch left beside them.

    Without a grades.csv that can be read, all are taken for the batch's own.
    """
    try:
        with (out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
            listed = {unprotect(row["submission"]) for row in csv.DictReader(file)}
    except (OSError, KeyError, UnicodeDecodeError, csv.Error):
        return results, []
    own = [result for result in results if visible(result.submission) in listed]
    left = [result for result in results if visible(result.submission) not in listed]
    return own, left


def _read(path: Path) -> Result:
    try:
        return result_of(msgspec.json.decode(path.read_bytes()))
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is no report: {error}") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
