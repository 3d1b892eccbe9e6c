"""What one submission earned and why, as data, JSON and a page.

`model` is the data; `to_json` and `to_html` render it and know nothing about grading.
"""

from __future__ import annotations

from autograder.report.as_json import dumps, to_json
from autograder.report.model import Report

__all__ = ["Report", "dumps", "to_html", "to_json"]


def to_html(report: Report) -> str:
    """Return the report as one self-contained page; see `autograder.report.page`."""
    # Jinja2 and pygments load with the first page, not with every import of the model.
    from autograder.report.page import render  # noqa: PLC0415

    return render(report)
