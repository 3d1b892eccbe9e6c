"""Tables of grades that the dashboard offers to save: a registry that formats plug into.

A format is a function from rows to the bytes of a file. Plain `grades.csv` is here; whoever knows
another format adds it with `register`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
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
class Format:
    """One kind of gradebook. `title` and `about` are in both languages; `filename` ends as the
    format's files do. `fill` is for formats that fill a table of the teacher's own: it gets the
    rows and the bytes of that table; for others it is None and `write` makes the file."""

    id: str
    title: dict[str, str]
    about: dict[str, str]
    filename: str
    media_type: str
    write: Callable[[Rows], bytes] | None = None
    fill: Callable[[Rows, bytes], bytes] | None = None


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
    """A report with the points that people gave."""
    if not row.overridden:
        return report
    return submissions.with_overrides(report, scores.questions(db, row.id))


def _plain(found: Rows) -> bytes:
    with tempfile.TemporaryDirectory(prefix="autograder-") as folder:
        path = Path(folder) / "grades.csv"
        write_csv((item.report for item in found), path)
        return path.read_bytes()


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
