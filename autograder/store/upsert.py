"""INSERT ... ON CONFLICT, which SQLite and PostgreSQL spell alike and SQLAlchemy keeps apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Insert, Table

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


def put(
    db: Connection,
    table: Table,
    row: Mapping[str, Any],
    key: Sequence[str],
    *,
    update: bool | Sequence[str] = True,
) -> None:
    """Insert a row; where one with the same `key` is there, replace it, or those of its columns
    that `update` names, or (False) let it be."""
    if update is True:
        update = [name for name in row if name not in key]
    statement = _statement(db.dialect.name, table, tuple(key), tuple(update or ()))
    db.execute(statement, dict(row))


# SQLAlchemy takes longer to build such a statement than the database to carry it out.
@cache
def _statement(
    dialect: str, table: Table, key: tuple[str, ...], replaced: tuple[str, ...]
) -> Insert:
    statement = _insert(dialect, table)
    if not replaced:
        return statement.on_conflict_do_nothing(index_elements=key)
    new = {name: statement.excluded[name] for name in replaced}
    return statement.on_conflict_do_update(index_elements=key, set_=new)


# Either of the two is slow to load, and no store needs both.
def _insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite  # noqa: PLC0415

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415

    return postgresql.insert(table)
