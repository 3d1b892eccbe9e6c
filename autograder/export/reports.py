"""reports/<submission>.json and .html."""

from __future__ import annotations

from pathlib import Path

from autograder.export.atomic import write_text
from autograder.report import dumps, to_html
from autograder.report.model import Report


def write_report(report: Report, folder: Path) -> None:
    """Write both forms of one report into `folder`, which exists.

    Raises:
        ValueError: the submission's name is not a file name.
        OSError: a file cannot be written.
    """
    name = report.submission
    if not name or name in {".", ".."} or any(sign in name for sign in "/\\\0"):
        raise ValueError(f"{name!r} cannot name a file")
    write_text(folder / f"{name}.json", dumps(report))
    write_text(folder / f"{name}.html", to_html(report))
