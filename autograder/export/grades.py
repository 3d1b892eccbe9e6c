"""grades.csv: one row per submission.

The columns are submission, student, status, score, max_score, one `score_<question>` for each
question, diagnoses (codes, root cause first, separated by spaces), verdict and summary. UTF-8 with
a byte order mark, because Excel reads Chinese only so; CRLF line ends, as RFC 4180 has them.
Texts are guarded against formulas (`formulas`); control characters become visible symbols.
"""

from __future__ import annotations

import csv
import json
import os
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from autograder.export.atomic import writing
from autograder.export.formulas import protect
from autograder.report.model import Report
from autograder.report.text import visible

_Row = dict[str, str]

_PLACE_BITS = 40
"""Bits of the place in the waiting file, which stays below a terabyte."""

_BEFORE = ("submission", "student", "status", "score", "max_score")
_AFTER = ("diagnoses", "verdict", "summary")


def write_csv(reports: Iterable[Report], path: Path) -> None:
    """Write grades.csv with the rows in the order given.

    Raises:
        OSError: the file cannot be written.
    """
    with Grades(path) as grades:
        for order, report in enumerate(reports):
            grades.add(report, order)


class Grades:
    """Collects rows in any order and writes them in input order when it is closed.

    Rows wait in an unnamed file beside the target rather than in memory, so that 10,000
    submissions need no more than 100. Leaving the `with` block, also by an error or an interrupt,
    writes what was added until then; a grades.csv from before stays until that moment.
    """

    def __init__(self, path: Path) -> None:
        """Begin the file at `path`.

        Raises:
            OSError: its folder cannot be written to.
        """
        self._path = path
        self._waiting = tempfile.TemporaryFile("w+", encoding="utf-8", dir=path.parent)  # noqa: SIM115
        self._places = array("Q")
        """The order of each row, and in the lower bits where it lies."""
        self._questions: dict[str, None] = {}

    def __enter__(self) -> Grades:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def add(self, report: Report, order: int) -> None:
        """Take one row; `order` is the submission's place in the input."""
        self._waiting.seek(0, os.SEEK_END)
        self._places.append(order << _PLACE_BITS | self._waiting.tell())
        row = {
            "submission": _text(report.submission),
            "student": _text(report.student),
            "status": report.status,
            "score": _points(report.score),
            "max_score": _points(report.max_score),
            "diagnoses": _text(" ".join(dict.fromkeys(item.code for item in report.messages))),
            "verdict": _text(report.run.verdict),
            "summary": _text(report.summary),
        }
        for question in report.questions:
            column = f"score_{question.id}"
            self._questions.setdefault(column)
            row[column] = _points(question.score)
        self._waiting.write(json.dumps(row) + "\n")

    def rows(self) -> Iterator[_Row]:
        """Yield the rows added so far, in input order, columns by name."""
        for place in sorted(self._places):
            self._waiting.seek(place & (1 << _PLACE_BITS) - 1)
            row: _Row = json.loads(self._waiting.readline())
            yield row

    def close(self) -> None:
        """Write grades.csv. A second call does nothing.

        Raises:
            OSError: the file cannot be written.
        """
        if self._waiting.closed:
            return
        columns = [*_BEFORE, *self._questions, *_AFTER]
        try:
            with writing(self._path, "utf-8-sig") as file:
                table = csv.DictWriter(file, columns, restval="")
                table.writeheader()
                table.writerows(self.rows())
        finally:
            self._waiting.close()


def _text(text: str) -> str:
    return protect(visible(text.replace("\r\n", "\n")))


def _points(value: float) -> str:
    return f"{value:.10g}"
