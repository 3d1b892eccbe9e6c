"""Reports as results.json: the documented form, what students see, and what they do not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.export.gradescope import fallback, results
from autograder.report.model import Flag, Message, Report
from autograder.spec.load import load
from autograder.spec.model import Assignment
from tests.gradescope.results import check, parsed, score, seen_by_students
from tests.report import samples

SPEC = load("no_grad_cubic").spec


def with_visibility(**chosen: str) -> Assignment:
    """The assignment with questions shown at other times."""
    questions = tuple(
        question.model_copy(update={"visibility": chosen.get(question.id, "visible")})
        for question in SPEC.questions
    )
    return SPEC.model_copy(update={"questions": questions})


def of(report: Report, spec: Assignment = SPEC, **more: Any) -> dict[str, Any]:
    return check(results(report, spec, **more))


def test_every_check_is_a_numbered_test_with_its_points() -> None:
    report = samples.wrong()
    data = of(report, execution_s=1.25)
    assert [test["number"] for test in data["tests"]] == ["1.1", "1.2", "2.1", "2.2", "2.3", "3"]
    assert score(data) == sum(check.score for q in report.questions for check in q.checks)
    assert data["tests"][0]["status"] == "failed"
    assert data["tests"][1]["status"] == "passed"
    assert data["execution_time"] == 1.25
    assert data["stdout_visibility"] == "hidden"


def test_messages_stand_once_and_with_the_check_that_lost_points() -> None:
    report = samples.wrong()
    data = of(report)
    text = parsed("\n".join([data["output"], *(test["output"] for test in data["tests"])]))
    for message in report.messages:
        if message.question is not None:
            assert text.count(message.message.replace("`", "")) == 1, message.code
    assert {c for test in data["tests"] for c in test["extra_data"]["diagnoses"]} == {
        message.code for message in report.messages if message.question
    }


def test_what_a_check_expected_is_never_told() -> None:
    report = samples.wrong()
    expected = [c.expected for q in report.questions for c in q.checks if c.expected]
    assert expected
    everything = str(of(report))
    assert not any(text in everything for text in expected)


@pytest.mark.parametrize("visibility", ["hidden", "after_due_date", "after_published"])
def test_a_question_that_waits_tells_nothing_before(visibility: str) -> None:
    report = samples.wrong()
    told = [item for item in report.messages if item.question == "gradient"]
    assert told
    data = of(report, with_visibility(gradient=visibility))
    assert {t["visibility"] for t in data["tests"] if t["tags"][0] == "gradient"} == {visibility}
    assert {t["visibility"] for t in data["tests"] if t["tags"][0] == "graph"} == {"visible"}
    seen = seen_by_students(data)
    for message in told:
        assert message.message.replace("`", "") not in seen
        assert message.code not in data["extra_data"]["diagnoses"]
    assert report.summary not in seen


def test_evidence_in_doubt_waits_for_a_person() -> None:
    flag = Flag("tampering", None, "opens /proc/self/mem")
    data = of(replace(samples.wrong(), status="needs_review", flags=(flag,)))
    assert "opens /proc/self/mem" not in seen_by_students(data, published=True)
    assert "A teacher will look" in parsed(data["output"])
    teacher = data["tests"][-1]
    assert teacher["visibility"] == "hidden"
    assert teacher["max_score"] == 0
    assert "opens /proc/self/mem" in parsed(teacher["output"])
    assert {test["visibility"] for test in data["tests"][:-1]} == {"after_published"}


def test_a_hidden_question_stays_hidden_when_evidence_is_in_doubt() -> None:
    report = replace(samples.wrong(), status="needs_review", flags=(Flag("tampering", None, "x"),))
    data = of(report, with_visibility(graph="hidden"))
    assert {t["visibility"] for t in data["tests"] if t["tags"][0] == "graph"} == {"hidden"}


def test_a_teacher_is_told_of_a_file_that_could_not_be_read() -> None:
    photo = Message("unreadable_file", "warning", None, "photo.jpg cannot be read", "", None)
    report = replace(samples.wrong(), status="needs_review", questions=(), messages=(photo,))
    assert "photo.jpg" in parsed(of(report)["tests"][-1]["output"])


def test_an_undecided_check_keeps_its_points_and_is_tagged() -> None:
    data = of(replace(samples.wrong(), status="needs_review"))
    explanation = next(test for test in data["tests"] if test["tags"][0] == "explanation")
    assert explanation["visibility"] == "visible"
    assert explanation["tags"][1] == "needs_review"
    assert explanation["score"] == 1.5
    assert data["tests"][-1]["visibility"] == "hidden"


def test_what_could_not_be_graded_says_why() -> None:
    data = of(replace(samples.unreadable(), flags=()))
    assert score(data) == 0
    assert "hw.ipynb is not JSON." in seen_by_students(data)


def test_a_fault_of_ours_is_told_as_such_and_in_detail_to_teachers_alone() -> None:
    message = Message("internal_error", "error", None, "We failed.", "KeyError('secret')", None)
    report = replace(samples.unreadable(), flags=(), messages=(message,), summary="We failed.")
    data = of(report)
    seen = seen_by_students(data, published=True)
    assert "not your fault" in seen
    assert "secret" not in seen
    assert "secret" in parsed(data["tests"][-1]["output"])


def test_the_fallback_speaks_both_languages_unless_one_was_chosen() -> None:
    both = seen_by_students(check(fallback(SPEC, None)))
    assert "not your fault" in both
    assert "不是你的错" in both
    assert "不是你的错" not in seen_by_students(check(fallback(SPEC, "en")))


def test_late_and_repeated_submissions_are_mentioned() -> None:
    data = of(samples.wrong(), previous_scores=(2.0, 7.5), late_s=2 * 3600 + 65)
    text = parsed(data["output"])
    assert "Submission 3; the one before earned 7.5 points." in text
    assert "2 h 1 min after the due date" in text
    assert data["extra_data"]["attempt"] == 3
    waiting = with_visibility(explanation="after_published")
    text = parsed(of(samples.wrong(), waiting, previous_scores=(7.5,))["output"])
    assert "Submission 2." in text
    assert "7.5" not in text
    first = of(samples.wrong())
    assert "Submission" not in parsed(first["output"])


@given(st.text())
def test_whatever_a_student_wrote_is_text_and_nothing_else(text: str) -> None:
    report = samples.wrong()
    message = replace(report.messages[0], message=text, hint=f"<script>{text}</script>")
    changed = replace(report, messages=(message,), title=f"</p>{text}")
    of(changed)
