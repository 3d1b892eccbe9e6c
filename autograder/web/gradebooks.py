"""Tables of grades that the dashboard offers to save: a registry that formats plug into.

A format is a function from rows to the bytes of a file. Plain `grades.csv` is here; whoever knows
another format adds it with `register`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Connection, select

from autograder.export import write_csv
from autograder.report.model import Report
from autograder.report.packed import unpack
from autograder.store import scores, submissions
from autograder.store.schema import reports
from autograder.store.submissions import Filter, SubmissionRow

PAGE = 500
"""Reports that are in memory at a time."""


@dataclass(frozen=True)
class Graded:
    """One submission with its final report: what a row of a gradebook is made of."""

    row: SubmissionRow
    report: Report


Rows: TypeAlias = Iterable[Graded]


@dataclass(frozen=True)
class Made:
    """A finished gradebook: the bytes of the file, how many grades are in it, and by kind (a text
    of ours, `gradebook_<kind>`) the names of those that need a look."""

    data: bytes
    written: int
    notes: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Format:
    """One kind of gradebook. `title` and `about` are in both languages; `filename` ends as the
    format's files do. `fill` fills a table of the teacher's own: it gets the rows and the bytes of
    that table. `write` makes a file from nothing. Either may be None."""

    id: str
    title: dict[str, str]
    about: dict[str, str]
    filename: str
    media_type: str
    write: Callable[[Rows], Made] | None = None
    fill: Callable[[Rows, bytes], Made] | None = None


_formats: dict[str, Format] = {}


def register(item: Format) -> None:
    """Offer a format; one of the same id is replaced."""
    _formats[item.id] = item


def formats() -> tuple[Format, ...]:
    """All formats, in the order in which they were registered."""
    return tuple(_formats.values())


def find(name: str) -> Format | None:
    """A format by its id."""
    return _formats.get(name)


def rows(db: Connection, assignment: str, wanted: Filter | None = None) -> Iterable[Graded]:
    """Every submission that has a report, by name, with its points as people left them."""
    start = 0
    while True:
        page = submissions.listed(db, assignment, wanted, limit=PAGE, offset=start)
        data = {
            item.id: item.data
            for item in db.execute(
                select(reports.c.id, reports.c.data).where(
                    reports.c.id.in_([row.report_id for row in page if row.report_id])
                )
            )
        }
        for row in page:
            if row.report_id is not None:
                yield Graded(row, final(db, row, unpack(data[row.report_id])))
        if len(page) < PAGE:
            return
        start += PAGE


def final(db: Connection, row: SubmissionRow, report: Report) -> Report:
    """A report with the points that people gave; one that was reviewed waits no more."""
    if row.reviewed_at is not None and report.status == "needs_review":
        report = replace(report, status="graded")
    if not row.overridden:
        return report
    return submissions.with_overrides(report, scores.questions(db, row.id))


def _plain(found: Rows) -> Made:
    graded = list(found)
    with tempfile.TemporaryDirectory(prefix="autograder-") as folder:
        path = Path(folder) / "grades.csv"
        write_csv((item.report for item in graded), path)
        return Made(path.read_bytes(), len(graded))


register(
    Format(
        id="plain",
        title={"zh": "普通表格（grades.csv）", "en": "Plain table (grades.csv)"},
        about={
            "zh": "每份提交一行，Excel 可直接打开。",
            "en": "One row for each submission; opens in any spreadsheet.",
        },
        filename="grades.csv",
        media_type="text/csv; charset=utf-8",
        write=_plain,
    )
)
