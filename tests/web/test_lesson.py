"""One answer reaches everybody who needs it: now, and in every later batch."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.spec.load import load
from autograder.spec.solutions import read_samples
from autograder.store import submissions
from autograder.web.desk import Desk
from tests.web.classroom import ASSIGNMENT, EXTRA, HandedIn, grade, number_of
from tests.web.client import Client, words
from tests.web.conftest import Enter

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
"""`test_decisions` and `test_release` show that the kind of store makes no difference."""

MEMBERS = ("04_dan", "05_emma", "06_李伟")
WORDS = {
    "code": "term_too_many",
    "message_zh": "{where}：`{code}` 比题目多了一项。",
    "message_en": "{where}: `{code}` has a term too many.",
    "hint_zh": "数一数题目里有几项。",
    "hint_en": "Count the terms of the task.",
}


@pytest.fixture
def group(enter: Enter) -> str:
    """The address of the group that nothing explains."""
    page = enter("grader").page("/groups?kind=unexplained")
    links = page.xpath("//a[contains(@class,'group')]/@href")
    assert len(links) == 1
    return str(links[0])


def codes(desk: Desk, name: str) -> list[str]:
    with desk.store.read() as db:
        found = submissions.detail(db, number_of(desk.store, name))
    assert found is not None
    assert found.report is not None
    return [message.code for message in found.report.messages]


def teach(grader: Client, group: str, **more: str) -> str:
    """Preview, agree, and wait; returns the page at the end."""
    previewed = grader.wait(grader.send(group, "/lesson", **{**WORDS, **more}))
    assert "3 reports change" in previewed.text
    done = grader.wait(grader.send(previewed.url.path, "/teach"))
    return done.text


def test_a_group_shows_program_and_members(enter: Enter, group: str) -> None:
    page = enter("grader").page(group)
    text = words(page)
    assert "0.5" in text
    assert {"Dan", "Emma", "李伟"} <= set(text.split())
    assert page.xpath("//*[contains(@hx-get, '/evidence')]")


def test_one_answer_reaches_everybody_who_behaves_so(
    enter: Enter, desk: Desk, group: str, own_course: Path
) -> None:
    grader = enter("grader", "Ms Chen")
    assert "Done" in teach(grader, group)
    for name in MEMBERS:
        assert codes(desk, name)[0] == "term_too_many"
    assert "term_too_many" not in codes(desk, "01_ada") + codes(desk, "02_bob")
    said = words(grader.page(f"/submissions/{number_of(desk.store, '06_李伟')}"))
    assert "比题目多了一项" in said
    assert "y3 = y1 + y2 + 0.5 * x" in said
    samples = read_samples(own_course / "solutions" / ASSIGNMENT)
    filed = next(sample for sample in samples if sample.expect == "term_too_many")
    assert filed.message["en"] == WORDS["message_en"]
    assert "Ms Chen" in words(grader.page("/log"))


def test_the_comparison_says_whose_report_changed(enter: Enter, group: str) -> None:
    grader = enter("grader")
    text = teach(grader, group)
    link = text.split('href="/changes?')[1].split('"')[0].replace("&amp;", "&")
    changes = words(grader.page(f"/changes?{link}"))
    assert "the rubric or the samples" in changes
    assert "3 other feedback alone" in changes
    assert "+ term_too_many" in changes


def test_a_later_batch_is_told_as_well(
    enter: Enter, desk: Desk, group: str, own_course: Path, place: str
) -> None:
    teach(enter("grader"), group)
    late = EXTRA.replace("x = torch", "z = torch").replace("x **", "z **")
    late = late.replace("0.5 * x", "z / 2").replace("x.grad", "z.grad")
    grade(place, own_course, [(HandedIn("11_late", "Late", "late.py", late),)])
    assert codes(desk, "11_late")[0] == "term_too_many"


def test_the_sample_gets_what_its_header_states(
    enter: Enter, group: str, own_course: Path, desk: Desk
) -> None:
    """`autograder validate` agrees with what was filed."""
    from autograder.pipeline import Grader
    from autograder.spec.validate import validate

    teach(enter("grader"), group)
    loaded = load(str(own_course / "assignments" / ASSIGNMENT))
    with Grader(loaded) as opened:
        result = validate(loaded, opened)
    assert result.ok, result.render()


def test_a_preview_changes_nothing(enter: Enter, desk: Desk, group: str, own_course: Path) -> None:
    grader = enter("grader")
    before = {name: codes(desk, name) for name in MEMBERS}
    shown = grader.wait(grader.send(group, "/lesson", **WORDS))
    assert "3 reports change" in shown.text
    assert "has a term too many" in shown.text
    assert {name: codes(desk, name) for name in MEMBERS} == before
    assert not (own_course / "solutions" / ASSIGNMENT / "wrong").exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"code": "Too Many"}, "is no code"),
        ({"code": "../../etc"}, "is no code"),
        ({"code": "tampering"}, "own code"),
        ({"message_en": ""}, "Write it in Chinese and in English"),
        ({"hint_zh": ""}, "both languages or in none"),
    ],
)
def test_feedback_that_cannot_be_taken_stays_as_typed(
    enter: Enter, group: str, fields: dict[str, str], said: str
) -> None:
    response = enter("grader").send(group, "/lesson", **{**WORDS, **fields})
    assert response.status_code == 422
    assert said in response.text
    assert WORDS["message_zh"] in response.text


def test_a_program_that_is_right_teaches_nothing(enter: Enter) -> None:
    grader = enter("grader")
    links = grader.page("/groups?kind=right").xpath("//a[contains(@class,'group')]/@href")
    assert not grader.page(links[0]).xpath("//form[contains(@action, '/lesson')]")


def test_nothing_is_taught_without_a_preview_that_reaches_somebody(enter: Enter) -> None:
    grader = enter("grader")
    csrf = grader.form("/", "/sign-out")["csrf"]
    assert grader.post("/jobs/unknown/teach", {"csrf": csrf}).status_code == 404


def test_what_is_filed_stays_filed_when_grading_again_cannot_be_done(
    enter: Enter, desk: Desk, group: str, place: str, own_course: Path
) -> None:
    """Another batch is running on the store: the page says so and offers to grade later."""
    from autograder.store import locks

    grader = enter("grader")
    previewed = grader.wait(grader.send(group, "/lesson", **WORDS))
    with locks.grading(desk.store, ASSIGNMENT):
        done = grader.wait(grader.send(previewed.url.path, "/teach"))
    assert "nothing was graded again" in done.text
    assert (own_course / "solutions" / ASSIGNMENT / "wrong" / "term_too_many.py").is_file()
    grader.wait(grader.send(done.url.path, "/regrade"))
    assert codes(desk, "04_dan")[0] == "term_too_many"
