"""What many tests share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import nbformat

from autograder.ingest.submission import Submission, SubmittedFile
from autograder.report.model import Report

Grade: TypeAlias = Callable[..., Report]
"""`grade(source, name="hw.py", language=None, **others)`: grade one file's text for real."""


def submission(files: dict[str, str | bytes], name: str = "student") -> Submission:
    """A submission of these files."""
    return Submission(
        name,
        name,
        tuple(
            SubmittedFile(path, data.encode() if isinstance(data, str) else data)
            for path, data in files.items()
        ),
    )


def notebook(*cells: str) -> str:
    """A notebook of these code cells, as a file's text."""
    code = [nbformat.v4.new_code_cell(cell) for cell in cells]  # type: ignore[no-untyped-call]
    made = nbformat.v4.new_notebook(cells=code)  # type: ignore[no-untyped-call]
    return str(nbformat.writes(made))  # type: ignore[no-untyped-call]
