"""Batches: one row for each call of `autograder grade`, gone on with after an interruption."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Literal, TypeAlias, cast

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from autograder.store.schema import run_items, runs, submissions

State: TypeAlias = Literal["running", "finished", "interrupted"]


@dataclass(frozen=True)
class Identity:
    """What a batch's results depend on but for the submissions.

    `rubric`: hash of the assignment and its teaching samples. `program`: of Autograder's own
    source. `version`: its version, for people. `fingerprint`: of all of these, the language asked
    for and the installation's key.
    """

    fingerprint: str
    rubric: str
    program: str
    version: str
    language: str | None


@dataclass(frozen=True)
class RunRow:
    """One batch. `done` of `total` have a result; a "running" one whose `updated_at` is long ago
    was killed and waits to be gone on with."""

    id: int
    assignment: str
    state: State
    started_at: datetime
    updated_at: datetime
    finished_at: datetime | None
    total: int
    done: int
    identity: Identity
    source: str


def begin(
    db: Connection, assignment: str, identity: Identity, *, total: int, source: str
) -> RunRow:
    """The batch to go on with (the last one, unfinished, of the same identity), else a new one."""
    last = latest(db, assignment)
    now = _now()
    if last is not None and last.state != "finished" and last.identity == identity:
        change = {"state": "running", "updated_at": now, "total": total, "source": source}
        db.execute(update(runs).where(runs.c.id == last.id).values(**change))
        run_id = last.id
    else:
        values = {
            "assignment": assignment,
            "state": "running",
            "started_at": now,
            "updated_at": now,
            "total": total,
            "source": source,
            "fingerprint": identity.fingerprint,
            "rubric": identity.rubric,
            "program": identity.program,
            "version": identity.version,
            "language": identity.language,
        }
        run_id = _key(db.execute(insert(runs).values(**values)).inserted_primary_key)
    found = get(db, run_id)
    assert found is not None
    return found


def finish(db: Connection, run_id: int, *, interrupted: bool) -> None:
    """Note that a batch came to its end, or was stopped by a person."""
    now = _now()
    state = "interrupted" if interrupted else "finished"
    values = {"state": state, "updated_at": now, "finished_at": None if interrupted else now}
    db.execute(update(runs).where(runs.c.id == run_id).values(**values))


def get(db: Connection, run_id: int) -> RunRow | None:
    """One batch by number."""
    row = db.execute(_select().where(runs.c.id == run_id)).first()
    return None if row is None else _run(row)


def latest(db: Connection, assignment: str) -> RunRow | None:
    """The batch that was begun last."""
    query = _select().where(runs.c.assignment == assignment).order_by(runs.c.id.desc())
    row = db.execute(query.limit(1)).first()
    return None if row is None else _run(row)


def before(db: Connection, run: RunRow) -> RunRow | None:
    """The batch of the same assignment that came before one."""
    query = _select().where(runs.c.assignment == run.assignment, runs.c.id < run.id)
    row = db.execute(query.order_by(runs.c.id.desc()).limit(1)).first()
    return None if row is None else _run(row)


def listed(db: Connection, assignment: str, limit: int = 100) -> tuple[RunRow, ...]:
    """All batches of an assignment, the newest first."""
    query = _select().where(runs.c.assignment == assignment).order_by(runs.c.id.desc())
    return tuple(_run(row) for row in db.execute(query.limit(limit)))


def assignments(db: Connection) -> tuple[str, ...]:
    """Ids of the assignments that the store knows, the one graded last first."""
    query = select(runs.c.assignment).group_by(runs.c.assignment)
    return tuple(db.execute(query.order_by(func.max(runs.c.id).desc())).scalars())


def pulse(db: Connection, assignment: str) -> str:
    """A text that changes whenever anything about the assignment's submissions or batches does:
    what a page that shows them live compares (usable as an ETag)."""
    changed = db.execute(
        select(func.max(submissions.c.updated_at), func.count()).where(
            submissions.c.assignment == assignment
        )
    ).one()
    last = latest(db, assignment)
    seen = "" if last is None else f"{last.id}-{last.state}-{last.done}"
    moment = 0.0 if changed[0] is None else changed[0].timestamp()
    return f"{moment:.6f}-{changed[1]}-{seen}"


def _select() -> Select[Any]:
    done = select(func.count()).where(run_items.c.run_id == runs.c.id).scalar_subquery()
    return select(runs, done.label("done"))


def _run(row: Row[Any]) -> RunRow:
    identity = Identity(row.fingerprint, row.rubric, row.program, row.version, row.language)
    return RunRow(
        id=row.id,
        assignment=row.assignment,
        state=cast("State", row.state),
        started_at=row.started_at,
        updated_at=row.updated_at,
        finished_at=row.finished_at,
        total=row.total,
        done=row.done,
        identity=identity,
        source=row.source,
    )


def _key(key: Any) -> int:
    return int(key[0])


def _now() -> datetime:
    return datetime.now(timezone.utc)
