"""The class at a glance, live while a batch is running."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from autograder.store import overview, runs
from autograder.store.runs import RunRow
from autograder.web.charts import Histogram, histogram
from autograder.web.visit import ASSIGNMENT, Visit, change, page

STALE_S = 90.0
"""A batch that has written nothing for so long was killed rather than is slow."""

SHOWN_CODES = 12
FAST, SLOW = "every 2s", "every 15s"
"""How often a page looks for news while a batch runs, and otherwise."""


@dataclass(frozen=True)
class Figures:
    """Everything on the overview that the store counts."""

    totals: overview.Totals
    chart: Histogram
    questions: tuple[overview.QuestionRate, ...]
    checks: tuple[overview.CheckRate, ...]
    codes: tuple[overview.CodeCount, ...]
    concepts: tuple[overview.ConceptCount, ...]
    runs: tuple[RunRow, ...]


def figures(visit: Visit, assignment: str) -> Figures:
    """The figures of an assignment, counted again when something has changed."""

    def count() -> Figures:
        with visit.desk.store.read() as db:
            bands = overview.distribution(db, assignment)
            return Figures(
                totals=overview.totals(db, assignment),
                chart=histogram([(band.low, band.high, band.count) for band in bands]),
                questions=overview.question_rates(db, assignment),
                checks=overview.check_rates(db, assignment),
                codes=overview.diagnosis_counts(db, assignment),
                concepts=overview.concept_counts(db, assignment),
                runs=runs.listed(db, assignment, 20),
            )

    return visit.desk.remembered(assignment, "figures", count)


def show(visit: Visit) -> Response:
    """The page, or for htmx the part of it that changes."""
    assignment = visit.assignment
    if not assignment:
        return visit.page("nothing.html", tab="overview")
    pulse = visit.desk.pulse(assignment)
    if visit.wanted_part and visit.query("pulse") == pulse:
        return Response(status_code=204)
    found = figures(visit, assignment)
    running = found.runs[0] if found.runs and is_running(found.runs[0]) else None
    values: dict[str, Any] = {
        "figures": found,
        "running": running,
        "progress": None if running is None else progress(running),
        "pulse": pulse,
        "every": FAST if running else SLOW,
        "titles": visit.titles(assignment),
        "shown_codes": SHOWN_CODES,
    }
    if visit.wanted_part:
        return visit.part("overview_figures.html", **values)
    return visit.page(
        "overview.html", tab="overview", assignments=visit.desk.assignments(), **values
    )


def is_running(run: RunRow) -> bool:
    """Whether a batch is going on, as far as can be told."""
    quiet = (datetime.now(timezone.utc) - run.updated_at).total_seconds()
    return run.state == "running" and quiet < STALE_S


@dataclass(frozen=True)
class Progress:
    """How far a batch is: share from 0 to 1, submissions per second, seconds that remain."""

    share: float
    rate: float
    remaining_s: int | None


def progress(run: RunRow) -> Progress:
    """How a running batch is getting on."""
    spent = max((run.updated_at - run.started_at).total_seconds(), 0.001)
    rate = run.done / spent
    left = round((run.total - run.done) / rate) if rate > 0 else None
    return Progress(min(run.done / run.total, 1.0) if run.total else 1.0, rate, left)


def choose(visit: Visit) -> Response:
    """Look at another assignment from here on."""
    wanted = visit.text("assignment", 200)
    if wanted in visit.desk.assignments():
        visit.request.session[ASSIGNMENT] = wanted
    return visit.back("/")


ROUTES = [
    Route("/", page(show), methods=["GET"]),
    Route("/assignment", change(choose, everybody=True), methods=["POST"]),
]
