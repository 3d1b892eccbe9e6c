"""Answers in many voices, to every assignment, earn what a fair teacher would give them, and
nobody is accused of what they did not write."""

from __future__ import annotations

from collections import Counter

import pytest

from autograder.spec.load import load
from tests.explain.conftest import ROOT
from tests.explain.marked import FOLDER, Answer, answers_in

ANSWERS = {file.stem: answers_in(file) for file in sorted(FOLDER.glob("*.txt"))}
ALL = [answer for answers in ANSWERS.values() for answer in answers]
FEWEST = 30


@pytest.mark.parametrize(
    "answer", ALL, ids=[f"{a.assignment}: {(a.text or a.code)[:40]}" for a in ALL]
)
def test_mark_is_a_teachers(answer: Answer) -> None:
    result = answer.read()
    assert answer.faults(result) == [], [(f.code, f.quote) for f in result.findings]


def test_every_assignment_that_asks_for_an_explanation_has_answers() -> None:
    folders = [path.parent.name for path in (ROOT / "assignments").glob("*/assignment.yaml")]
    asking = {name for name in folders if load(name).spec.explanation.concepts}
    assert asking == set(ANSWERS)


@pytest.mark.parametrize("assignment", ANSWERS)
def test_there_are_answers_of_every_kind(assignment: str) -> None:
    answers = ANSWERS[assignment]
    assert len(answers) >= FEWEST
    chinese = sum(answer.chinese for answer in answers)
    assert min(chinese, len(answers) - chinese) >= FEWEST // 3
    kinds = Counter({"1": "full", "0": "no", "<1": "no"}.get(a.mark, "part") for a in answers)
    assert min(kinds[kind] for kind in ("full", "part", "no")) >= 5, kinds
