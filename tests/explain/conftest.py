"""The real assignment, and a reader of answers to it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from autograder.explain.assess import assess
from autograder.explain.facts import Facts
from autograder.explain.model import Explanation
from autograder.spec.model import Assignment
from tests.explain.support import GAVE_TWO, Read, document

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def rubric() -> Assignment:
    text = (ROOT / "assignments/no_grad_cubic/assignment.yaml").read_text("utf-8")
    return Assignment.model_validate(yaml.safe_load(text))


@pytest.fixture(scope="session")
def read(rubric: Assignment) -> Read:
    def answer(text: str = "", code: str = "", facts: Facts = GAVE_TWO) -> Explanation:
        return assess(document(text, code), rubric, facts)

    return answer
