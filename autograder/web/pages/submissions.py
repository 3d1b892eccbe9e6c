"""Lists of submissions: all of them, filtered and sorted, and those that wait for a person."""

from __future__ import annotations

from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from autograder.store import submissions
from autograder.store.submissions import Filter
from autograder.web.choice import MARKS, REVIEW, choice_of
from autograder.web.visit import Visit, page

ON_PAGE = 50


def show(visit: Visit) -> Response:
    """The list; for htmx the table alone."""
    chosen = choice_of(visit)
    with visit.desk.store.read() as db:
        total = submissions.count(db, visit.assignment, chosen.wanted)
        start = min(visit.number("start"), max(total - 1, 0)) // ON_PAGE * ON_PAGE
        rows = submissions.listed(
            db,
            visit.assignment,
            chosen.wanted,
            order=chosen.order,
            descending=chosen.descending,
            limit=ON_PAGE,
            offset=start,
        )
    values: dict[str, Any] = {
        "choice": chosen,
        "rows": rows,
        "total": total,
        "start": start,
        "on_page": ON_PAGE,
        "titles": visit.titles(visit.assignment),
        "marks": MARKS,
    }
    if visit.wanted_part:
        return visit.part("submissions_table.html", **values)
    return visit.page("submissions.html", tab="submissions", **values)


def review(visit: Visit) -> Response:
    """What waits for a person, with the reason, and a way to begin."""
    with visit.desk.store.read() as db:
        waiting = Filter(to_review=True)
        total = submissions.count(db, visit.assignment, waiting)
        start = min(visit.number("start"), max(total - 1, 0)) // ON_PAGE * ON_PAGE
        rows = submissions.listed(db, visit.assignment, waiting, limit=ON_PAGE, offset=start)
        done = submissions.count(db, visit.assignment, Filter(reviewed=True))
    return visit.page(
        "review.html",
        tab="review",
        rows=rows,
        total=total,
        done=done,
        start=start,
        on_page=ON_PAGE,
        titles=visit.titles(visit.assignment),
        queue=REVIEW,
    )


def first(visit: Visit) -> Response:
    """The first one that waits."""
    with visit.desk.store.read() as db:
        rows = submissions.listed(db, visit.assignment, Filter(to_review=True), limit=1)
    target = f"/submissions/{rows[0].id}?list={REVIEW}" if rows else "/review"
    return RedirectResponse(target, 303)


ROUTES = [
    Route("/submissions", page(show), methods=["GET"]),
    Route("/review", page(review), methods=["GET"]),
    Route("/review/first", page(first), methods=["GET"]),
]
