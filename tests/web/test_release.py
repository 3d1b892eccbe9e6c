"""Publishing, gradebooks, and the site for a course page."""

from __future__ import annotations

import csv
import io
import zipfile

import lxml.html
import pytest

from autograder.store import submissions
from autograder.store.submissions import Filter
from autograder.web import gradebooks
from autograder.web.desk import Desk
from tests.web.classroom import CLASS, HOSTILE_NAME, number_of
from tests.web.client import Client, words
from tests.web.conftest import Enter


def released(desk: Desk) -> set[str]:
    with desk.store.read() as db:
        rows = submissions.listed(db, "no_grad_cubic", Filter(release="released"))
    return {row.name for row in rows}


def publish(grader: Client) -> str:
    response = grader.wait(grader.send("/release", "/release"))
    assert response.status_code == 200
    return response.text


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_tampering_is_never_published_without_a_review(enter: Enter, desk: Desk) -> None:
    grader = enter("grader")
    publish(grader)
    names = released(desk)
    assert "08_mallory" not in names
    assert {"01_ada", "02_bob", "07_eve"} <= names
    mallory = number_of(desk.store, "08_mallory")
    refused = grader.send(f"/submissions/{mallory}", "/release")
    assert "must review it first" in refused.text
    assert "08_mallory" not in released(desk)
    grader.send(f"/submissions/{mallory}", "/reviewed", reviewed="1")
    grader.send(f"/submissions/{mallory}", "/release")
    assert "08_mallory" in released(desk)


def test_what_is_held_back_stays_back(enter: Enter, desk: Desk) -> None:
    grader = enter("grader")
    bob = number_of(desk.store, "02_bob")
    grader.send(f"/submissions/{bob}", "/hold", held="1")
    assert "1 are held back" in publish(grader)
    assert "02_bob" not in released(desk)
    grader.send(f"/submissions/{bob}", "/hold", held="0")
    publish(grader)
    assert "02_bob" in released(desk)


def test_a_release_is_undone_as_one(enter: Enter, desk: Desk) -> None:
    grader = enter("grader")
    publish(grader)
    assert len(released(desk)) > 3
    grader.send("/log", "/undo")
    assert released(desk) == set()


def test_the_gradebook_holds_the_points_that_people_gave(enter: Enter, desk: Desk) -> None:
    grader = enter("grader")
    bob = number_of(desk.store, "02_bob")
    grader.send(f"/submissions/{bob}", "/points", question="gradient", points="3.5", reason="why")
    response = grader.get("/export/plain")
    assert "attachment" in response.headers["content-disposition"]
    rows = {row["submission"]: row for row in table(response.text)}
    assert rows.keys() == {member.name for member in CLASS}
    assert rows["02_bob"]["score_gradient"] == "3.5"
    assert rows["07_eve"]["student"] == HOSTILE_NAME


def test_only_what_is_published_may_be_asked_for(enter: Enter) -> None:
    grader = enter("grader")
    assert table(grader.get("/export/plain?which=released").text) == []
    publish(grader)
    assert len(table(grader.get("/export/plain?which=released").text)) > 3
    assert grader.get("/export/nothing").status_code == 404


def test_formats_plug_in_and_fill_the_teachers_own_table(enter: Enter) -> None:
    title = {"zh": "测试", "en": "A test"}
    gradebooks.register(
        gradebooks.Format(
            "test-fill", title, title, "filled.csv", "text/csv",
            fill=lambda rows, given: gradebooks.Made(given + b"!", sum(1 for _ in rows)),
        )
    )  # fmt: skip
    try:
        viewer = enter("viewer")
        form = viewer.form("/release", "/export/test-fill")
        answer = viewer.post("/export/test-fill", form, files={"table": ("t.csv", b"ID,Grade")})
        done = viewer.wait(answer)
        assert f"{len(CLASS)} grades" in done.text
        link = next(a for a in _links(done.text) if a.startswith("/exported/"))
        assert viewer.get(link).text == "ID,Grade!"
    finally:
        gradebooks._formats.pop("test-fill")


@pytest.mark.parametrize(
    "name", ["canvas", "moodle", "nbgrader", "gradescope", "canvas-feedback", "moodle-feedback"]
)
def test_every_platforms_gradebook_is_made(enter: Enter, name: str) -> None:
    grader = enter("grader")
    done = grader.wait(grader.send("/release", f"/export/{name}"))
    link = next(a for a in _links(done.text) if a.startswith("/exported/"))
    assert "Mallory" in done.text, "what waits for a person is left out, and said to be"
    assert grader.get(link).content


def test_the_site_names_nobody_and_holds_what_is_published(enter: Enter) -> None:
    grader = enter("grader")
    publish(grader)
    done = grader.wait(grader.send("/release", "/site"))
    link = next(a for a in _links(done.text) if a.startswith("/site/"))
    with zipfile.ZipFile(io.BytesIO(grader.get(link).content)) as archive:
        names = archive.namelist()
        index = archive.read("site/index.html").decode()
        addresses = table(archive.read("addresses.csv").decode())
        pages = {row["submission"]: archive.read(f"site/{row['address']}") for row in addresses}
    assert "08_mallory" not in pages
    assert "Ada" not in index
    assert "王芳" not in index
    assert "<script" not in index
    assert len({row["address"] for row in addresses}) == len(addresses) == len(names) - 2
    assert "王芳".encode() in pages["03_王芳"]
    assert b"<script>window" not in pages["07_eve"]


def _links(text: str) -> list[str]:
    return [str(link) for link in lxml.html.fromstring(text).xpath("//a/@href")]


def test_the_release_page_says_what_waits(enter: Enter) -> None:
    page = words(enter("grader").page("/release"))
    assert "Mallory" in page
    assert "tampering" in page
