"""Which line of the student's code is running: the innermost student frame of a stack."""

from __future__ import annotations

import sys
from itertools import islice
from types import CodeType, FrameType

from autograder.evidence.schema import Site

NOWHERE = Site(unit=-1, line=0)
"""The site of what no student frame asked for."""

_CALLERS, _FRAMES = 4, 64
"""How many student frames, and frames at all, tell one way to a place from another."""


class Sites:
    """Maps the file names that student code was compiled under to units.

    `register` is called by the runner before it executes a unit (and for every module file of the
    student's in the work folder); `find` walks outwards from a frame to the first student frame.
    """

    def __init__(self) -> None:
        self._units: dict[str, tuple[int, int]] = {}
        # By the number of the code, since comparing codes takes long; it is held so that no other
        # gets its number.
        self._known: dict[tuple[int, int], tuple[CodeType, Site]] = {}

    def register(self, filename: str, unit: int, offset: int = 0) -> None:
        """Code compiled under `filename` belongs to `unit`; `offset` is added to its lines."""
        self._units[filename] = (unit, offset)

    def knows(self, filename: str) -> bool:
        """Whether `filename` is student code."""
        return filename in self._units

    def find(self, frame: FrameType | None) -> Site:
        """The site of the innermost student frame at or outside `frame`, or `NOWHERE`."""
        while frame is not None:
            code = frame.f_code
            entry = self._known.get((id(code), frame.f_lasti))
            if entry is not None:
                return entry[1]
            known = self._units.get(code.co_filename)
            if known is not None:
                return self._site(code, frame.f_lasti, frame.f_lineno, known)
            frame = frame.f_back
        return NOWHERE

    def at(self, code: CodeType, lasti: int, line: int) -> Site | None:
        """The site of one traceback entry, or None when it is not student code."""
        known = self._units.get(code.co_filename)
        return None if known is None else self._site(code, lasti, line, known)

    def at_top(self, frame: FrameType) -> bool:
        """Whether a frame runs top-level code of the student's, which nothing calls."""
        return frame.f_code.co_name == "<module>" and frame.f_code.co_filename in self._units

    def stack(self, frame: FrameType | None) -> tuple[tuple[int, int], ...]:
        """Where the innermost student frames are, as the numbers of their codes and offsets: which
        way led here, for as long as these codes run."""
        found: list[tuple[int, int]] = []
        for _ in range(_FRAMES):
            if frame is None or len(found) == _CALLERS:
                break
            code = frame.f_code
            if code.co_filename in self._units:
                found.append((id(code), frame.f_lasti))
                if code.co_name == "<module>":
                    break
            frame = frame.f_back
        return tuple(found)

    def _site(self, code: CodeType, lasti: int, line: int, known: tuple[int, int]) -> Site:
        key = (id(code), lasti)
        entry = self._known.get(key)
        if entry is not None:
            return entry[1]
        unit, offset = known
        place = (line or 0, -1)
        if sys.version_info >= (3, 11):
            position = next(islice(code.co_positions(), lasti // 2, None), None)
            if position is not None and position[0] is not None:
                column = position[2]
                place = (position[0], -1 if column is None else column)
        function = "" if code.co_name == "<module>" or "<cell" in code.co_name else code.co_name
        site = Site(unit, place[0] + offset, place[1], function)
        self._known[key] = (code, site)
        return site
