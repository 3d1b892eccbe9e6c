"""Answering a group once: write the feedback, see on whom it lands, make it a diagnosis.

A preview and the filing itself take a while, so both are jobs; the page of a job shows how far it
is, and then what came of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from autograder.errors import AutograderError
from autograder.spec.references import CODE
from autograder.store import groups, submissions
from autograder.store.submissions import Filter
from autograder.web.desk import Lesson, Trial
from autograder.web.jobs import Job
from autograder.web.pages.groups import group_page
from autograder.web.visit import Visit, change, page

PREVIEWED = 200
"""Members whose new report a preview works out; the others behave the same and get the same."""

MOST_TEXT = 2000
FIELDS = ("code", "message_zh", "message_en", "hint_zh", "hint_en")


@dataclass(frozen=True)
class Asked:
    """What a job was asked for."""

    assignment: str
    behaviour: str
    sample_of: int
    size: int
    lesson: Lesson


@dataclass(frozen=True)
class Preview:
    """What the lesson would do; `names` are those of the submissions by number."""

    trials: tuple[Trial, ...]
    names: dict[int, str]
    size: int

    @property
    def reached(self) -> tuple[Trial, ...]:
        """The trials that change a report."""
        return tuple(trial for trial in self.trials if trial.reaches)

    def first_code(self) -> str:
        """The diagnosis that stands first in the report of the first program reached."""
        for trial in self.reached:
            for message in trial.after.messages:
                if message.severity == "error":
                    return message.code
        return ""


@dataclass(frozen=True)
class Taught:
    """What came of it: where the program was filed, and the batches before and after.

    `problem` says why nothing was graded again although the program is filed; the numbers are 0
    then.
    """

    path: str
    run_id: int = 0
    before_id: int = 0
    problem: str = ""


def preview(visit: Visit) -> Response:
    """Take the feedback and begin to work out what it would change."""
    assignment, behaviour = visit.assignment, visit.request.path_params["behaviour"]
    typed = {name: visit.text(name, MOST_TEXT) for name in FIELDS}
    problem = _problem(visit, typed)
    if problem:
        return group_page(visit, status=422, problem=problem, draft=typed)
    lesson = Lesson(
        code=typed["code"],
        message={"zh": typed["message_zh"], "en": typed["message_en"]},
        hint={"zh": typed["hint_zh"], "en": typed["hint_en"]},
    )
    with visit.desk.store.read() as db:
        group = groups.get(db, assignment, behaviour)
        if group is None:
            raise HTTPException(404)
        members = submissions.listed(
            db, assignment, Filter(behaviour=behaviour), order="student", limit=PREVIEWED
        )
        wanted = visit.text("program", 20)
        sample_of = int(wanted) if wanted.isdecimal() else group.representative_id
        sample = submissions.row(db, sample_of)
    if sample is None or sample.behaviour != behaviour:
        raise HTTPException(404)
    if sample.flagged or sample.tampering:
        return group_page(visit, status=422, problem=visit.t("lesson_flagged"), draft=typed)
    asked = Asked(assignment, behaviour, sample_of, group.size, lesson)
    names = {row.id: row.student or row.name for row in members}
    workshop = visit.desk.workshop

    def work(job: Job) -> Preview:
        job.tick(0, len(members))
        found = []
        for trial in workshop.trial(assignment, lesson, sample_of, list(names)):
            found.append(trial)
            job.tick(len(found), len(members))
        return Preview(tuple(found), names, group.size)

    job = visit.desk.jobs.start("preview", asked, work)
    return visit.back(f"/jobs/{job.id}")


def teach(visit: Visit) -> Response:
    """File the program with its feedback and grade everything again."""
    found = visit.desk.jobs.find(visit.request.path_params["job"])
    if found is None or found.kind != "preview" or not isinstance(found.about, Asked):
        raise HTTPException(404)
    asked, previewed = found.about, found.result
    if not isinstance(previewed, Preview) or not _teaches(asked, previewed):
        raise HTTPException(409)
    workshop, person = visit.desk.workshop, visit.person.name

    def work(job: Job) -> Taught:
        path = workshop.teach(asked.assignment, asked.lesson, asked.sample_of)
        try:
            before, after = workshop.regrade(asked.assignment, person, job.tick)
        except AutograderError as error:  # the program is filed all the same
            return Taught(str(path), problem=str(error))
        return Taught(str(path), after, before)

    job = visit.desk.jobs.start("teach", asked, work)
    return visit.back(f"/jobs/{job.id}")


def regrade(visit: Visit) -> Response:
    """Grade everything again as the assignment now stands."""
    assignment, person, workshop = visit.assignment, visit.person.name, visit.desk.workshop

    def work(job: Job) -> Taught:
        before, after = workshop.regrade(assignment, person, job.tick)
        return Taught("", after, before)

    job = visit.desk.jobs.start("regrade", None, work)
    return visit.back(f"/jobs/{job.id}")


def show(visit: Visit) -> Response:
    """How far a job is, or what came of it."""
    job = visit.desk.jobs.find(visit.request.path_params["job"])
    if job is None:
        raise HTTPException(404)
    values = {
        "job": job,
        "titles": visit.titles(visit.assignment),
        "about": job.about,
        "where": "/jobs/",
        # Once and for all: it may end while the page is made.
        "state": job.state,
    }
    if values["state"] == "running":
        if visit.wanted_part:
            return visit.part("job_progress.html", **values)
        return visit.page("job.html", tab="groups", **values)
    if visit.wanted_part:
        return Response(headers={"hx-refresh": "true"})
    if job.kind == "preview" and isinstance(job.result, Preview):
        values |= {
            "preview": job.result,
            "teaches": _teaches(job.about, job.result),
            "first_code": job.result.first_code(),
        }
        return visit.page("preview.html", tab="groups", **values)
    return visit.page("job.html", tab="groups", **values)


def _teaches(asked: Asked, previewed: Preview) -> bool:
    """Whether the lesson reaches somebody and is what they read first."""
    return bool(previewed.reached) and previewed.first_code() == asked.lesson.code


def _problem(visit: Visit, typed: dict[str, str]) -> str:
    if not CODE.match(typed["code"]) or len(typed["code"]) > 60:
        return visit.t("lesson_code", code=typed["code"])
    if typed["code"] == "tampering":
        return visit.t("lesson_code_taken")
    if not typed["message_zh"] or not typed["message_en"]:
        return visit.t("lesson_both")
    if bool(typed["hint_zh"]) != bool(typed["hint_en"]):
        return visit.t("lesson_both_hints")
    return ""


ROUTES = [
    Route("/groups/{behaviour:str}/lesson", change(preview), methods=["POST"]),
    Route("/jobs/{job:str}", page(show), methods=["GET"]),
    Route("/jobs/{job:str}/teach", change(teach), methods=["POST"]),
    Route("/regrade", change(regrade), methods=["POST"]),
]
