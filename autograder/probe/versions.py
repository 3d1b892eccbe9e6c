"""Tells whether a dictionary was written to, without looking at what is in it.

CPython up to 3.12 gives a dictionary a new number with each change (PEP 509), in the third word
after its head. Reading that word costs nothing, while comparing hundreds of names would write to
the reference count of each, and so copy most of the memory that a run shares with the fork server.
A change that was undone shows as well. Later versions keep no such number; there everything counts
as written to at each look, and has to be compared.
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_OFFSET = object.__basicsize__ + ctypes.sizeof(ctypes.c_ssize_t)
_list, _range, _len = list, range, len


class Versions:
    """The versions of some dictionaries; those of classes may be given as `vars(cls)`."""

    def __init__(self, spaces: Iterable[Mapping[str, Any]]) -> None:
        # Held, since an address is good for nothing once its dictionary is gone.
        self._held = [_dictionary(space) for space in spaces]
        self._cells = [_cell(space) for space in self._held] if KEPT else []
        self._all = _range(_len(self._held))
        self._last = [cell.value for cell in self._cells]

    def written(self) -> Sequence[int]:
        """The places of those that were written to since this was last asked."""
        if not self._cells:
            return self._all
        now = [cell.value for cell in self._cells]
        last, self._last = self._last, now
        if now == last:
            return ()
        return [place for place in self._all if now[place] != last[place]]


def _dictionary(space: Mapping[str, Any]) -> Mapping[str, Any]:
    """The dictionary itself, where a class shows only a proxy of it."""
    if isinstance(space, dict):
        return space
    (found,) = gc.get_referents(space)
    return found  # type: ignore[no-any-return]


def _cell(space: Mapping[str, Any]) -> ctypes.c_uint64:
    return ctypes.c_uint64.from_address(id(space) + _OFFSET)


def _kept() -> bool:
    """Whether this Python keeps versions, by trying."""
    ours: dict[str, int] = {"a": 1, "b": 1}
    other: dict[str, int] = {}
    cell = _cell(ours)
    seen = [cell.value]

    def note() -> None:
        seen.append(cell.value)

    ours["a"] = 2
    note()
    ours["a"] = 1
    note()
    ours["c"] = 1
    note()
    del ours["c"]
    note()
    ours.update(b=2)
    note()
    moved = _len(set(seen)) == _len(seen)
    other["a"] = 1
    note()
    return moved and seen[-1] == seen[-2] and ours["b"] == 2


KEPT = _kept()
"""Whether this Python keeps versions of dictionaries."""
