"""Which line of the student's code is running: the innermost student frame of a stack."""

from __future__ import annotations

import sys
from itertools import islice
from types import CodeType, FrameType

from autograder.evidence.schema import Site

NOWHERE = Site(unit=-1, line=0)
"""The site of what no student frame asked for."""


class Sites:
    """Maps the file names that student code was compiled under to units.

    `register` is called by the runner before it executes a unit (and for every module file of the
    student's in the work folder); `find` walks outwards from a frame to the first student frame.
    """

    def __init__(self) -> None:
        self._units: dict[str, tuple[int, int]] = {}
        self._columns: dict[tuple[CodeType, int], tuple[int, int]] = {}

    def register(self, filename: str, unit: int, offset: int = 0) -> None:
        """Code compiled under `filename` belongs to `unit`; `offset` is added to its lines."""
        self._units[filename] = (unit, offset)

    def knows(self, filename: str) -> bool:
        """Whether `filename` is student code."""
        return filename in self._units

    def find(self, frame: FrameType | None) -> Site:
        """The site of the innermost student frame at or outside `frame`, or `NOWHERE`."""
        while frame is not None:
            known = self._units.get(frame.f_code.co_filename)
            if known is not None:
                return self._site(frame.f_code, frame.f_lasti, frame.f_lineno, known)
            frame = frame.f_back
        return NOWHERE

    def at(self, code: CodeType, lasti: int, line: int) -> Site | None:
        """The site of one traceback entry, or None when it is not student code."""
        known = self._units.get(code.co_filename)
        return None if known is None else self._site(code, lasti, line, known)

    def _site(self, code: CodeType, lasti: int, line: int, known: tuple[int, int]) -> Site:
        unit, offset = known
        key = (code, lasti)
        place = self._columns.get(key)
        if place is None:
            place = (line or 0, -1)
            if sys.version_info >= (3, 11):
                position = next(islice(code.co_positions(), lasti // 2, None), None)
                if position is not None and position[0] is not None:
                    column = position[2]
                    place = (position[0], -1 if column is None else column)
            self._columns[key] = place
        function = "" if code.co_name == "<module>" or "<cell" in code.co_name else code.co_name
        return Site(unit, place[0] + offset, place[1], function)
