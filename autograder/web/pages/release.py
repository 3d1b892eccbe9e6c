"""Publishing feedback, gradebooks, and the static site."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from autograder.store import overview, releases, submissions
from autograder.store.submissions import Filter
from autograder.web import gradebooks, lms
from autograder.web.jobs import Job
from autograder.web.site import write_site
from autograder.web.visit import Visit, change, page

SHOWN = 12
PLAIN = "plain"
"""The format that is saved at once; all others tell first what is in them."""

assert lms.FORMATS  # registered by being imported


def show(visit: Visit) -> Response:
    """What is published, what may be, what waits and why."""
    assignment = visit.assignment

    def count() -> dict[str, object]:
        with visit.desk.store.read() as db:
            waiting = Filter(to_review=True)
            return {
                "totals": overview.totals(db, assignment),
                "unreleased": submissions.count(db, assignment, Filter(release="unreleased")),
                "waiting": submissions.listed(db, assignment, waiting, limit=SHOWN),
                "waiting_count": submissions.count(db, assignment, waiting),
                "held": submissions.listed(db, assignment, Filter(release="held"), limit=SHOWN),
                "outdated": len(releases.outdated(db, assignment)),
            }

    return visit.page(
        "release.html",
        tab="release",
        titles=visit.titles(assignment),
        formats=gradebooks.formats(),
        plain=PLAIN,
        found=visit.desk.remembered(assignment, "release", count),
    )


def publish(visit: Visit) -> Response:
    """Publish everything that may be."""
    assignment, person, store = visit.assignment, visit.person.name, visit.desk.store

    def work(job: Job) -> releases.Released:  # noqa: ARG001 - it is one step
        with store.write() as db:
            return releases.release(db, assignment, person)

    job = visit.desk.jobs.start("release", None, work)
    return visit.back(f"/releasing/{job.id}")


def publish_one(visit: Visit) -> Response:
    """Publish the feedback of one submission."""
    number = visit.path("id")
    version = visit.text("version", 20)
    with visit.desk.store.write() as db:
        row = submissions.row(db, number)
        if row is None:
            raise HTTPException(404)
        if str(row.version) != version:
            return visit.back(f"/submissions/{number}", "conflict", "bad")
        done = releases.release(db, row.assignment, visit.person.name, [number])
    if done.unreviewed:
        return visit.back(f"/submissions/{number}", "release_needs_review", "bad")
    if done.ungraded:
        return visit.back(f"/submissions/{number}", "release_ungraded", "bad")
    return visit.back(f"/submissions/{number}", "release_one_done")


def releasing(visit: Visit) -> Response:
    """How far a release is, or what came of it."""
    job = visit.desk.jobs.find(visit.request.path_params["job"])
    if job is None or job.kind not in ("release", "site", "export"):
        raise HTTPException(404)
    # Once and for all: it may end while the page is made.
    state = job.state
    if state == "running":
        template = "job_progress.html" if visit.wanted_part else "releasing.html"
    elif visit.wanted_part:
        return Response(headers={"hx-refresh": "true"})
    else:
        template = "releasing.html"
    values: dict[str, Any] = {"job": job, "state": state, "where": "/releasing/"}
    return (
        visit.part(template, **values)
        if visit.wanted_part
        else visit.page(template, tab="release", **values)
    )


def table(visit: Visit) -> Response:
    """A gradebook to save at once, of everybody or of those whose feedback is published."""
    wanted = gradebooks.find(visit.request.path_params["format"])
    if wanted is None or wanted.write is None:
        raise HTTPException(404)
    with visit.desk.store.read() as db:
        made = wanted.write(gradebooks.rows(db, visit.assignment, _chosen(visit.query("which"))))
    return _saved(wanted, made)


def export(visit: Visit) -> Response:
    """Begin to make a gradebook, from nothing or by filling the teacher's own table."""
    wanted = gradebooks.find(visit.request.path_params["format"])
    if wanted is None:
        raise HTTPException(404)
    given = visit.form.get("table")
    own = given.file.read() if isinstance(given, UploadFile) and given.filename else b""
    assignment, store, which = visit.assignment, visit.desk.store, visit.text("which")
    write, fill = wanted.write, wanted.fill
    if (own and fill is None) or (not own and write is None):
        raise HTTPException(400)

    def work(job: Job) -> tuple[gradebooks.Format, gradebooks.Made]:  # noqa: ARG001
        with store.read() as db:
            rows = gradebooks.rows(db, assignment, _chosen(which))
            if own and fill is not None:
                return wanted, fill(rows, own)
            assert write is not None
            return wanted, write(rows)

    job = visit.desk.jobs.start("export", None, work)
    return visit.back(f"/releasing/{job.id}")


def exported(visit: Visit) -> Response:
    """The finished gradebook."""
    job = visit.desk.jobs.find(visit.request.path_params["job"])
    if job is None or job.kind != "export" or job.state != "done":
        raise HTTPException(404)
    return _saved(*job.result)


def _chosen(which: str) -> Filter | None:
    return Filter(release="released") if which == "released" else None


def _saved(wanted: gradebooks.Format, made: gradebooks.Made) -> Response:
    headers = {"content-disposition": f'attachment; filename="{wanted.filename}"'}
    return Response(made.data, media_type=wanted.media_type, headers=headers)


def site(visit: Visit) -> Response:
    """Begin to write the static site of what is published."""
    assignment, store, t = visit.assignment, visit.desk.store, visit.t
    titles = visit.titles(assignment)
    folder = visit.desk.scratch

    def work(job: Job) -> tuple[Path, int]:
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".zip", delete=False) as file:
            path = Path(file.name)
        with store.read() as db:
            return path, write_site(db, assignment, path, titles=titles, t=t, tick=job.tick)

    job = visit.desk.jobs.start("site", None, work)
    return visit.back(f"/releasing/{job.id}")


def site_file(visit: Visit) -> Response:
    """The finished site as a zip."""
    job = visit.desk.jobs.find(visit.request.path_params["job"])
    if job is None or job.kind != "site" or job.state != "done":
        raise HTTPException(404)
    return FileResponse(job.result[0], media_type="application/zip", filename="reports-site.zip")


ROUTES = [
    Route("/release", page(show), methods=["GET"]),
    Route("/release", change(publish), methods=["POST"]),
    Route("/submissions/{id:int}/release", change(publish_one), methods=["POST"]),
    Route("/releasing/{job:str}", page(releasing), methods=["GET"]),
    Route("/export/{format:str}", page(table), methods=["GET"]),
    Route("/export/{format:str}", change(export, everybody=True), methods=["POST"]),
    Route("/exported/{job:str}", page(exported), methods=["GET"]),
    Route("/site", change(site, everybody=True), methods=["POST"]),
    Route("/site/{job:str}", page(site_file), methods=["GET"]),
]
