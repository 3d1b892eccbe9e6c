"""The dashboard in real Chromium: every page and flow, in both languages, by mouse and keyboard."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from starlette.applications import Starlette

from autograder.web.desk import Desk
from tests.web.classroom import number_of
from tests.web.test_lesson import WORDS

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)

PAGES = ("/", "/groups", "/submissions", "/review", "/release", "/log")


@pytest.fixture
def address(app: Starlette) -> Iterator[str]:
    """The dashboard on a port of its own, served as `autograder dashboard` serves it."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh English visitor at a desk."""
    with chromium.new_context(locale="en-US", viewport={"width": 1280, "height": 900}) as found:
        found.set_default_timeout(60_000)
        yield found


@pytest.fixture
def grader(context: BrowserContext, address: str) -> Page:
    """A grader, signed in by the address that is printed."""
    return sign_in(context, address, "grader")


def sign_in(context: BrowserContext, address: str, role: str) -> Page:
    page = context.new_page()
    page.noticed = []  # type: ignore[attr-defined]
    page.on("console", lambda message: _notice(page, message.type, message.text))
    page.on("pageerror", lambda error: _notice(page, "error", str(error)))
    page.goto(f"{address}/sign-in?token=the-{role}s-token")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def _notice(page: Page, kind: str, text: str) -> None:
    if kind in ("error", "warning"):
        page.noticed.append(text)  # type: ignore[attr-defined]


def settled(page: Page) -> Page:
    """Wait until the parts that come later are there."""
    page.wait_for_load_state("networkidle")
    return page


WCAG: dict[str, object] = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
CONTRAST: dict[str, object] = {"type": "rule", "values": ["color-contrast"]}


def accessible(page: Page, rules: dict[str, object] = WCAG) -> list[str]:
    """What axe-core finds fault with, by the rules of WCAG 2.2 A and AA and best practice."""
    results = Axe().run(page, options={"runOnly": rules})
    return [
        f"{found['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
        for found in results.response["violations"]
        for node in found["nodes"]
    ]


def every_page(
    page: Page, address: str, desk: Desk, few: tuple[str, ...] | None = None
) -> Iterator[str]:
    """Go to each page in turn, or to a few of them."""
    numbers = [number_of(desk.store, name) for name in ("02_bob", "08_mallory", "09_nick")]
    page.goto(f"{address}/groups?kind=unexplained")
    group = page.locator("a.group").first.get_attribute("href")
    assert group is not None
    paths = [*PAGES, *(f"/submissions/{n}" for n in numbers), group, "/changes?before=1&after=2"]
    for path in paths if few is None else [path for path in paths if path in few]:
        page.goto(address + path)
        settled(page)
        yield path


@pytest.mark.parametrize(("look", "language"), [("desk", "en"), ("phone", "zh"), ("dark", "zh")])
def test_every_page_is_accessible_and_quiet(
    chromium: Browser, address: str, desk: Desk, look: str, language: str, artefacts: Path
) -> None:
    """On a desk, on a phone and in the dark: nothing for axe-core to find, nothing on the console,
    nothing wider than the screen."""
    phone = look == "phone"
    context = chromium.new_context(
        locale="zh-CN" if language == "zh" else "en-US",
        viewport={"width": 390, "height": 844} if phone else {"width": 1280, "height": 900},
        color_scheme="dark" if look == "dark" else "light",
    )
    with context:
        page = sign_in(context, address, "grader")
        # In the dark only colours differ, and these pages have them all.
        few = ("/", "/groups", "/release", "/changes?before=1&after=2", "/submissions/8")
        for path in every_page(page, address, desk, few if look == "dark" else None):
            name = re.sub(r"\W+", "-", path).strip("-") or "overview"
            page.screenshot(path=artefacts / f"{name[:30]}-{look}-{language}.png", full_page=True)
            assert page.locator("html").get_attribute("lang") == (
                "zh-CN" if language == "zh" else "en"
            )
            assert accessible(page, CONTRAST if look == "dark" else WCAG) == [], path
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, path
        assert page.noticed == []  # type: ignore[attr-defined]


