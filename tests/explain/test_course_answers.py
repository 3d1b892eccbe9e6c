"""Answers to control_flow and higher_order get what a fair teacher would give them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from autograder.explain.assess import assess
from autograder.explain.facts import Facts
from autograder.spec.load import load
from autograder.spec.model import Assignment
from tests.explain.support import codes, covered, document, lines_of

LETTERS = {
    "control_flow": {"b": "built_as_it_runs", "m": "multiple"},
    "higher_order": {"r": "recorded", "w": "lost_without", "d": "derivative_of_first"},
}
CODES = {
    "reversed": "reversed",
    "contradicts": "contradicts_result",
    "keyword": "keyword_list",
    "missing": "missing",
}
GAVE = {
    "control_flow": Facts(gradients=(64.0, 32.0), graded=64.0, ran=True),
    "higher_order": Facts(gradients=(36.0, 50.0, 48.0), graded=36.0, ran=True),
}


@dataclass(frozen=True)
class Answer:
    assignment: str
    text: str
    concepts: frozenset[str]
    findings: frozenset[str]


def answers() -> list[Answer]:
    found = []
    for assignment, letters in LETTERS.items():
        file = Path(__file__).parent / f"{assignment}.txt"
        for line in lines_of(file):
            concepts, findings, text = (part.strip() for part in line.split("|", 2))
            found.append(
                Answer(
                    assignment,
                    text.replace("\\n", "\n"),
                    frozenset(letters[letter] for letter in concepts.split()),
                    frozenset(CODES[code] for code in findings.split() if code != "-"),
                )
            )
    return found


ANSWERS = answers()


@cache
def spec_of(assignment: str) -> Assignment:
    return load(assignment).spec


@pytest.mark.parametrize("answer", ANSWERS, ids=[a.text[:40] for a in ANSWERS])
def test_is_read_as_a_teacher_would(answer: Answer) -> None:
    read = assess(document(answer.text), spec_of(answer.assignment), GAVE[answer.assignment])
    # What else such an answer says is not weighed where it says the opposite or nothing.
    if answer.findings.isdisjoint({"reversed", "keyword_list", "missing"}):
        assert covered(read) >= answer.concepts
    found = set(codes(read))
    if answer.findings & {"keyword_list", "missing"}:
        assert found & {"keyword_list", "missing", "incomplete"}
        assert not found & {"reversed", "contradicts_result"}
    else:
        assert found - {"incomplete"} == answer.findings


@pytest.mark.parametrize("answer", ANSWERS, ids=[a.text[:40] for a in ANSWERS])
def test_share_is_full_only_for_a_full_answer(answer: Answer) -> None:
    read = assess(document(answer.text), spec_of(answer.assignment), GAVE[answer.assignment])
    rule = spec_of(answer.assignment).explanation
    groups = [{name} for name in rule.all_of] + [set(group) for group in rule.any_of]
    had = sum(not answer.concepts.isdisjoint(group) for group in groups)
    if answer.findings:
        nothing = answer.findings & {"keyword_list", "missing"}
        assert read.share == 0.0 if nothing else read.share < 1.0
    else:
        assert read.share == pytest.approx(had / len(groups))
