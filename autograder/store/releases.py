"""Publishing feedback and holding it back. Nothing marked `tampering` goes out without a review."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone

from sqlalchemy import Connection, or_, select

from autograder.store import audit
from autograder.store.schema import submissions
from autograder.store.states import Target


@dataclass(frozen=True)
class Released:
    """What came of a release: numbers of the submissions, and of those kept back and why.

    `unreviewed` bear a tampering flag or wait for a person; `held` were held back by a person;
    `ungraded` have no result.
    """

    done: tuple[int, ...]
    unreviewed: tuple[int, ...] = ()
    held: tuple[int, ...] = ()
    ungraded: tuple[int, ...] = ()
    batch: str | None = None


def release(
    db: Connection,
    assignment: str,
    actor: str,
    submission_ids: Iterable[int] | None = None,
    *,
    versions: dict[int, int] | None = None,
) -> Released:
    """Publish the feedback of some submissions, or (None) of all that may be.

    What is held back goes out only when it is named. What is flagged or marked for a person goes
    out only once reviewed. What was published and has not changed since is left as it is.

    Raises:
        ConflictError: one of `versions` (by submission) is another by now.
    """
    rows = db.execute(
        select(submissions).where(submissions.c.assignment == assignment).order_by(submissions.c.id)
    ).all()
    wanted = None if submission_ids is None else set(submission_ids)
    done: list[int] = []
    unreviewed: list[int] = []
    held: list[int] = []
    ungraded: list[int] = []
    batch = audit.new_batch()
    for row in rows:
        if wanted is not None and row.id not in wanted:
            continue
        waits = (row.tampering or row.flagged or row.status == "needs_review") and (
            row.reviewed_at is None
        )
        if row.report_id is None or (row.status == "not_graded" and row.reviewed_at is None):
            ungraded.append(row.id)
        elif waits:
            unreviewed.append(row.id)
        elif row.release == "held" and wanted is None:
            held.append(row.id)
        elif row.release != "released" or row.released_report_id != row.report_id:
            after = {
                "release": "released",
                "released_at": _now().isoformat(),
                "released_report_id": row.report_id,
            }
            version = (versions or {}).get(row.id)
            audit.change(db, Target("release", row.id), after, actor, version=version, batch=batch)
            done.append(row.id)
    return Released(tuple(done), tuple(unreviewed), tuple(held), tuple(ungraded), batch)


def hold(
    db: Connection, submission_ids: Iterable[int], actor: str, *, held: bool = True
) -> tuple[int, ...]:
    """Hold feedback back (also what was published), or (`held` False) let it wait for the next
    release again; returns the numbers of the submissions."""
    batch = audit.new_batch()
    done = []
    for number in submission_ids:
        after = {
            "release": "held" if held else "unreleased",
            "released_at": None,
            "released_report_id": None,
        }
        audit.change(db, Target("release", number), after, actor, version=None, batch=batch)
        done.append(number)
    return tuple(done)


def outdated(db: Connection, assignment: str) -> tuple[int, ...]:
    """Submissions whose published feedback is of an older result than the current one."""
    query = select(submissions.c.id).where(
        submissions.c.assignment == assignment,
        submissions.c.release == "released",
        or_(
            submissions.c.released_report_id.is_(None),
            submissions.c.released_report_id != submissions.c.report_id,
        ),
    )
    return tuple(db.execute(query.order_by(submissions.c.id)).scalars())


def _now() -> datetime:
    return datetime.now(timezone.utc)
