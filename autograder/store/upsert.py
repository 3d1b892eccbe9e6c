"""INSERT ... ON CONFLICT, which SQLite and PostgreSQL spell alike and SQLAlchemy keeps apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def put(
    db: Connection,
    table: Table,
    row: Mapping[str, Any],
    key: Sequence[str],
    *,
    update: bool = True,
) -> None:
    """Insert a row; where one with the same `key` is there, replace it or (`update` False) let it
    be."""
    dialect = sqlite if db.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values(**row)
    others = {name: statement.excluded[name] for name in row if name not in key}
    if update and others:
        db.execute(statement.on_conflict_do_update(index_elements=list(key), set_=others))
    else:
        db.execute(statement.on_conflict_do_nothing(index_elements=list(key)))
