"""What GitHub reads: GitHub Classroom's runner result, and annotations.

The runner result is what Classroom's autograding runners hand to its grading reporter
(`version, status, max_score, tests`), as JSON in base64. Annotations are in the form of GitHub's
REST interface for check runs, and as workflow commands (GitHub's "Workflow commands for GitHub
Actions"), which a workflow prints. A student's text can begin no command: it is escaped as that
page says, and stands between `stop-commands` where it is printed as it is.
"""

from __future__ import annotations

import base64
import json
import re
import secrets
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, Literal, TypedDict

from autograder.export import fragments as html
from autograder.report.catalogue import place, words
from autograder.report.model import CheckReport, Message, QuestionReport, Report
from autograder.report.text import visible

_HERE = PurePosixPath()
VERSION = 1
"""Of the runner result."""

_LEVELS: dict[str, Literal["failure", "warning", "notice"]] = {
    "error": "failure",
    "warning": "warning",
    "note": "notice",
}
_COMMANDS = {"failure": "error", "warning": "warning", "notice": "notice"}


class Annotation(TypedDict):
    """One annotation of a check run; lines count from 1 within the file."""

    path: str
    start_line: int
    end_line: int
    annotation_level: Literal["failure", "warning", "notice"]
    title: str
    message: str


def classroom(report: Report) -> dict[str, Any]:
    """The runner result: a test for each check.

    `status` is "pass" when every point was earned, "error" when nothing could be graded, else
    "fail". A submission that a person has to look at passes nothing.
    """
    tests = [_test(report, question, check) for question, check in _checks(report)]
    if not tests:
        tests = [
            {
                "name": report.title,
                "status": "error",
                "score": 0.0,
                "message": visible(report.summary),
                **_NOWHERE,
            }
        ]
    passed = all(test["status"] == "pass" for test in tests) and not report.flags
    status = "error" if report.status == "not_graded" else "pass" if passed else "fail"
    return {
        "version": VERSION,
        "status": status,
        "max_score": report.max_score,
        "tests": tests,
    }


_NOWHERE: dict[str, Any] = {"test_code": "", "filename": "", "line_no": 0, "execution_time": 0}


def _checks(report: Report) -> Iterator[tuple[QuestionReport, CheckReport]]:
    for question in report.questions:
        for check in question.checks:
            yield question, check


def _test(report: Report, question: QuestionReport, check: CheckReport) -> dict[str, Any]:
    passed = check.status == "passed"
    told = [item.message for item in report.messages if item.question == question.id]
    lines = [check.actual] if report.flags else [check.actual, *told]
    where = check.where
    return {
        "name": visible(f"{question.title} · {check.title}"),
        "status": "pass" if passed else "error" if check.status == "errored" else "fail",
        "score": check.score,
        "message": "" if passed else visible("\n".join(filter(None, lines))),
        "test_code": "",
        "filename": "" if where is None else visible(where.file or ""),
        "line_no": 0 if where is None or where.cell is not None else where.line or 0,
        "execution_time": 0,
    }


def encoded(report: Report) -> str:
    """The runner result as a step hands it on: JSON in base64."""
    text = json.dumps(classroom(report), ensure_ascii=False, allow_nan=False)
    return base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")


def annotate(report: Report, folder: PurePosixPath = _HERE) -> list[Annotation]:
    """Every message that has a place, as an annotation.

    Args:
        report: what was graded.
        folder: where the submitted files lie in the repository.

    Lines of a notebook's cell are no lines of its file: those stand at the file's first line, and
    their words say which cell is meant.
    """
    return [
        _annotation(report, item, folder)
        for item in report.messages
        if not report.flags and item.where is not None and item.where.file
    ]


def _annotation(report: Report, item: Message, folder: PurePosixPath) -> Annotation:
    where = item.where
    assert where is not None
    say = words(report.language)
    line = where.line if where.cell is None and where.line else 1
    text = item.message
    if where.cell is not None:
        at = place(where, report.language, with_file=False)
        text = text if at and at in text else f"{at}{say['colon']}{text}" if at else text
    if item.hint:
        text = f"{text}\n{say['hint']}{say['colon']}{item.hint}"
    return {
        "path": visible(str(folder / (where.file or ""))),
        "start_line": line,
        "end_line": line,
        "annotation_level": _LEVELS[item.severity],
        "title": item.code,
        "message": visible(text),
    }


def commands(found: list[Annotation]) -> list[str]:
    """Annotations as workflow commands, one a line."""
    return [
        f"::{_COMMANDS[one['annotation_level']]} file={_property(one['path'])},"
        f"line={one['start_line']},endLine={one['end_line']},"
        f"title={_property(one['title'])}::{_data(one['message'])}"
        for one in found
    ]


def stopped(text: str) -> str:
    """Text to be printed in a workflow, in which nothing is a command."""
    token = secrets.token_hex(16)
    return f"::stop-commands::{token}\n{text.rstrip()}\n::{token}::\n"


def summary(report: Report) -> str:
    """The page of a step ($GITHUB_STEP_SUMMARY), in the HTML that GitHub's Markdown keeps."""
    say = words(report.language)
    points = html.points(report.score, report.max_score, report.language)
    if report.status == "not_graded":
        points = say["not_graded"]
    parts = [f"<h2>{html.inline(report.title)}</h2>", f"<p>{html.strong(points)}</p>"]
    if report.flags:
        parts.append(html.paragraph(say["needs_review"]))
    else:
        parts += [html.message(item, report) for item in report.messages]
        parts.append(html.graph(report.experiments, report.language))
    rows = "".join(
        f"<tr><td>{html.inline(question.title)}</td><td>{html.inline(check.title)}</td>"
        f"<td>{html.inline(html.points(check.score, check.max_score, report.language))}</td></tr>"
        for question, check in _checks(report)
    )
    parts.append(f"<table>{rows}</table>" if rows else "")
    # Blank lines end HTML in Markdown, and what follows them would be read as Markdown.
    return re.sub(r"\n(?=[ \t]*\n)", "\n&#8203;", "".join(parts)) + "\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
