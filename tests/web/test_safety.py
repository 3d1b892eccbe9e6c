"""What the dashboard refuses, and what it says to everybody."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from autograder.web.desk import Desk
from autograder.web.people import TRIES
from tests.web.classroom import ATTACK, number_of
from tests.web.client import Client
from tests.web.conftest import Enter

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)

OPEN = {"/sign-in", "/language"}
GROUP = "0" * 32


def addresses(app: Starlette, method: str) -> list[str]:
    """Every address of the application that answers to a method, with some numbers filled in."""
    found = []
    for route in app.routes:
        if isinstance(route, Route) and method in (route.methods or ()) and route.path not in OPEN:
            path = route.path.replace("{id:int}", "1").replace("{behaviour:str}", GROUP)
            found.append(re.sub(r"\{[a-z]+:str\}", "x", path))
    assert found
    return found


def test_nobody_sees_anything_without_signing_in(app: Starlette, enter: Enter) -> None:
    stranger = enter(None)
    for path in addresses(app, "GET"):
        response = stranger.get(path, follow_redirects=False)
        assert response.status_code == 303, path
        assert response.headers["location"].startswith("/sign-in"), path


def test_nothing_is_changed_without_the_csrf_token(app: Starlette, enter: Enter) -> None:
    grader = enter("grader")
    for path in addresses(app, "POST"):
        for csrf in ({}, {"csrf": ""}, {"csrf": "x" * 32}):
            assert grader.post(path, csrf).status_code == 403, path


def test_the_token_of_another_session_is_none(enter: Enter) -> None:
    mine, other = enter("grader"), enter("grader")
    theirs = other.form("/", "/sign-out")["csrf"]
    assert mine.post("/sign-out", {"csrf": theirs}).status_code == 403
    assert mine.get("/log").status_code == 200


def test_a_viewer_changes_nothing_and_is_offered_nothing(app: Starlette, enter: Enter) -> None:
    viewer = enter("viewer")
    csrf = viewer.form("/", "/sign-out")["csrf"]
    allowed = {"/sign-out", "/assignment", "/export/x", "/site"}
    for path in addresses(app, "POST"):
        status = viewer.post(path, {"csrf": csrf}, follow_redirects=False).status_code
        if path not in allowed:
            assert status == 403, path
        if path == "/sign-out":
            viewer.sign_in("the-viewers-token")
            csrf = viewer.form("/", "/sign-out")["csrf"]
    for path in ("/submissions/1", "/release", "/log"):
        actions = {form.action for form in viewer.page(path).forms}
        assert not any("/submissions/" in action or action == "/undo" for action in actions)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "evil:8765"])
def test_another_host_name_is_refused(enter: Enter, host: str) -> None:
    response = enter(None).get("/sign-in", headers={"host": host})
    assert response.status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused(enter: Enter, headers: dict[str, str]) -> None:
    grader = enter("grader")
    csrf = grader.form("/", "/sign-out")["csrf"]
    assert grader.post("/sign-out", {"csrf": csrf}, headers=headers).status_code == 403
    assert grader.get("/log").status_code == 200


def test_guessing_the_token_is_stopped(enter: Enter) -> None:
    guesser = enter(None)
    for _ in range(TRIES):
        assert guesser.sign_in("guess").status_code == 403
    refused = guesser.sign_in("the-graders-token")
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0


def test_the_printed_address_signs_in_and_hides_the_token(enter: Enter) -> None:
    visitor = enter(None)
    response = visitor.get("/sign-in?token=the-viewers-token&next=/groups")
    assert response.status_code == 200
    assert response.url.path == "/groups"
    assert "token" not in str(response.url)


def test_signing_out_ends_the_session_also_for_a_stolen_cookie(enter: Enter) -> None:
    grader = enter("grader")
    cookies = dict(grader._client.cookies)
    grader.send("/", "/sign-out")
    thief = enter(None)
    thief._client.cookies.update(cookies)
    assert thief.get("/log", follow_redirects=False).status_code == 303


def test_a_forged_cookie_is_nobody(enter: Enter) -> None:
    visitor = enter(None)
    visitor._client.cookies.set("autograder-8765", "eyJpZCI6ICJ4In0=.aaaaaa.bbbbbbbb")
    assert visitor.get("/log", follow_redirects=False).status_code == 303


def test_the_cookie_is_kept_from_scripts_and_other_sites(enter: Enter) -> None:
    visitor = enter(None)
    response = visitor.post("/sign-in", {"secret": "the-viewers-token"}, follow_redirects=False)
    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_every_answer_carries_the_policy(enter: Enter) -> None:
    grader = enter("grader")
    for path in ("/", "/submissions/1", "/nope", "/static/app.css", "/export/plain"):
        headers = grader.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in policy or "sandbox" in policy


def test_a_huge_form_is_refused_unread(enter: Enter) -> None:
    response = enter("grader").post("/language", {"language": "x" * (3 << 20)})
    assert response.status_code == 413


def test_nothing_of_a_submission_is_markup(enter: Enter, desk: Desk) -> None:
    """Names, code, output, explanation, saved output: all is text, wherever it is shown."""
    grader = enter("grader")
    eve, nick = number_of(desk.store, "07_eve"), number_of(desk.store, "09_nick")
    for path in ("/submissions", f"/submissions/{eve}", f"/submissions/{eve}/evidence",
                 f"/submissions/{eve}/page", f"/submissions/{nick}", "/groups",
                 "/release"):  # fmt: skip
        text = grader.get(path).text
        assert ATTACK not in text, path
        assert "<script>window" not in text, path
        assert "<img src=x" not in text, path
    assert "window.hacked" in grader.get(f"/submissions/{eve}").text


def test_no_page_has_a_script_or_style_in_it(enter: Enter) -> None:
    grader = enter("grader")
    for path in ("/", "/groups", "/submissions", "/submissions/1", "/release", "/log", "/review"):
        page = grader.page(path)
        assert not page.xpath("//script[not(@src)]"), path
        assert not page.xpath("//style"), path
        assert not page.xpath("//@style"), path
        assert not [name for name in page.xpath("//@*") if name.attrname.startswith("on")], path
        for address in (*page.xpath("//@src"), *page.xpath("//link/@href")):
            assert address.startswith("/"), (path, address)


def test_the_student_page_stands_in_a_sandboxed_frame(enter: Enter) -> None:
    grader = enter("grader")
    frame = grader.page("/submissions/1").xpath("//iframe")[0]
    assert frame.get("sandbox") == ""
    policy = grader.get(frame.get("src")).headers["content-security-policy"]
    assert "sandbox" in policy
    assert "script-src" not in policy


def test_a_submitted_file_is_saved_and_never_shown(enter: Enter, desk: Desk) -> None:
    grader = enter("grader")
    nick = number_of(desk.store, "09_nick")
    response = grader.get(f"/submissions/{nick}/file?path=hw.ipynb")
    assert response.headers["content-disposition"].startswith("attachment")
    assert response.headers["content-type"] == "application/octet-stream"
    assert grader.get(f"/submissions/{nick}/file?path=../../etc/passwd").status_code == 404


def test_a_fault_of_ours_is_said_and_hides_its_details(
    enter: Enter, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    grader: Client = enter("grader")

    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(desk.store, "read", broken)
    response = grader.get("/groups")
    assert response.status_code == 500
    assert "secret detail" not in response.text
    assert response.headers["content-security-policy"]
