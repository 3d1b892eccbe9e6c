"""An assignment of several exercises: each is graded by the experiment that answers it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.pipeline import Grader
from autograder.report.model import Report
from autograder.spec.load import load
from autograder.spec.validate import validate
from tests.support import submission

FOLDER = Path(__file__).parent.parent / "assignments" / "several"
REFERENCE = (FOLDER / "solutions" / "reference.py").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def several() -> Iterator[Grader]:
    with Grader(load(str(FOLDER)), language="en") as grader:
        yield grader


def changed(*changes: tuple[str, str]) -> str:
    text = REFERENCE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def lost(report: Report) -> set[str]:
    checks = [check for question in report.questions for check in question.checks]
    return {check.id for check in checks if check.score < check.max_score}


def codes(report: Report) -> list[str]:
    return [message.code for message in report.messages]


def notebook(*cells: str) -> str:
    made: list[dict[str, object]] = [
        {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": c}
        for c in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


def test_samples_get_what_they_declare(several: Grader) -> None:
    result = validate(load(str(FOLDER)), several)
    assert result.ok, result.render()


def test_every_exercise_is_graded_by_an_experiment_of_its_own(several: Grader) -> None:
    report = several.grade(submission({"hw.py": REFERENCE}))
    graded = [item.where for item in report.experiments if item.graded]
    assert len(graded) == 8
    assert len({str(where) for where in graded}) == 8


def test_exercises_may_come_in_functions_and_in_another_order(several: Grader) -> None:
    head, *parts = REFERENCE.split("\nx.grad = None\n")
    parts = [f"x = torch.tensor(2.0, requires_grad=True)\n{part}" for part in parts]
    last = parts.pop()
    text = "import torch\n" + "\n\n".join([*reversed(parts), head, last])
    text = text.replace("from torch.autograd", "\nfrom torch.autograd", 1)
    report = several.grade(submission({"hw.py": text}))
    assert lost(report) == set()


def test_an_error_that_is_asked_for_may_end_its_cell(several: Grader) -> None:
    before, after = REFERENCE.split(
        "try:\n    q.backward()\nexcept RuntimeError as error:\n    print(error)\n"
    )
    report = several.grade(submission({"hw.ipynb": notebook(before, "q.backward()", after)}))
    assert lost(report) == set()
    assert codes(report) == []


def test_an_error_that_is_asked_for_may_be_left_uncaught_in_a_script(several: Grader) -> None:
    caught = "try:\n    q.backward()\nexcept RuntimeError as error:\n    print(error)\n"
    report = several.grade(submission({"hw.py": changed((caught, "q.backward()\n"))}))
    assert lost(report) == set()
    assert codes(report) == []


def test_another_error_is_not_the_one_that_is_asked_for(several: Grader) -> None:
    text = changed(("try:\n    q.backward()", "try:\n    (q * torch.ones(2)).backward()"))
    report = several.grade(submission({"hw.py": text}))
    assert lost(report) == {"again_raises"}


def test_a_check_on_the_whole_that_fails_is_said_in_words(several: Grader) -> None:
    text = changed(
        ("J = torch.stack([first, v.grad])", "J = first"), ("jacobian(function, v)", "J")
    )
    report = several.grade(submission({"hw.py": text}))
    assert lost(report) == {"jacobian", "jacobian_used"}
    assert codes(report) == ["result_not_computed", "function_not_used"]
    assert "the Jacobian" in report.messages[0].message
    assert "torch.func.jacrev" in report.messages[1].message


def test_what_was_not_looked_at_is_said(several: Grader) -> None:
    text = changed(("print(m.is_leaf, m.grad)", "print(m.grad)"))
    report = several.grade(submission({"hw.py": text}))
    assert lost(report) == {"m_leaf"}
    assert codes(report) == ["attribute_not_observed"]


def test_without_the_read_there_is_no_warning(several: Grader) -> None:
    text = changed(("print(m.is_leaf, m.grad)", "print(m.is_leaf)"))
    report = several.grade(submission({"hw.py": text}))
    assert lost(report) == {"warned"}
    assert codes(report) == ["warning_not_shown"]


def test_a_function_that_is_called_only_where_nobody_calls_is_not_used(several: Grader) -> None:
    text = changed(
        ("print(jacobian(function, v))", "def unused():\n    jacobian(function, v).sum()")
    )
    report = several.grade(submission({"hw.py": text}))
    assert lost(report) == {"jacobian_used"}


def test_numbers_written_in_are_not_computed(several: Grader) -> None:
    text = changed(
        ("J = torch.stack([first, v.grad])", "J = torch.tensor([[4.0, 3.0], [2.0, 6.0]])"),
        ("jacobian(function, v)", "jacobian(function, v) * 2"),
    ).replace("jacobian(function, v) * 2", "jacobian(lambda v: 2 * function(v), v)")
    report = several.grade(submission({"hw.py": text}))
    assert lost(report) == {"jacobian"}
