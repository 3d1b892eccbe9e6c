"""What the reference solution does itself is asked for, and no misconception of anybody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from autograder.pipeline import Grader
from autograder.spec.load import LoadedAssignment
from tests.support import Grade, submission

SHOWS = """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad, y1.grad)
"""


def test_beside_a_right_answer_it_is_a_note(grade: Grade) -> None:
    found = {message.code: message.severity for message in grade(SHOWS).messages}
    assert found["grad_of_non_leaf"] == "note"


def test_it_is_not_said_where_the_reference_does_the_same(
    assignment: LoadedAssignment, tmp_path: Path
) -> None:
    reference = tmp_path / "reference.py"
    reference.write_text(SHOWS, encoding="utf-8")
    with Grader(replace(assignment, reference=reference)) as grader:
        report = grader.grade(submission({"hw.py": SHOWS}))
        recorded = grader.record()
    assert "grad_of_non_leaf" not in {message.code for message in report.messages}
    assert "grad_of_non_leaf" in recorded.expected.shown
