"""Reports on disk: one JSON and one page per submission, and grades.csv for the batch.

Every file appears whole or not at all, so that whoever interrupts a batch keeps what was finished.
"""

from __future__ import annotations

from autograder.export.atomic import write_text
from autograder.export.formulas import protect, unprotect
from autograder.export.grades import Grades, write_csv
from autograder.export.reports import refresh_report, write_report, write_texts

__all__ = [
    "Grades",
    "protect",
    "refresh_report",
    "unprotect",
    "write_csv",
    "write_report",
    "write_text",
    "write_texts",
]
