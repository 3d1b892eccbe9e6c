"""Reports for GitHub: Classroom's runner result, annotations, workflow commands, the summary."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from autograder.export.github import (
    annotate,
    classroom,
    commands,
    encoded,
    stopped,
    summary,
)
from autograder.extract.document import Where
from autograder.report.model import Flag, Report
from tests.report import samples

RUNNER: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "status", "max_score", "tests"],
    "properties": {
        "version": {"const": 1},
        "status": {"enum": ["pass", "fail", "error"]},
        "max_score": {"type": "number"},
        "tests": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["name", "status", "score"],
                "properties": {
                    "name": {"type": "string", "minLength": 1},
                    "status": {"enum": ["pass", "fail", "error"]},
                    "score": {"type": "number", "minimum": 0},
                    "message": {"type": "string"},
                    "test_code": {"type": "string"},
                    "filename": {"type": "string"},
                    "line_no": {"type": "integer", "minimum": 0},
                    "execution_time": {"type": "number"},
                },
            },
        },
    },
}
"""What Classroom's grading reporter reads of a runner (education/autograding-grading-reporter)."""

ANNOTATION: dict[str, Any] = {
    "type": "object",
    "required": ["path", "start_line", "end_line", "annotation_level", "message"],
    "properties": {
        "path": {"type": "string", "minLength": 1},
        "start_line": {"type": "integer", "minimum": 1},
        "end_line": {"type": "integer", "minimum": 1},
        "annotation_level": {"enum": ["notice", "warning", "failure"]},
        "message": {"type": "string", "minLength": 1},
        "title": {"type": "string"},
    },
}
"""GitHub's REST interface, "Update a check run", output.annotations."""

COMMAND = re.compile(r"::(error|warning|notice) file=[^,:]+,line=\d+,endLine=\d+,title=\w+::.+")


def result(report: Report) -> dict[str, Any]:
    found = classroom(report)
    jsonschema.validate(found, RUNNER)
    assert json.loads(base64.b64decode(encoded(report))) == found
    return found


def test_every_check_is_a_test_of_the_runner() -> None:
    report = samples.wrong()
    found = result(report)
    assert found["status"] == "fail"
    assert found["max_score"] == 10
    scores = [check.score for question in report.questions for check in question.checks]
    assert [test["score"] for test in found["tests"]] == scores
    assert found["tests"][0]["status"] == "fail"
    assert "x.grad = 5" in found["tests"][0]["message"]
    assert found["tests"][1] | {"status": "pass", "message": ""} == found["tests"][1]


def test_only_full_marks_pass() -> None:
    report = samples.wrong()
    questions = tuple(
        replace(
            question,
            checks=tuple(
                replace(check, status="passed", score=check.max_score) for check in question.checks
            ),
        )
        for question in report.questions
    )
    assert result(replace(report, questions=questions))["status"] == "pass"


def test_what_could_not_be_graded_is_an_error() -> None:
    found = result(replace(samples.unreadable(), flags=()))
    assert found["status"] == "error"
    assert found["tests"][0]["message"] == "hw.ipynb could not be read."


def test_evidence_in_doubt_passes_nothing_and_tells_nothing() -> None:
    report = replace(samples.wrong(), flags=(Flag("tampering", None, "opens /proc/self/mem"),))
    everything = json.dumps([result(report), annotate(report), summary(report)])
    assert result(report)["status"] == "fail"
    assert "/proc/self/mem" not in everything
    assert not any(message.message in everything for message in report.messages)


def test_messages_are_annotations_where_they_have_a_place() -> None:
    report = samples.wrong()
    found = annotate(report, PurePosixPath("week 3"))
    assert found
    for one in found:
        jsonschema.validate(one, ANNOTATION)
        assert one["path"].startswith("week 3/")
    assert len(found) == sum(item.where is not None for item in report.messages)


def test_a_line_of_a_script_is_a_line_of_its_file_and_one_of_a_cell_is_not() -> None:
    message = replace(samples.wrong().messages[0], where=Where("hw.py", None, 7))
    script = replace(samples.wrong(), messages=(message,))
    assert annotate(script)[0]["start_line"] == 7
    message = replace(message, where=Where("hw.ipynb", 4, 7), message="y2 is tracked.")
    notebook = annotate(replace(script, messages=(message,)))[0]
    assert notebook["start_line"] == 1
    assert notebook["message"].startswith("cell 4, line 7: y2 is tracked.")


@given(st.text(), st.text(min_size=1))
def test_no_text_begins_another_command(text: str, file: str) -> None:
    message = replace(samples.wrong().messages[0], message=text, where=Where(file, None, 3))
    for line in commands(annotate(replace(samples.wrong(), messages=(message,)))):
        assert len(line.splitlines()) == 1
        assert COMMAND.fullmatch(line)


def test_what_is_printed_as_it_is_stands_where_commands_are_stopped() -> None:
    lines = stopped("::error::forged\n").splitlines()
    token = lines[0].removeprefix("::stop-commands::")
    assert len(token) >= 32
    assert lines == [f"::stop-commands::{token}", "::error::forged", f"::{token}::"]
    assert stopped("") != stopped(""), "a token that nobody can know"


def test_the_summary_is_one_block_of_html() -> None:
    """A blank line would end it, and what follows would be read as Markdown."""
    report = samples.wrong()
    graphs = tuple(replace(one, graph="a\n\n  \n# b") for one in report.experiments)
    page = summary(replace(report, experiments=graphs)).rstrip("\n")
    assert not re.search(r"\n[ \t]*\n", page)
    assert "3.5 of 10 points" in page
