"""Answers to three assignments of several exercises are read as a teacher would."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.explain.assess import assess
from autograder.explain.facts import Facts
from autograder.spec.load import load
from tests.explain.support import codes, document, lines_of

GRADIENTS = {
    "detach_branch": (80.0, 32.0, 48.0),
    "accumulate_and_zero": (6.0, 12.0, 18.0, 27.0, 108.0, 405.0),
    "leaf_and_retain_grad": (108.0, 18.0, 120.0),
}
LINES = lines_of(Path(__file__).parent / "answers_three.txt")
CASES = [tuple(part.strip() for part in line.split("|", 3)) for line in LINES]


@pytest.mark.parametrize(("name", "sixths", "findings", "text"), CASES)
def test_answer_is_read_as_a_teacher_would(
    name: str, sixths: str, findings: str, text: str
) -> None:
    gradients = GRADIENTS[name]
    facts = Facts(gradients, gradients[0], ran=True)
    result = assess(document(text), load(name).spec, facts)
    found = set(codes(result)) - {"incomplete"}
    assert found == set(findings.split()) - {"-"}
    assert round(6 * result.share) == int(sixths)
