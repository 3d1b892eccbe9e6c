"""Who did what and when, and taking it back.

Every change that a person makes goes through `change`, which knows the state before and after; so
everything can be undone, also an undoing. Two people who change the same submission at a time do
not overwrite each other: each says which version they saw.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from autograder.errors import AutograderError
from autograder.store import scores, states
from autograder.store.schema import audit, submissions
from autograder.store.states import Action, State, Target


class ConflictError(AutograderError):
    """Somebody else has changed this meanwhile; `version` is the version that it has now."""

    def __init__(self, message: str, version: int) -> None:
        super().__init__(message)
        self.version = version


class MissingError(AutograderError):
    """There is no such submission, comment or entry."""


@dataclass(frozen=True)
class Entry:
    """One change: `before` and `after` are the states of what `key` names (see `states`).

    `batch` is shared by changes that were made as one. `undoes` and `undone_by` are the numbers
    of other entries.
    """

    id: int
    at: datetime
    actor: str
    action: Action
    assignment: str
    submission_id: int
    submission: str
    batch: str | None
    key: dict[str, Any]
    before: State
    after: State
    undoes: int | None
    undone_by: int | None

    @property
    def target(self) -> Target:
        """What it is of."""
        return Target(self.action, self.submission_id, self.key)


def change(
    db: Connection,
    target: Target,
    after: State,
    actor: str,
    *,
    version: int | None,
    batch: str | None = None,
    undoes: int | None = None,
) -> int:
    """Change one thing about a submission and write it down; returns the submission's new version.

    Args:
        version: that of the submission when the person looked at it; None overwrites whatever
            there is (for changes to many at once).

    Raises:
        ConflictError: it has another version now.
        MissingError: there is no such submission.
    """
    action, submission_id = target.action, target.submission_id
    query = select(submissions.c.version, submissions.c.assignment, submissions.c.name)
    row = db.execute(query.where(submissions.c.id == submission_id).with_for_update()).first()
    if row is None:
        raise MissingError(f"there is no submission number {submission_id}")
    if version is not None and version != row.version:
        raise ConflictError(
            f"{row.name} was changed meanwhile, by somebody else or by a new result; "
            "look at it again and repeat what you did",
            row.version,
        )
    before = states.read(db, target)
    states.write(db, target, after)
    values = {
        "at": _now(),
        "actor": actor,
        "action": action,
        "assignment": row.assignment,
        "submission_id": submission_id,
        "batch": batch,
        "before": _dump(target, before),
        "after": _dump(target, states.read(db, target)),
        "undoes": undoes,
    }
    number = db.execute(insert(audit).values(**values)).inserted_primary_key[0]  # type: ignore[index]
    if undoes is not None:
        db.execute(update(audit).where(audit.c.id == undoes).values(undone_by=number))
    moved = {"version": row.version + 1, "updated_at": _now()}
    db.execute(update(submissions).where(submissions.c.id == submission_id).values(**moved))
    scores.refresh(db, submission_id)
    return int(row.version) + 1


def undo(db: Connection, entry_id: int, actor: str) -> tuple[Entry, ...]:
    """Take back one entry, with those made as one with it; returns what was taken back.

    Raises:
        MissingError: there is no such entry.
        ConflictError: it was undone already, or what it changed was changed again since.
    """
    first = get(db, entry_id)
    if first is None:
        raise MissingError(f"there is no entry number {entry_id}")
    entries = (first,) if first.batch is None else _of_batch(db, first.batch)
    batch = None if first.batch is None else new_batch()
    done = []
    for entry in reversed(entries):
        if entry.undone_by is not None:
            if entry.id == entry_id:
                raise ConflictError("this was undone already", 0)
            continue
        if states.read(db, entry.target) != entry.after:
            raise ConflictError(
                f"{entry.submission} was changed again since; undo the later change first", 0
            )
        change(
            db,
            entry.target,
            entry.before,
            actor,
            version=None,
            batch=batch,
            undoes=entry.id,
        )
        done.append(entry)
    return tuple(done)


def get(db: Connection, entry_id: int) -> Entry | None:
    """One entry by number."""
    row = db.execute(_select(audit.c.id == entry_id)).first()
    return None if row is None else _entry(row)


def listed(
    db: Connection,
    assignment: str,
    *,
    submission_id: int | None = None,
    actor: str | None = None,
    limit: int = 100,
    offset: int = 0,
) -> tuple[Entry, ...]:
    """Entries, the newest first, of one submission or person where asked for."""
    query = _select(audit.c.assignment == assignment)
    if submission_id is not None:
        query = query.where(audit.c.submission_id == submission_id)
    if actor is not None:
        query = query.where(audit.c.actor == actor)
    query = query.order_by(audit.c.id.desc()).limit(limit).offset(offset)
    return tuple(_entry(row) for row in db.execute(query))


def last_of(db: Connection, assignment: str, actor: str) -> Entry | None:
    """What a person's "undo" would take back: their newest change that is not undone and is no
    undoing itself."""
    query = _select(audit.c.assignment == assignment, audit.c.actor == actor)
    query = query.where(audit.c.undone_by.is_(None), audit.c.undoes.is_(None))
    row = db.execute(query.order_by(audit.c.id.desc()).limit(1)).first()
    return None if row is None else _entry(row)


def new_batch() -> str:
    """A name for changes that belong together."""
    return uuid.uuid4().hex


def _of_batch(db: Connection, batch: str) -> tuple[Entry, ...]:
    query = _select(audit.c.batch == batch).order_by(audit.c.id)
    return tuple(_entry(row) for row in db.execute(query))


def _select(*where: ColumnElement[bool]):  # type: ignore[no-untyped-def]
    return (
        select(audit, submissions.c.name)
        .join(submissions, submissions.c.id == audit.c.submission_id)
        .where(*where)
    )


def _entry(row: Row[Any]) -> Entry:
    before, after = json.loads(row.before), json.loads(row.after)
    return Entry(
        id=row.id,
        at=row.at,
        actor=row.actor,
        action=cast("Action", row.action),
        assignment=row.assignment,
        submission_id=row.submission_id,
        submission=row.name,
        batch=row.batch,
        key=after["key"],
        before=before["state"],
        after=after["state"],
        undoes=row.undoes,
        undone_by=row.undone_by,
    )


def _dump(target: Target, state: State) -> str:
    return json.dumps({"key": target.key, "state": state}, ensure_ascii=True)


def _now() -> datetime:
    return datetime.now(timezone.utc)
