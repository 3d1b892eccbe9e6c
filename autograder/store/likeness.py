"""What of the current submissions is needed to find those that are written alike."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, select

from autograder.store.schema import attempts, reports, submissions

_TOGETHER = 200
"""Submissions that are read at a time."""


class Likeness(NamedTuple):
    """One submission: its number, the hash of its bytes, and its fingerprints."""

    submission_id: int
    body: str | None
    sketch: bytes | None


def of_all(db: Connection, assignment: str) -> Iterator[Likeness]:
    """Every submission of an assignment that has a result, by number."""
    mine = select(submissions.c.id).where(submissions.c.assignment == assignment)
    ids = array("q", db.execute(mine.order_by(submissions.c.id)).scalars())
    query = (
        select(submissions.c.id, attempts.c.body, reports.c.sketch)
        .join(attempts, attempts.c.id == submissions.c.attempt_id)
        .join(reports, reports.c.id == submissions.c.report_id)
        .order_by(submissions.c.id)
    )
    # A few at a time: databases sort in memory, and fingerprints are the larger part of a row.
    for start in range(0, len(ids), _TOGETHER):
        some = ids[start : start + _TOGETHER].tolist()
        for row in db.execute(query.where(submissions.c.id.in_(some))):
            yield Likeness(*row)
