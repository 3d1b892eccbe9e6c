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
    write_texts(report.submission, dumps(report), to_html(report), folder)


def write_texts(name: str, json: str, html: str, folder: Path) -> None:
    """Write both forms of the report on the submission called `name`.

    The JSON comes last, so that where it is as it should be the page is as well.

    Raises:
        ValueError: `name` is not a file name.
        OSError: a file cannot be written.
    """
    if not name or name in {".", ".."} or any(sign in name for sign in "/\\\0"):
        raise ValueError(f"{name!r} cannot name a file")
    write_text(folder / f"{name}.html", html)
    write_text(folder / f"{name}.json", json)


def refresh_report(report: Report, folder: Path) -> bool:
    """Write both forms where they are not there or are of another result; returns whether.

    Raises:
        ValueError: the submission's name is not a file name.
        OSError: a file cannot be written.
    """
    name, text = report.submission, dumps(report)
    try:
        current = (folder / f"{name}.json").read_bytes() == text.encode(errors="replace")
        if current and (folder / f"{name}.html").is_file():
            return False
    except (OSError, ValueError):
        pass
    write_texts(name, text, to_html(report), folder)
    return True
