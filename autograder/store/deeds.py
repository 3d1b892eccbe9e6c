"""The audit log as deeds: changes that were made as one stand as one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, String, cast, func, select

from autograder.store import audit
from autograder.store.audit import Entry
from autograder.store.schema import audit as table


@dataclass(frozen=True)
class Deed:
    """The newest entry of what was done at once, and how many entries there are of it."""

    entry: Entry
    count: int


def listed(
    db: Connection, assignment: str, *, limit: int = 50, offset: int = 0
) -> tuple[Deed, ...]:
    """Deeds, the newest first."""
    key = func.coalesce(table.c.batch, cast(table.c.id, String))
    query = (
        select(func.max(table.c.id), func.count())
        .where(table.c.assignment == assignment)
        .group_by(key)
        .order_by(func.max(table.c.id).desc())
        .limit(limit)
        .offset(offset)
    )
    found = []
    for number, count in db.execute(query).all():
        entry = audit.get(db, number)
        if entry is not None:
            found.append(Deed(entry, count))
    return tuple(found)
