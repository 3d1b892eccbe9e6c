"""The corpus of the first homework: broad enough, and graded as each sample declares."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from autograder.pipeline import Grader
from autograder.spec.load import LoadedAssignment, load
from autograder.spec.solutions import Sample, read_samples
from autograder.spec.validate import validate

PROGRAM_CODES = [
    "tracking_not_interrupted",
    "no_grad_not_entered",
    "interrupted_too_late",
    "wrong_term_interrupted",
    "both_terms_interrupted",
    "sum_interrupted",
    "input_not_tracked",
    "requires_grad_forced",
    "integer_input",
    "input_not_leaf",
    "inplace_on_leaf",
    "backward_missing",
    "backward_twice",
    "gradient_accumulated",
    "copied_hint",
    "product_instead_of_sum",
    "wrong_power",
    "constant_instead_of_cube",
    "gradient_hard_coded",
    "wrong_input_value",
    "exercise_not_found",
    "program_error",
    "timed_out",
    "memory_exceeded",
    "output_exceeded",
]
EXPLANATION_CODES = [
    "explanation_missing",
    "explanation_incomplete",
    "explanation_contradicts_result",
    "explanation_reversed",
    "explanation_wrong_derivative",
    "explanation_keyword_list",
]


@pytest.fixture(scope="module")
def assignment() -> LoadedAssignment:
    return load("no_grad_cubic")


@pytest.fixture(scope="module")
def samples(assignment: LoadedAssignment) -> tuple[Sample, ...]:
    return read_samples(assignment.solutions, assignment.spec.max_score)


def by_code(samples: tuple[Sample, ...]) -> dict[str, list[Sample]]:
    found: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        if sample.expect is not None:
            found[sample.expect].append(sample)
    return found


def is_chinese(sample: Sample) -> bool:
    texts = [file.data.decode("utf-8", "replace") for file in sample.files]
    return any(re.search("[\u4e00-\u9fff]", text) for text in texts)


@pytest.mark.parametrize("code", PROGRAM_CODES)
def test_every_program_code_has_two_samples(samples: tuple[Sample, ...], code: str) -> None:
    assert len(by_code(samples)[code]) >= 2


@pytest.mark.parametrize("code", EXPLANATION_CODES)
def test_every_explanation_code_has_three_samples_in_both_languages(
    samples: tuple[Sample, ...], code: str
) -> None:
    found = by_code(samples)[code]
    assert len(found) >= 3
    assert {is_chinese(sample) for sample in found} == {True, False}


def test_right_answers_come_in_many_styles(samples: tuple[Sample, ...]) -> None:
    right = [sample for sample in samples if sample.kind == "right"]
    suffixes = {sample.path.suffix for sample in right}
    assert len(right) >= 25
    assert {".py", ".ipynb", ""} <= suffixes
    assert 5 <= sum(map(is_chinese, right)) <= len(right) - 5
    assert {sample.path.suffix for sample in samples if sample.kind == "reference"} == {
        ".py",
        ".ipynb",
    }


def test_every_sample_gets_what_it_declares(assignment: LoadedAssignment) -> None:
    with Grader(assignment) as grader:
        result = validate(assignment, grader)
    assert result.ok, result.render()
