"""The pipeline as a whole: every submission ends in a report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.experiments.oracle import OracleError
from autograder.pipeline import Grader
from autograder.report import to_json
from autograder.sandbox.client import Sandbox, SandboxError
from autograder.spec.load import LoadedAssignment
from tests.support import Grade, submission

RIGHT = (
    "import torch\nx = torch.tensor(1., requires_grad=True)\ny1 = x ** 2\n"
    "with torch.no_grad():\n    y2 = x ** 3\ny3 = y1 + y2\ny3.backward()\nprint(x.grad)\n"
    "# y2 is computed under no_grad, so it is not part of the graph and its gradient does not\n"
    "# flow back; only y1 = x**2 contributes, so x.grad is 2x = 2.\n"
)


def test_a_right_answer_earns_full_marks(grade: Grade) -> None:
    report = grade(RIGHT)
    assert (report.status, report.score, report.max_score) == ("graded", 10, 10)
    assert report.messages == ()
    assert report.language == "en"
    assert report.run.probes == 3
    assert "seccomp" in report.run.sandbox


def test_grading_twice_gives_the_same_report(grade: Grade) -> None:
    first, second = to_json(grade(RIGHT)), to_json(grade(RIGHT))
    del first["run"], second["run"]
    assert first == second


def test_the_language_can_be_overridden(assignment: LoadedAssignment) -> None:
    with Grader(assignment, language="zh") as grader:
        report = grader.grade(submission({"hw.py": "print(1)\n"}))
    assert report.language == "zh"
    assert "没有" in report.messages[0].message


def test_an_empty_submission_is_not_graded_and_says_why(grader: Grader) -> None:
    report = grader.grade(submission({}))
    assert report.status == "not_graded"
    assert report.score == 0
    assert report.summary


def test_a_broken_notebook_does_not_end_the_batch(grader: Grader) -> None:
    batch = [
        submission({"a.ipynb": "{ not json"}, "broken"),
        submission({"a.py": RIGHT}, "right"),
        submission({"a.bin": b"\x00\xff\x00"}, "binary"),
        submission({"a.py": "def (:\n"}, "syntax"),
    ]
    reports = {report.submission: report for report in grader.grade_all(batch)}
    assert set(reports) == {"broken", "right", "binary", "syntax"}
    assert reports["right"].score == 10
    assert reports["broken"].status == "not_graded"
    assert reports["syntax"].messages[0].code == "program_error"


def test_a_fault_of_the_sandbox_is_not_the_students(
    grader: Grader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise SandboxError("no more processes")

    grader.grade(submission({"a.py": RIGHT}))
    monkeypatch.setattr(Sandbox, "session", refuse)
    report = grader.grade(submission({"a.py": RIGHT + "# once more\n"}))
    assert report.status == "not_graded"
    assert report.messages[0].code == "internal_error"
    assert "not your fault" in report.summary or "不是你的错" in report.summary


def test_a_reference_that_does_not_show_the_roles_is_the_teachers_mistake(
    assignment: LoadedAssignment, tmp_path: Path
) -> None:
    reference = tmp_path / "reference.py"
    reference.write_text("import torch\nz = torch.ones(1)\n")
    with (
        Grader(replace(assignment, reference=reference)) as grader,
        pytest.raises(OracleError, match="y1, y2, y3, x"),
    ):
        grader.grade(submission({"a.py": RIGHT}))


def test_several_programs_are_run_and_the_best_attempt_counts(grader: Grader) -> None:
    baseline = RIGHT.replace("with torch.no_grad():\n    y2", "if True:\n    y2")
    report = grader.grade(submission({"first.py": baseline, "second.py": RIGHT}))
    assert report.score == 10
    graded = next(item for item in report.experiments if item.graded)
    assert graded.where is not None
    assert graded.where.file == "second.py"


def test_a_right_answer_before_an_endless_loop_keeps_its_points(grade: Grade) -> None:
    report = grade(RIGHT + "while True:\n    pass\n")
    codes = {message.code: message.severity for message in report.messages}
    assert codes["timed_out"] == "warning"
    assert report.score == 10
