"""The JSON keeps the keys that users rely on and is JSON whatever the student wrote."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.report import dumps, to_json
from autograder.report.model import ExperimentReport, Report
from tests.report.samples import right, unreadable, wrong

WHERE = {"file", "cell", "line"}
KEYS = {
    "submission",
    "student",
    "assignment",
    "status",
    "score",
    "max_score",
    "language",
    "questions",
    "diagnoses",
    "explanation",
    "experiments",
    "integrity",
    "run",
}


@pytest.mark.parametrize("report", [wrong(), right(), unreadable()])
def test_every_promised_key_is_there(report: Report) -> None:
    data = to_json(report)
    assert data.keys() >= KEYS
    for question in data["questions"]:
        assert question.keys() >= {"id", "title", "score", "max_score", "checks"}
        for check in question["checks"]:
            assert check.keys() >= {"id", "status", "expected", "actual", "where"}
            assert set(check["where"]) == WHERE
    for diagnosis in data["diagnoses"]:
        assert diagnosis.keys() >= {"code", "severity", "question", "message", "hint", "where"}
        assert set(diagnosis["where"]) == WHERE
    assert data["explanation"].keys() >= {"concepts", "claims"}
    for concept in data["explanation"]["concepts"].values():
        assert concept.keys() >= {"covered", "quotes"}
    for claim in data["explanation"]["claims"]:
        assert claim.keys() >= {"value", "text", "where", "agrees"}
    for experiment in data["experiments"]:
        assert experiment.keys() >= {"where", "gradient", "graded", "graph"}
    for flag in data["integrity"]["flags"]:
        assert flag.keys() >= {"code", "where", "detail"}
    run = {"verdict", "wall_s", "cpu_s", "peak_rss_kb", "probes", "sandbox"}
    assert data["run"].keys() >= run


def test_values_are_those_of_the_report() -> None:
    data = to_json(wrong())
    assert (data["score"], data["max_score"]) == (3.5, 10.0)
    assert [item["code"] for item in data["diagnoses"]] == [
        "tracking_not_interrupted",
        "explanation_contradicts_result",
        "late_error",
    ]
    assert data["diagnoses"][0]["where"] == {"file": "homework.ipynb", "cell": 4, "line": 6}
    assert data["questions"][1]["checks"][2]["where"] == {"file": None, "cell": None, "line": None}
    assert [item["gradient"] for item in data["experiments"]] == [5.0, None]


def test_concepts_come_in_the_order_of_the_assignment() -> None:
    assert list(to_json(wrong())["explanation"]["concepts"]) == ["interrupted", "only_y1"]


def test_numbers_that_json_lacks_become_words() -> None:
    gradients: tuple[Any, ...] = (float("nan"), (1.0, float("inf")), float("-inf"))
    report = replace(
        wrong(), experiments=tuple(ExperimentReport(None, value, False, "") for value in gradients)
    )
    data = json.loads(dumps(report))
    found = [item["gradient"] for item in data["experiments"]]
    assert found == ["NaN", [1.0, "Infinity"], "-Infinity"]


@given(st.text(st.characters()))
def test_any_text_is_valid_utf_8_json(text: str) -> None:
    report = replace(wrong(), student=text, submission=text)
    data = json.loads(dumps(report).encode().decode())
    assert data == to_json(report)
    if all(not 0xD800 <= ord(letter) <= 0xDFFF for letter in text):
        assert data["student"] == text


def test_one_line_form_is_one_line() -> None:
    assert dumps(wrong(), indent=None).count("\n") == 1
