"""Two batches compared: whose marks changed, and why."""

from __future__ import annotations

from itertools import islice

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from autograder.store import changes, overview, runs
from autograder.store.changes import Change
from autograder.web.visit import Visit, page

MOST = 5000
"""Changes that are counted; more than a class has."""
ON_PAGE = 100


def show(visit: Visit) -> Response:
    """The changes between two batches of the assignment, those of marks first."""
    assignment = visit.assignment
    first, second = visit.number("before"), visit.number("after")
    with visit.desk.store.read() as db:
        before, after = runs.get(db, first), runs.get(db, second)
        if before is None or after is None or {before.assignment, after.assignment} != {assignment}:
            raise HTTPException(404)
        causes = changes.causes(before, after)

    def compare() -> tuple[tuple[Change, ...], tuple[tuple[int, int], ...]]:
        with visit.desk.store.read() as db:
            found = list(islice(changes.between_runs(db, before.id, after.id), MOST))
            rates = (
                overview.diagnosis_counts(db, assignment, before.id),
                overview.diagnosis_counts(db, assignment, after.id),
            )
        found.sort(key=lambda item: (not item.marks_changed, item.score_after - item.score_before))
        counts = [{item.code: item.count for item in rate} for rate in rates]
        codes = sorted(
            {*counts[0], *counts[1]},
            key=lambda code: -abs(counts[1].get(code, 0) - counts[0].get(code, 0)),
        )
        moved = tuple(
            (code, counts[0].get(code, 0), counts[1].get(code, 0))
            for code in codes
            if counts[0].get(code, 0) != counts[1].get(code, 0)
        )
        return tuple(found), moved  # type: ignore[return-value]

    found, moved = visit.desk.remembered(assignment, f"changes {first} {second}", compare)
    start = visit.number("start", most=max(len(found) - 1, 0))
    return visit.page(
        "changes.html",
        tab="overview",
        titles=visit.titles(assignment),
        before=before,
        after=after,
        causes=causes,
        changes=found[start : start + ON_PAGE],
        total=len(found),
        up=sum(item.score_after > item.score_before for item in found),
        down=sum(item.score_after < item.score_before for item in found),
        wording=sum(not item.marks_changed for item in found),
        moved=moved,
        start=start,
        on_page=ON_PAGE,
    )


ROUTES = [Route("/changes", page(show), methods=["GET"])]