def test_signing_in_by_the_form(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}/groups")
    assert accessible(page) == []
    page.get_by_label("Token or password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("opens nothing")
    assert accessible(page) == []
    page.get_by_label("Token or password").fill("the-graders-token")
    page.get_by_label("Your name").fill("Ms Chen")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{address}/groups")
    expect(page.locator(".who")).to_contain_text("Ms Chen")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_language_and_theme_are_chosen_and_kept(grader: Page, address: str) -> None:
    grader.get_by_role("button", name="中文").click()
    expect(grader.get_by_role("link", name="总览")).to_be_visible()
    grader.get_by_role("button", name="深色模式").click()
    grader.goto(f"{address}/groups")
    expect(grader.get_by_role("heading", level=1)).to_have_text("分组")
    assert grader.locator("html").get_attribute("data-theme") == "dark"
    assert grader.evaluate("getComputedStyle(document.body).colorScheme") == "dark"


def test_nothing_that_was_handed_in_runs(grader: Page, address: str, desk: Desk) -> None:
    """Scripts in names, code, output, explanations and saved HTML are text on every page."""
    eve, nick = number_of(desk.store, "07_eve"), number_of(desk.store, "09_nick")
    for path in (
        "/submissions", f"/submissions/{eve}", f"/submissions/{eve}/evidence",
        f"/submissions/{eve}/page", f"/submissions/{nick}", "/groups", "/release", "/review",
    ):  # fmt: skip
        settled_page = grader
        settled_page.goto(address + path)
        settled(settled_page)
        assert grader.evaluate("window.hacked") is None, path
    grader.goto(f"{address}/submissions/{eve}")
    expect(grader.get_by_text("window.hacked = 1").first).to_be_visible()
    grader.get_by_text("Show the page").click()
    frame = grader.frame_locator("iframe.page")
    expect(frame.get_by_text("window.hacked = 1").first).to_be_visible()
    assert grader.evaluate("window.hacked") is None


def test_the_graph_shows_where_tracking_stops_and_what_flows_back(
    grader: Page, address: str, desk: Desk
) -> None:
    grader.goto(f"{address}/submissions/{number_of(desk.store, '01_ada')}")
    graph = grader.locator("svg.graph").first
    expect(graph).to_contain_text("PowBackward0")
    expect(graph).to_contain_text("tracking stops here")
    expect(graph).to_contain_text("brings 2")
    grader.get_by_text("Trace ·").click()
    expect(grader.get_by_role("cell", name="y3.backward()")).to_be_visible()
    expect(grader.get_by_role("cell", name="x.grad: None → 2")).to_be_visible()


def test_the_list_is_filtered_as_one_types(grader: Page, address: str) -> None:
    grader.goto(f"{address}/submissions")
    settled(grader)
    grader.keyboard.press("/")
    expect(grader.get_by_label("Search")).to_be_focused()
    grader.keyboard.type("emm")
    expect(grader.locator("tr[data-row]")).to_have_count(1)
    expect(grader.locator("tr[data-row]")).to_contain_text("Emma")
    expect(grader).to_have_url(re.compile("q=emm"))
    grader.get_by_label("Search").fill("nobody at all")
    expect(grader.get_by_text("Nothing found")).to_be_visible()


def test_the_queue_by_keyboard_alone(grader: Page, address: str, desk: Desk) -> None:
    """g r to the queue, n to begin, c to comment, r to mark: no mouse."""
    settled(grader)
    grader.keyboard.press("g")
    grader.keyboard.press("r")
    expect(grader).to_have_url(f"{address}/review")
    settled(grader)
    grader.keyboard.press("n")
    expect(grader).to_have_url(re.compile(r"/submissions/\d+\?list=review"))
    settled(grader)
    grader.keyboard.press("c")
    expect(grader.get_by_label("New comment")).to_be_focused()
    grader.keyboard.type("Please come and see me. r n p")
    expect(grader).to_have_url(re.compile(r"list=review"))
    grader.keyboard.press("Tab")
    grader.keyboard.press("Tab")
    grader.keyboard.press("Enter")
    expect(grader.get_by_role("status").first).to_contain_text("Comment saved")
    settled(grader)
    grader.locator("body").press("r")
    expect(grader).to_have_url(f"{address}/review")
    expect(grader.get_by_text("Nothing waits")).to_be_visible()


def test_keys_can_be_switched_off(grader: Page, address: str) -> None:
    settled(grader)
    grader.keyboard.press("?")
    expect(grader.get_by_role("dialog")).to_be_visible()
    assert accessible(grader) == []
    grader.get_by_label("Letters work as keys").uncheck()
    grader.keyboard.press("Escape")
    expect(grader.get_by_role("dialog")).to_be_hidden()
    grader.locator("body").press("?")
    grader.wait_for_timeout(200)
    expect(grader.get_by_role("dialog")).to_be_hidden()


def test_the_first_tab_leads_past_the_navigation(grader: Page) -> None:
    grader.keyboard.press("Tab")
    expect(grader.get_by_role("link", name="Skip to the content")).to_be_focused()
    grader.keyboard.press("Enter")
    expect(grader.locator("#main")).to_be_focused()


def test_points_comment_undo(grader: Page, address: str, desk: Desk) -> None:
    grader.goto(f"{address}/submissions/{number_of(desk.store, '02_bob')}")
    settled(grader)
    card = grader.locator("section", has=grader.get_by_role("heading", name="Score"))
    before = card.locator(".score").inner_text()
    card.get_by_text("Gradient ·").click()
    card.get_by_label("Points").first.fill("4")
    card.get_by_label("Reason").first.fill("Shown in class")
    card.get_by_role("button", name="Give these points").first.click()
    expect(grader.get_by_role("status").first).to_contain_text("Points given")
    assert card.locator(".score").inner_text() != before
    grader.get_by_role("button", name="Undo").click()
    expect(grader.get_by_role("status").first).to_contain_text("Undone")
    assert card.locator(".score").inner_text() == before


def test_one_answer_for_the_whole_group(
    grader: Page, address: str, desk: Desk, artefacts: Path
) -> None:
    """From the group that nothing explains to the report that everybody in it gets."""
    grader.goto(f"{address}/groups")
    grader.get_by_role("link", name=re.compile("^Unexplained")).click()
    grader.locator("a.group").first.click()
    expect(grader.locator("svg.graph").first).to_be_visible()
    grader.get_by_label("Code of the diagnosis").fill(WORDS["code"])
    for name in ("message", "hint"):
        for language in ("zh", "en"):
            grader.locator(f"#{name}-{language}").fill(WORDS[f"{name}_{language}"])
    grader.screenshot(path=artefacts / "lesson-filled.png", full_page=True)
    grader.get_by_role("button", name="Preview").click()
    expect(grader.get_by_role("heading", level=1)).to_have_text("3 reports change", timeout=60_000)
    grader.screenshot(path=artefacts / "lesson-preview.png", full_page=True)
    assert accessible(grader) == []
    grader.get_by_role("button", name="Teach it").click()
    expect(grader.get_by_text("Filed as")).to_be_visible(timeout=60_000)
    assert accessible(grader) == []
    grader.get_by_role("link", name="See whose report changed").click()
    expect(grader.locator("tr[data-row]")).to_have_count(3)
    grader.screenshot(path=artefacts / "lesson-changes.png", full_page=True)
    grader.get_by_role("link", name="李伟").click()
    expect(grader.locator(".message").first).to_contain_text("term_too_many")


def test_release_by_a_grader_and_not_by_a_viewer(
    grader: Page, chromium: Browser, address: str, desk: Desk
) -> None:
    with chromium.new_context(locale="en-US") as other:
        viewer = sign_in(other, address, "viewer")
        viewer.goto(f"{address}/release")
        expect(viewer.get_by_text("Only graders publish")).to_be_visible()
        assert viewer.get_by_role("button", name="Publish what may go").count() == 0
        viewer.goto(f"{address}/submissions/{number_of(desk.store, '02_bob')}")
        assert viewer.get_by_role("button", name="Mark as reviewed").count() == 0
    grader.goto(f"{address}/release")
    grader.on("dialog", lambda dialog: dialog.accept())
    grader.get_by_role("button", name="Publish what may go").click()
    expect(grader.get_by_text("reports are published")).to_be_visible(timeout=60_000)
    expect(grader.get_by_text("wait for a review")).to_be_visible()
    assert accessible(grader) == []
    grader.goto(f"{address}/release")
    with grader.expect_download() as download:
        grader.get_by_role("link", name="Save what is published").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "02_bob" in text
    assert "08_mallory" not in text


def test_the_overview_follows_a_running_batch(grader: Page, address: str, desk: Desk) -> None:
    """New results show on a page that is open, without a click."""
    from autograder.store import runs

    with desk.store.read() as db:
        last = runs.latest(db, "no_grad_cubic")
    assert last is not None
    another = runs.Identity("other", "r", "p", "0", None)
    with desk.store.write() as db:
        run = runs.begin(db, "no_grad_cubic", another, total=40, source="live")
    grader.goto(address)
    expect(grader.get_by_text("Grading now")).to_be_visible()
    expect(grader.locator(".live")).to_contain_text("0 / 40")
    with desk.store.write() as db:
        runs.finish(db, run.id, interrupted=False)
    expect(grader.get_by_text("Grading now")).to_be_hidden(timeout=60_000)


def test_pages_work_without_scripts(chromium: Browser, address: str, desk: Desk) -> None:
    with chromium.new_context(locale="en-US", java_script_enabled=False) as context:
        page = sign_in(context, address, "grader")
        page.goto(f"{address}/submissions")
        page.get_by_label("Search").fill("Emma")
        page.get_by_role("button", name="Show", exact=True).click()
        assert page.locator("tr[data-row]").count() == 1
        page.goto(f"{address}/submissions/{number_of(desk.store, '02_bob')}")
        page.get_by_role("link", name="Show graph and trace").click()
        expect(page.locator("svg.graph").first).to_be_visible()
        page.go_back()
        page.get_by_role("button", name="Mark as reviewed").click()
        expect(page.get_by_role("status").first).to_contain_text("marked as reviewed")
