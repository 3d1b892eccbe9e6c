"""Mutants are told apart by what grading makes of them; the shipped rubric leaves no hole."""

from __future__ import annotations

from dataclasses import replace

from autograder.diagnosis.examples import behaviour
from autograder.extract import extract
from autograder.ingest.submission import Submission, SubmittedFile
from autograder.mutation.judge import Judged, judge
from autograder.mutation.mutants import Mutant, make
from autograder.pipeline import Grader
from autograder.spec.load import LoadedAssignment

REFERENCE = """\
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
with torch.no_grad():
    y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
"""


def judged(
    assignment: LoadedAssignment, grader: Grader, mutants: tuple[Mutant, ...]
) -> tuple[Judged, ...]:
    return judge(
        mutants,
        assignment.spec,
        grader,
        lambda submission: behaviour(grader.examine(submission, extract(submission))[0]),
        Submission("reference", "", (SubmittedFile("reference.py", REFERENCE.encode()),)),
    )


def test_the_fates_of_an_equal_and_of_a_wrong_mutant(
    assignment: LoadedAssignment, grader: Grader
) -> None:
    wrong = REFERENCE.replace("x**3", "x * 3")
    mutants = (Mutant("a", "same", 1, "#\n" + REFERENCE), Mutant("b", "hint", 4, wrong))
    same, hint = judged(assignment, grader, mutants)
    assert (same.fate, same.points, same.diagnosis) == ("equivalent", 7, "")
    assert (hint.fate, hint.diagnosis) == ("diagnosed", "copied_hint")
    assert hint.points < 7


def test_a_rubric_that_asks_for_too_little_is_caught(
    assignment: LoadedAssignment, grader: Grader
) -> None:
    """Without the check on y3's value and on the gradient's way, a difference survives."""
    question = assignment.spec.questions[1]
    lax = assignment.spec.model_copy(
        update={
            "questions": (
                question.model_copy(update={"checks": question.checks[1:2]}),
                assignment.spec.questions[2],
            )
        }
    )
    mutants = tuple(m for m in make(REFERENCE) if m.what == "* in place of the sign")
    assert len(mutants) == 1
    loose = replace(assignment, spec=lax)
    with Grader(loose) as other:
        (found,) = judged(loose, other, mutants)
    assert found.fate == "survived"
    (found,) = judged(assignment, grader, mutants)
    assert found.fate == "diagnosed"


def test_the_shipped_rubric_sees_every_mutant_and_diagnoses_nine_in_ten(
    assignment: LoadedAssignment, grader: Grader
) -> None:
    found = judged(assignment, grader, make(REFERENCE))
    assert len(found) >= 35
    assert [item.mutant.what for item in found if item.fate == "survived"] == []
    losing = [item for item in found if item.fate in ("diagnosed", "undiagnosed")]
    assert sum(item.fate == "diagnosed" for item in losing) >= 0.9 * len(losing)
