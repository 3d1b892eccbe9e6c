"""Which diagnoses stand first within each group of submissions that behave the same."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, func, select

from autograder.store.schema import submissions

Reasons = dict[str, tuple[tuple[str, int], ...]]
"""Hash of a behaviour to (code, how many), the most frequent first."""


def by_behaviour(db: Connection, assignment: str, behaviour: str | None = None) -> Reasons:
    """The first diagnoses of every group, or of one."""
    table = submissions.c
    query = (
        select(table.behaviour, table.root_code, func.count().label("number"))
        .where(table.assignment == assignment, table.behaviour.is_not(None))
        .where(table.root_code.is_not(None))
        .group_by(table.behaviour, table.root_code)
    )
    if behaviour is not None:
        query = query.where(table.behaviour == behaviour)
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in db.execute(query):
        found[row.behaviour].append((row.root_code, row.number))
    return {
        key: tuple(sorted(codes, key=lambda item: (-item[1], item[0])))
        for key, codes in found.items()
    }
