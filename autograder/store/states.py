"""What people can change about a submission, as states that can be read and put back.

Every kind of change is a pair: the state of one thing as plain data (None: it is not there), and
how to make it be so. `audit` builds making, recording and undoing a change upon these alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, Literal, TypeAlias

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, select, update

from autograder.store.schema import comments, overrides, submissions
from autograder.store.upsert import put

Action: TypeAlias = Literal["override", "comment", "review", "release"]
State: TypeAlias = dict[str, Any] | None


@dataclass(frozen=True)
class Target:
    """What a change is of. `key` is {"attempt_id", "question"} for an override, {"id"} for a
    comment, and {} for review and release, of which a submission has one."""

    action: Action
    submission_id: int
    key: dict[str, Any] = field(default_factory=dict)


_REVIEW = ("reviewed_by", "reviewed_at")
_RELEASE = ("release", "released_at", "released_report_id")
_OVERRIDE = ("points", "reason", "author", "made_at")
_COMMENT = ("text", "author", "made_at", "changed_at", "for_student", "deleted")


def read(db: Connection, target: Target) -> State:
    """The state now."""
    table, columns, where = _place(target)
    row = db.execute(select(*(table.c[name] for name in columns)).where(where)).first()
    if row is None:
        return None
    return {name: _plain(value) for name, value in row._mapping.items()}


def write(db: Connection, target: Target, state: State) -> None:
    """Make the state be `state`."""
    table, columns, where = _place(target)
    if state is None:
        db.execute(delete(table).where(where))
        return
    values = {name: _value(name, state[name]) for name in columns if name in state}
    if table is submissions:
        db.execute(update(submissions).where(where).values(**values))
    else:
        names = ("id",) if table is comments else ("submission_id", "attempt_id", "question")
        put(db, table, {"submission_id": target.submission_id, **target.key, **values}, names)


def _place(target: Target) -> tuple[Table, tuple[str, ...], ColumnElement[bool]]:
    action, submission_id, key = target.action, target.submission_id, target.key
    if action == "override":
        return (
            overrides,
            _OVERRIDE,
            and_(
                overrides.c.submission_id == submission_id,
                overrides.c.attempt_id == key["attempt_id"],
                overrides.c.question == key["question"],
            ),
        )
    if action == "comment":
        mine = and_(comments.c.submission_id == submission_id, comments.c.id == key["id"])
        return comments, _COMMENT, mine
    columns = _REVIEW if action == "review" else _RELEASE
    return submissions, columns, submissions.c.id == submission_id


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _value(name: str, value: Any) -> Any:
    if name.endswith("_at") and isinstance(value, str):
        return datetime.fromisoformat(value).astimezone(timezone.utc)
    return value
