"""Validation: a grader that gives a sample anything else than it declares is caught."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.ingest.submission import Submission
from autograder.report.model import (
    CheckReport,
    Message,
    QuestionReport,
    Report,
    RunReport,
    Severity,
)
from autograder.spec.load import LoadedAssignment, load
from autograder.spec.validate import ValidationResult, validate


def message(code: str, severity: Severity = "error") -> Message:
    return Message(code, severity, None, "seen", "hint", None)


def report(name: str, score: float, *messages: Message) -> Report:
    return Report(
        submission=name,
        student=name,
        assignment="a",
        title="A",
        status="graded",
        score=score,
        max_score=10,
        language="zh",
        questions=(),
        messages=messages,
        explanation=None,
        concept_titles={},
        experiments=(),
        flags=(),
        run=RunReport("ok"),
    )


class Answers:
    """A grader that answers from a table, in reverse order."""

    def __init__(self, *reports: Report) -> None:
        self._reports = {one.submission: one for one in reports}

    def grade_all(self, submissions: Iterable[Submission]) -> Iterator[Report]:
        for submission in reversed(list(submissions)):
            if submission.name in self._reports:
                yield self._reports[submission.name]


RIGHT = report("right-a.py", 10, message("late_error", "note"))
REFERENCE = report("reference.py", 10)
WRONG = report("wrong-copied_hint.py", 4, message("copied_hint"), message("stale", "warning"))


@pytest.fixture
def assignment(tmp_path: Path) -> LoadedAssignment:
    for name, text in {
        "reference.py": "x = 1\n",
        "right/a.py": "# expect-note: late_error\nx = 1\n",
        "wrong/copied_hint.py": "# expect: copied_hint\n# score: 4\n# also: stale\nx = 1\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    shipped = load("no_grad_cubic")
    return replace(shipped, solutions=tmp_path, reference=tmp_path / "reference.py")


def judged(assignment: LoadedAssignment, *reports: Report) -> ValidationResult:
    return validate(assignment, Answers(*reports))


def test_a_grader_that_agrees_passes(assignment: LoadedAssignment) -> None:
    result = judged(assignment, REFERENCE, RIGHT, WRONG)
    assert result.ok
    assert [row.sample.name for row in result.rows] == [
        "reference.py",
        "right/a.py",
        "wrong/copied_hint.py",
    ]
    assert "no_grad_cubic: 3 samples, 0 failed" in result.render()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (replace(REFERENCE, score=9.5), "reference.py: earned 9.5 points, expected 10"),
        (
            replace(RIGHT, messages=(*RIGHT.messages, message("wrong_power"))),
            "right/a.py: is right, yet is diagnosed as wrong_power",
        ),
        (replace(RIGHT, messages=()), "right/a.py: lacks late_error among its diagnoses (none)"),
        (replace(RIGHT, status="needs_review"), "right/a.py: has status needs_review"),
        (replace(WRONG, score=4.5), "wrong/copied_hint.py: earned 4.5 points, expected 4"),
        (
            replace(WRONG, messages=(WRONG.messages[1], WRONG.messages[0])),
            "wrong/copied_hint.py: is diagnosed as stale first, expected copied_hint "
            "(it is among the later ones)",
        ),
        (
            replace(WRONG, messages=(message("wrong_power"),)),
            "wrong/copied_hint.py: is diagnosed as wrong_power first, expected copied_hint",
        ),
        (
            replace(WRONG, messages=WRONG.messages[:1]),
            "wrong/copied_hint.py: lacks stale among its diagnoses (copied_hint)",
        ),
        (replace(WRONG, submission="lost"), "wrong/copied_hint.py: the grader gave no report"),
    ],
)
def test_every_difference_is_a_sentence(
    assignment: LoadedAssignment, changed: Report, said: str
) -> None:
    others = [r for r in (REFERENCE, RIGHT, WRONG) if r.submission != changed.submission]
    if changed.submission == "lost":
        others.remove(WRONG)
    result = judged(assignment, changed, *others)
    assert not result.ok
    assert said in result.render()


def test_failures_stand_first(assignment: LoadedAssignment) -> None:
    result = judged(assignment, REFERENCE, RIGHT, replace(WRONG, score=1))
    lines = result.render().splitlines()
    assert lines[1].startswith("FAIL  wrong/copied_hint.py")


def test_the_matrix_shows_every_check_of_every_sample(assignment: LoadedAssignment) -> None:
    checks = (
        CheckReport("slope", "passed", 4, 4, "slope", "", "", None),
        CheckReport("graph", "blocked", 0, 6, "graph", "", "", None),
    )
    question = QuestionReport("only", "Only", 4, 10, checks)
    lines = judged(assignment, REFERENCE, RIGHT, replace(WRONG, questions=(question,))).render()
    row = next(line for line in lines.splitlines() if "copied_hint.py" in line)
    assert row.split()[-2:] == ["✓", "–"]
    assert "Checks: 1 slope, 2 graph" in lines
