"""Submissions that behave the same: equal signatures of the evidence, however they are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, select

from autograder.store.schema import reports, submissions


@dataclass(frozen=True)
class Group:
    """Submissions of one behaviour. `explained` is False where points were lost and no diagnosis
    says why. `structures` is the number of different syntax trees among them."""

    behaviour: str
    signature: str
    size: int
    root_code: str | None
    explained: bool
    mean_score: float
    max_score: float
    structures: int
    representative_id: int


def listed(
    db: Connection,
    assignment: str,
    *,
    least: int = 1,
    unexplained: bool | None = None,
    limit: int = 200,
    offset: int = 0,
) -> tuple[Group, ...]:
    """Groups of at least `least` submissions, the largest first."""
    query = _groups().where(submissions.c.assignment == assignment)
    if least > 1:
        query = query.having(func.count() >= least)
    if unexplained is not None:
        lost = _unexplained()
        query = query.having(lost > 0 if unexplained else lost == 0)
    query = query.order_by(func.count().desc(), submissions.c.behaviour)
    return tuple(_group(db, row) for row in db.execute(query.limit(limit).offset(offset)).all())


def get(db: Connection, assignment: str, behaviour: str) -> Group | None:
    """One group by the hash of its behaviour."""
    query = _groups().where(
        submissions.c.assignment == assignment, submissions.c.behaviour == behaviour
    )
    row = db.execute(query).first()
    return None if row is None else _group(db, row)


def representative(db: Connection, assignment: str, behaviour: str) -> int | None:
    """The submission to look at for a group: the first of the syntax tree that most of it have."""
    query = (
        select(func.min(submissions.c.id))
        .where(submissions.c.assignment == assignment, submissions.c.behaviour == behaviour)
        .group_by(submissions.c.structure)
        .order_by(func.count().desc(), func.min(submissions.c.id))
        .limit(1)
    )
    return db.execute(query).scalar()


def _unexplained() -> ColumnElement[int]:
    lost = submissions.c.score < submissions.c.max_score
    return func.sum(case((submissions.c.root_code.is_(None) & lost, 1), else_=0))


def _groups() -> Select[Any]:
    return (
        select(
            submissions.c.behaviour,
            func.count().label("size"),
            func.min(submissions.c.root_code).label("root_code"),
            _unexplained().label("unexplained"),
            func.avg(submissions.c.final_score).label("mean_score"),
            func.max(submissions.c.max_score).label("max_score"),
            func.count(submissions.c.structure.distinct()).label("structures"),
            func.min(submissions.c.id).label("representative_id"),
        )
        .where(submissions.c.behaviour.is_not(None))
        .group_by(submissions.c.behaviour)
    )


def _group(db: Connection, row: Row[Any]) -> Group:
    signature = select(reports.c.signature).join(
        submissions, submissions.c.report_id == reports.c.id
    )
    found = db.execute(signature.where(submissions.c.id == row.representative_id)).scalar()
    return Group(
        behaviour=row.behaviour,
        signature=found or "",
        size=row.size,
        root_code=row.root_code,
        explained=not row.unexplained,
        mean_score=row.mean_score or 0.0,
        max_score=row.max_score or 0.0,
        structures=row.structures,
        representative_id=row.representative_id,
    )
