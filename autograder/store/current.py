"""Which result a submission has now: making another one current, within a batch."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import Connection, bindparam, select, union_all, update

from autograder.ingest.submission import Submission
from autograder.store import scores
from autograder.store.schema import diagnoses, flags, run_items, runs, submissions
from autograder.store.upsert import put

FACTS = (
    "profile_id",
    "status",
    "score",
    "max_score",
    "language",
    "root_code",
    "behaviour",
    "structure",
)
"""Columns of a report that its submission has as well while the report is current."""

TAMPERING = "tampering"
"""Code of the diagnosis that is a flag too."""


@dataclass(frozen=True)
class Standing:
    """What is true of a submission before a result becomes current; one that was just made has
    had no attempt and no report."""

    id: int
    attempt_id: int | None
    report_id: int | None
    profile_id: int | None
    overridden: bool
    commented: bool
    version: int


@dataclass(frozen=True)
class Result:
    """A report that is in the store: its numbers, its `FACTS`, and the codes of its flags."""

    report_id: int
    attempt_id: int
    facts: dict[str, Any]
    codes: frozenset[str]


@dataclass(frozen=True)
class Current:
    """What a submission has now. `judged`: people gave points for it, or commented on it."""

    submission_id: int
    report_id: int
    judged: bool


def standing(db: Connection, assignment: str, submission: Submission) -> Standing:
    """Where a submission stands, which is made where it is not there; nobody else changes it until
    the transaction ends."""
    place = {"assignment": assignment, "name": submission.name}
    row = db.execute(_STANDING, place).first()
    if row is None:
        values = {
            **place,
            "student": submission.student,
            "updated_at": now(),
            "flagged": False,
            "tampering": False,
            "overridden": False,
            "commented": False,
            "release": "unreleased",
            "version": 0,
        }
        put(db, submissions, values, ("assignment", "name"), update=False)
        row = db.execute(_STANDING, place).one()
    return Standing(*row)


def make_current(
    db: Connection, run_id: int, before: Standing, result: Result, position: int, *, made: bool
) -> Current:
    """Take a result into a batch and make it the one that its submission has.

    Args:
        before: the submission's `standing`, of this transaction.
        position: its place in the input.
        made: whether the batch made the result, or found it there.
    """
    same = before.report_id == result.report_id
    item = {
        "run_id": run_id,
        "submission_id": before.id,
        "report_id": result.report_id,
        "profile_id": result.facts["profile_id"],
        "previous_report_id": before.report_id,
        "position": position,
        "made": made,
    }
    # A batch that is gone on with keeps what it first knew as the previous result.
    changed = () if same else ("report_id", "profile_id", "made")
    put(db, run_items, item, ("run_id", "submission_id"), update=changed)
    db.execute(_TOUCH, {"run": run_id, "updated_at": now()})
    if same:
        return Current(before.id, result.report_id, before.overridden or before.commented)
    values = {
        **result.facts,
        "attempt_id": result.attempt_id,
        "report_id": result.report_id,
        "final_score": result.facts["score"],
        "overridden": False,
        "flagged": bool(result.codes),
        "tampering": TAMPERING in result.codes,
        "version": before.version + 1,
        "updated_at": now(),
    }
    # What a person looked at is another thing now: new contents, or a flag that was not there.
    if before.attempt_id != result.attempt_id or (
        result.codes and result.codes - codes_of(db, before.profile_id)
    ):
        values |= {"reviewed_by": None, "reviewed_at": None}
    db.execute(_UPDATE, {"submission": before.id, **values})
    # Of one that was just made nobody can have said anything yet.
    new = before.report_id is None
    given = {} if new else scores.given_to(db, before.id, result.attempt_id)
    if given:
        scores.refresh(db, before.id)
    return Current(before.id, result.report_id, bool(given) or before.commented)


def codes_of(db: Connection, profile_id: int | None) -> frozenset[str]:
    """Codes of the integrity flags of a profile, and "tampering" where a diagnosis says so."""
    return frozenset(db.execute(_CODES, {"profile": profile_id}).scalars())


def now() -> datetime:
    """The moment, as the store keeps moments."""
    return datetime.now(timezone.utc)


_STANDING = (
    select(*(submissions.c[field.name] for field in fields(Standing)))
    .where(
        submissions.c.assignment == bindparam("assignment"),
        submissions.c.name == bindparam("name"),
    )
    .with_for_update()
)
_TOUCH = update(runs).where(runs.c.id == bindparam("run"))
_UPDATE = update(submissions).where(submissions.c.id == bindparam("submission"))
_CODES = union_all(
    select(flags.c.code).where(flags.c.profile_id == bindparam("profile")),
    select(diagnoses.c.code).where(
        diagnoses.c.profile_id == bindparam("profile"), diagnoses.c.code == TAMPERING
    ),
)
