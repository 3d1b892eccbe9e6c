"""The pages, one concern a module; each lists its routes."""

from __future__ import annotations

from autograder.web.pages import (
    changes,
    decisions,
    groups,
    lesson,
    log,
    overview,
    release,
    submission,
    submissions,
)

ROUTES = [
    *overview.ROUTES,
    *changes.ROUTES,
    *groups.ROUTES,
    *lesson.ROUTES,
    *submissions.ROUTES,
    *submission.ROUTES,
    *decisions.ROUTES,
    *release.ROUTES,
    *log.ROUTES,
]
