"""What of the current submissions is needed to find those that are written alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, select

from autograder.store.schema import attempts, reports, submissions


class Likeness(NamedTuple):
    """One submission: its number, the hash of its bytes, and its fingerprints."""

    submission_id: int
    body: str | None
    sketch: bytes | None


def of_all(db: Connection, assignment: str) -> Iterator[Likeness]:
    """Every submission of an assignment, by number."""
    query = (
        select(submissions.c.id, attempts.c.body, reports.c.sketch)
        .join(attempts, attempts.c.id == submissions.c.attempt_id)
        .join(reports, reports.c.id == submissions.c.report_id)
        .where(submissions.c.assignment == assignment)
        .order_by(submissions.c.id)
    )
    for row in db.execute(query):
        yield Likeness(*row)
