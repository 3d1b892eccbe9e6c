"""What graders decide about a submission, on both kinds of store."""

from __future__ import annotations

import pytest

from autograder.store import submissions
from autograder.store.submissions import SubmissionRow
from autograder.web.desk import Desk
from tests.web.classroom import number_of
from tests.web.client import words
from tests.web.conftest import Enter


def row(desk: Desk, number: int) -> SubmissionRow:
    with desk.store.read() as db:
        found = submissions.row(db, number)
    assert found is not None
    return found


@pytest.fixture
def bob(desk: Desk) -> int:
    return number_of(desk.store, "02_bob")


def test_points_by_hand_count_and_are_explained_to_the_student(
    enter: Enter, desk: Desk, bob: int
) -> None:
    grader = enter("grader", "Ms Chen")
    page = f"/submissions/{bob}"
    before = row(desk, bob)
    grader.send(page, "/points", question="gradient", points="4", reason="Shown in class")
    after = row(desk, bob)
    assert after.overridden
    assert before.final_score is not None
    assert after.final_score == before.final_score + 3
    seen = words(grader.page(page))
    assert "Ms Chen" in seen
    assert "Shown in class" in grader.get(f"{page}/page").text
    assert "Shown in class" in words(grader.page("/log"))


@pytest.mark.parametrize(
    ("points", "reason", "said"),
    [
        ("five", "why", "no number of points"),
        ("nan", "why", "0 to"),
        ("-1", "why", "0 to"),
        ("99", "why", "0 to"),
        ("1", "", "Say why"),
    ],
)
def test_points_that_cannot_be_are_refused_and_what_was_typed_stays(
    enter: Enter, desk: Desk, bob: int, points: str, reason: str, said: str
) -> None:
    grader = enter("grader")
    response = grader.send(
        f"/submissions/{bob}", "/points", question="gradient", points=points, reason=reason
    )
    assert response.status_code == 422
    assert said in response.text
    assert f'value="{points}"' in response.text
    assert not row(desk, bob).overridden


def test_points_are_given_back_to_the_grader(enter: Enter, desk: Desk, bob: int) -> None:
    grader = enter("grader")
    page = f"/submissions/{bob}"
    before = row(desk, bob).final_score
    grader.send(page, "/points", points="4", reason="a slip")
    grader.send(page, "/points", give_back="1")
    assert row(desk, bob).final_score == before


def test_two_graders_do_not_overwrite_each_other(enter: Enter, desk: Desk, bob: int) -> None:
    first, second = enter("grader", "First"), enter("grader", "Second")
    page = f"/submissions/{bob}"
    stale = second.form(page, "/points")
    first.send(page, "/points", points="4", reason="from the first")
    answer = second.post(f"{page}/points", {**stale, "points": "2", "reason": "from the second"})
    assert answer.status_code == 409
    assert "Nothing was overwritten" in answer.text
    assert "from the first" in answer.text
    assert 'value="from the second"' in answer.text
    with desk.store.read() as db:
        found = submissions.detail(db, bob)
    assert found is not None
    assert [item.reason for item in found.overrides] == ["from the first"]


@pytest.mark.parametrize("action", ["comment", "reviewed", "hold"])
def test_every_decision_says_what_it_saw(enter: Enter, desk: Desk, bob: int, action: str) -> None:
    grader = enter("grader")
    page = f"/submissions/{bob}"
    stale = grader.form(page, f"/{action}", index=-1)
    grader.send(page, "/points", points="4", reason="meanwhile")
    version = row(desk, bob).version
    more = {"text": "x", "reviewed": "1", "held": "1"}
    assert grader.post(f"{page}/{action}", {**stale, **more}).status_code == 409
    assert row(desk, bob).version == version


def test_comments_for_the_student_and_for_teachers(enter: Enter, bob: int) -> None:
    grader = enter("grader", "Mr Li")
    page = f"/submissions/{bob}"
    grader.send_one(-1, page, "/comment", {"text": "Well tried, <b>Bob</b>"})
    form = {**grader.form(page, "/comment", -1), "text": "cheated?"}
    form.pop("for_student")
    grader.post(f"{page}/comment", form)
    student = grader.get(f"{page}/page").text
    assert "Well tried, &lt;b&gt;Bob&lt;/b&gt;" in student
    assert "cheated?" not in student
    assert "cheated?" in words(grader.page(page))
    grader.send(page, "/comment", text="")
    assert "Well tried" not in grader.get(f"{page}/page").text


def test_everything_can_be_undone_also_the_undoing(enter: Enter, desk: Desk, bob: int) -> None:
    grader = enter("grader")
    page = f"/submissions/{bob}"
    before = row(desk, bob).final_score
    offered = grader.send(page, "/points", points="4", reason="a slip")
    assert 'action="/undo"' in offered.text
    changed = row(desk, bob).final_score
    grader.send("/log", "/undo")
    assert row(desk, bob).final_score == before
    grader.send("/log", "/undo")
    assert row(desk, bob).final_score == changed


def test_the_queue_leads_from_one_to_the_next_until_nothing_waits(enter: Enter, desk: Desk) -> None:
    grader = enter("grader")
    waiting = len(grader.page("/review").xpath("//tr[@data-row]"))
    assert waiting > 0
    response = grader.get("/review/first")
    for _ in range(waiting):
        assert response.url.path.startswith("/submissions/")
        assert response.url.query == b"list=review"
        response = grader.send(str(response.url), "/reviewed", reviewed="1")
    assert response.url.path == "/review"
    assert "Nothing waits" in response.text
    with desk.store.read() as db:
        assert submissions.count(db, "no_grad_cubic", submissions.Filter(to_review=True)) == 0


def test_an_earlier_attempt_can_be_looked_at(enter: Enter, desk: Desk) -> None:
    grader = enter("grader")
    ada = number_of(desk.store, "01_ada")
    page = grader.page(f"/submissions/{ada}")
    assert "Attempt 2" in words(page)
    link = page.xpath("//a[contains(@href, 'report=')]/@href")[0]
    older = words(grader.page(link))
    assert "# first try" in older
    assert "older result" in older


def test_saved_and_real_output_stand_side_by_side(enter: Enter, desk: Desk) -> None:
    page = enter("grader").page(f"/submissions/{number_of(desk.store, '09_nick')}")
    boxes = [words(box) for box in page.xpath("//div[contains(@class,'differs')]//pre")]
    assert boxes[0] == "tensor(2.)"
    assert boxes[1].startswith("tensor(5.)")


def test_flags_say_what_happened(enter: Enter, desk: Desk) -> None:
    page = words(enter("grader").page(f"/submissions/{number_of(desk.store, '08_mallory')}"))
    assert "What to look at first" in page
    assert "tampering" in page
    assert "ctypes" in page
