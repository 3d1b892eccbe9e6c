"""Who did what and when, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from autograder.report.text import number, one_line
from autograder.store import deeds, runs
from autograder.store.audit import Entry
from autograder.web.visit import Visit, page

ON_PAGE = 50
MOST_TEXT = 160


@dataclass(frozen=True)
class Line:
    """One entry, or many that were made as one (`count`), in words."""

    entry: Entry
    count: int
    said: str


def show(visit: Visit) -> Response:
    """The log, the newest first; what was made as one stands as one."""
    start = visit.number("start")
    with visit.desk.store.read() as db:
        found = deeds.listed(db, visit.assignment, limit=ON_PAGE + 1, offset=start)
        batches = runs.listed(db, visit.assignment, 20)
    lines = [Line(deed.entry, deed.count, describe(visit, deed.entry)) for deed in found[:ON_PAGE]]
    return visit.page(
        "log.html",
        tab="log",
        lines=lines,
        runs=batches,
        start=start,
        on_page=ON_PAGE,
        more=len(found) > ON_PAGE,
    )


def describe(visit: Visit, entry: Entry) -> str:
    """What an entry changed, from what to what."""
    t, before, after = visit.t, entry.before or {}, entry.after or {}
    if entry.action == "override":
        titles = visit.titles(entry.assignment)
        was = number(before["points"]) if before else t("automatic")
        now = number(after["points"]) if after else t("automatic")
        reason = f" · {after['reason']}" if after else ""
        return one_line(f"{titles.question(entry.key['question'])}: {was} → {now}{reason}")
    if entry.action == "comment":
        if after.get("deleted"):
            return t("comment_deleted")
        text = one_line(str(after.get("text", "")))
        return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…"
    if entry.action == "review":
        return t("reviewed") if after.get("reviewed_at") else t("mark_taken_back")
    return f"{t(before.get('release', 'unreleased'))} → {t(after.get('release', 'unreleased'))}"


ROUTES = [Route("/log", page(show), methods=["GET"])]
