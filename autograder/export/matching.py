"""Which row of a gradebook a submission belongs to.

An id of the LMS decides where both sides have one; then the institution's student id, e-mail and
login; last the name, and only where nobody else in the class has it. Two ids that differ are two
people, whatever they are called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from autograder.export.results import Result, Who

_FIELDS: tuple[Callable[[Who], str | None], ...] = (
    lambda who: who.sid,
    lambda who: who.email,
    lambda who: who.login,
)


@dataclass
class Matches:
    """Rows by number with the result that belongs to each, and the results that fit no row.

    `clashes` are results that share one row though neither is a later attempt of the other.
    """

    rows: dict[int, Result] = field(default_factory=dict)
    unmatched: list[tuple[Result, Who]] = field(default_factory=list)
    clashes: list[tuple[Result, Who]] = field(default_factory=list)


def match(results: Iterable[Result], rows: Sequence[tuple[int, Who]], lms: str) -> Matches:
    """Match everyone who handed something in to the rows (number, person) of a gradebook.

    `lms` is the layout whose user ids the rows hold.
    """
    found = Matches()
    claims: dict[int, list[tuple[Result, Who]]] = {}
    index = _Index(rows)
    for result in results:
        for who in result.people:
            row = index.row_of(who, same_ids=result.origin.layout == lms)
            if row is None:
                found.unmatched.append((result, who))
            else:
                claims.setdefault(row, []).append((result, who))
    for row, claimed in claims.items():
        last = max(result.origin.attempt or 0 for result, _ in claimed)
        latest = [pair for pair in claimed if (pair[0].origin.attempt or 0) == last]
        if len(latest) == 1 and len({who for _, who in claimed}) == 1:
            found.rows[row] = latest[0][0]
        else:
            found.clashes += claimed
    return found


class _Index:
    """Rows by everything that can name their person."""

    def __init__(self, rows: Sequence[tuple[int, Who]]) -> None:
        self._people = dict(rows)
        self._ids = {who.user_id: row for row, who in rows if who.user_id}
        self._keys: dict[str, set[int]] = {}
        self._names: dict[str, set[int]] = {}
        for row, who in rows:
            for key in _keys(who):
                self._keys.setdefault(key, set()).add(row)
            for name in names_of(who.name or ""):
                self._names.setdefault(name, set()).add(row)

    def row_of(self, who: Who, *, same_ids: bool) -> int | None:
        if same_ids and who.user_id:
            return self._ids.get(who.user_id)
        for key in _keys(who):
            rows = self._keys.get(key, set())
            if len(rows) == 1:
                return next(iter(rows))
        rows = set().union(*(self._names.get(name, set()) for name in names_of(who.name or "")))
        if len(rows) != 1:
            return None
        (row,) = rows
        other = self._people[row]
        if any(get(who) and get(other) and _same(get(who)) != _same(get(other)) for get in _FIELDS):
            return None
        return row


def _keys(who: Who) -> list[str]:
    """Student id, e-mail and login, which systems put into one another's columns."""
    found = [_same(value) for get in _FIELDS if (value := get(who))]
    local = [key.partition("@")[0] for key in found if "@" in key]
    return list(dict.fromkeys(key for key in [*found, *local] if key))


def _same(text: str | None) -> str:
    return (text or "").strip().casefold()


def names_of(name: str) -> set[str]:
    """The forms of a name that count as the same, without anything but letters and digits.

    "Li, Na", "Na Li" and Canvas's "lina" share one; so do "娜 李" and "李娜".
    """
    squeezed = _squeezed(name)
    if not squeezed:
        return set()
    found = {squeezed}
    if "," in name or "，" in name:
        last, _, first = name.replace("，", ",").partition(",")
        found.add(_squeezed(first) + _squeezed(last))
    words = name.split()
    if len(words) == 2 and "," not in name:
        found.add(_squeezed(words[1]) + _squeezed(words[0]))
    return found


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
