"""One submission whole: what the student did, what the grader says, what people decided."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from autograder.errors import AutograderError
from autograder.report import to_html
from autograder.report.code import listings
from autograder.report.model import Report
from autograder.report.passages import mark
from autograder.store import audit, keep, submissions
from autograder.store.submissions import Detail, Neighbours
from autograder.web.choice import REVIEW, Choice, Fields, choice_of
from autograder.web.drawing import place
from autograder.web.outputs import outputs_of, saved_in
from autograder.web.student import as_student_sees, policy_of
from autograder.web.visit import Visit, page

LOG = 20
"""Entries of the audit log that the page shows."""


def show(visit: Visit) -> Response:
    """The page."""
    return detail_page(visit)


def detail_page(
    visit: Visit, *, status: int = 200, problem: str = "", draft: dict[str, str] | None = None
) -> Response:
    """The page, after a change that did not work with `problem` and what was typed in `draft`."""
    number, wanted_report = visit.path("id"), visit.number("report") or None
    chosen = choice_of(visit)
    with visit.desk.store.read() as db:
        found = submissions.detail(db, number, wanted_report)
        if found is None:
            raise HTTPException(404)
        assignment = found.row.assignment
        around = neighbours(visit, chosen, found)
        handed_in = keep.load_submission(db, number)
        entries = audit.listed(db, assignment, submission_id=number, limit=LOG)
    current = wanted_report in (None, found.row.report_id)
    values: dict[str, Any] = {
        "found": found,
        "row": found.row,
        "report": found.report,
        "current": current,
        "around": around,
        "choice": chosen,
        "queue": chosen.query.get("list") == REVIEW,
        "entries": entries,
        "titles": visit.titles(assignment),
        "problem": problem,
        "draft": Fields(draft or {}),
    }
    if found.report is not None:
        values |= _shown(found.report, saved_in(handed_in if current else None))
    tab = "review" if values["queue"] else "submissions"
    return visit.page("submission.html", status, tab=tab, **values)


def _shown(report: Report, saved: Any) -> dict[str, Any]:
    names = list(report.concept_titles)
    coverage = {}
    passages: tuple[Any, ...] = ()
    if report.explanation is not None:
        names += sorted(report.explanation.concepts.keys() - report.concept_titles.keys())
        coverage = report.explanation.concepts
        passages = mark(report.explanation, names)
    return {
        "listings": [
            (item, outputs_of(item, saved)) for item in listings(report.code, report.messages)
        ],
        "passages": passages,
        "concepts": [
            (at, name, coverage[name].covered, name in report.unneeded_concepts)
            for at, name in enumerate(names, start=1)
            if name in coverage
        ],
    }


def neighbours(visit: Visit, chosen: Choice, found: Detail) -> Neighbours | None:
    """Where the submission stands in the list that it was opened from."""
    with visit.desk.store.read() as db:
        around = submissions.neighbours(
            db,
            found.row.assignment,
            found.row.id,
            chosen.wanted,
            order=chosen.order,
            descending=chosen.descending,
        )
        if around is None and chosen.query.get("list") == REVIEW:
            waiting = submissions.listed(db, found.row.assignment, chosen.wanted, limit=1)
            total = submissions.count(db, found.row.assignment, chosen.wanted)
            return Neighbours(None, waiting[0].id if waiting else None, 0, total)
    return around


def evidence(visit: Visit) -> Response:
    """The part of the page that is made from the evidence: graphs and trace."""
    number = visit.path("id")
    with visit.desk.store.read() as db:
        row = submissions.row(db, number)
    if row is None:
        raise HTTPException(404)
    values: dict[str, Any] = {"problem": "", "pictures": (), "traces": (), "row": row}
    try:
        look = visit.desk.workshop.look(row.assignment, number)
    except AutograderError as error:
        values["problem"] = str(error)
    else:
        values["pictures"] = tuple(place(graph, visit.t("no_grad_fn")) for graph in look.graphs)
        values["traces"] = look.traces
    if visit.wanted_part:
        return visit.part("evidence.html", **values)
    return visit.page("evidence_page.html", tab="submissions", **values)


def student_page(visit: Visit) -> Response:
    """The report as the student will see it: a page of its own, for a sandboxed frame."""
    with visit.desk.store.read() as db:
        found = submissions.detail(db, visit.path("id"))
        if found is None or found.report is None:
            raise HTTPException(404)
        content = to_html(as_student_sees(db, found.row, found.report))
    headers = {
        "content-security-policy": f"{policy_of(content)}; frame-ancestors 'self'; sandbox",
        "x-frame-options": "SAMEORIGIN",
    }
    return HTMLResponse(content, headers=headers)


def file(visit: Visit) -> Response:
    """A file as it was handed in, to save: it is never shown as what it says it is."""
    with visit.desk.store.read() as db:
        handed_in = keep.load_submission(db, visit.path("id"))
    wanted = visit.query("path")
    for item in handed_in.files if handed_in is not None else ():
        if item.path == wanted:
            name = item.path.rsplit("/", 1)[-1].encode("ascii", "replace").decode()
            safe = "".join(char if char.isalnum() or char in "._-" else "_" for char in name)
            headers = {
                "content-disposition": f'attachment; filename="{safe}"',
                "content-security-policy": "default-src 'none'; sandbox",
            }
            return Response(item.data, media_type="application/octet-stream", headers=headers)
    raise HTTPException(404)


ROUTES = [
    Route("/submissions/{id:int}", page(show), methods=["GET"]),
    Route("/submissions/{id:int}/evidence", page(evidence), methods=["GET"]),
    Route("/submissions/{id:int}/page", page(student_page), methods=["GET"]),
    Route("/submissions/{id:int}/file", page(file), methods=["GET"]),
]
