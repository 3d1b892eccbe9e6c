"""Answers to assignments whose explanation speaks of training earn what a teacher would give."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from autograder.explain.assess import assess
from autograder.explain.facts import Facts
from autograder.spec.model import Assignment
from tests.explain.support import codes, document, lines_of

ROOT = Path(__file__).parents[2]
ASSIGNMENTS = ("sgd_by_hand", "freeze_and_tune")


@dataclass(frozen=True)
class Answer:
    assignment: str
    expected: str
    text: str


def answers() -> list[Answer]:
    """One a line: "full", "half", "none" or the findings, a bar, the text."""
    found = []
    for assignment in ASSIGNMENTS:
        path = Path(__file__).parent / f"shares_{assignment}.txt"
        for line in lines_of(path):
            expected, text = line.split(" | ", 1)
            found.append(Answer(assignment, expected, text.replace("\\n", "\n")))
    return found


@lru_cache
def rubric(assignment: str) -> Assignment:
    path = ROOT / "assignments" / assignment / "assignment.yaml"
    return Assignment.model_validate(yaml.safe_load(path.read_text("utf-8")))


ANSWERS = answers()


@pytest.mark.parametrize("answer", ANSWERS, ids=[a.text[:40] for a in ANSWERS])
def test_share_and_findings_are_a_teachers(answer: Answer) -> None:
    result = assess(document(answer.text), rubric(answer.assignment), Facts())
    found = set(codes(result)) - {"incomplete"}
    if answer.expected == "full":
        assert (result.share, found) == (1.0, set())
    elif answer.expected == "half":
        assert 0.0 < result.share < 1.0
        assert not found
    elif answer.expected == "none":
        assert result.share == 0.0
    else:
        assert result.share < 1.0
        assert found == set(answer.expected.split())
