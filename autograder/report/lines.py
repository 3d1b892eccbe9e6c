"""The line of the student's program that a message is about."""

from __future__ import annotations

from collections.abc import Iterable

from autograder.report.model import CodeView, Message


def line_of(views: Iterable[CodeView], item: Message) -> str:
    """The line that a message points at, tabs expanded; empty where it points at none."""
    where = item.where
    if where is None or where.line is None:
        return ""
    for view in views:
        if (view.file, view.cell) == (where.file, where.cell):
            lines = view.source.split("\n")
            at = where.line - view.first_line
            if 0 <= at < len(lines):
                return lines[at].expandtabs(4).rstrip()
    return ""
