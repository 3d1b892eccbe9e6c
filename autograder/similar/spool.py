"""A heap of numbers that is too large for memory, dealt out so that a part at a time is not.

As in a hash join that spills to disk (Kitsuregawa et al., "Application of hash to data base
machine and its architecture", 1983): whatever shares a key lies on one shelf, and shelves are
looked at one by one.
"""

from __future__ import annotations

import tempfile
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

SHELVES = 256
"""Parts that a heap is dealt out to."""

BLOCK = 1 << 13
"""Numbers that wait in memory before they are written."""

_IN_MEMORY = 1 << 18
"""Bytes from which on a heap goes to disk."""


class Spool:
    """Pairs of 32-bit numbers (key, value) in an unnamed temporary file, as a context manager."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed by __exit__
        self._block = np.empty(BLOCK, np.uint64)
        self._used = 0
        self._starts: list[NDArray[np.int64]] = []
        """For each block that is written, where its part of each shelf begins, and its end."""

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, keys: NDArray[np.uint32], values: NDArray[np.uint32] | int) -> None:
        """Take pairs in, in any order.

        Raises:
            OSError: there is no room for temporary files.
        """
        for start in range(0, len(keys), BLOCK):
            part = keys[start : start + BLOCK]
            value = values if isinstance(values, int) else values[start : start + BLOCK]
            if self._used + len(part) > BLOCK:
                self._write()
            place = self._block[self._used : self._used + len(part)]
            place[:] = part
            place <<= np.uint64(32)
            place |= np.asarray(value, np.uint64)
            self._used += len(part)

    def shelf(self, number: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """Keys and values of one of the `SHELVES` shelves, in the order of both; all pairs of a key
        lie on the same shelf."""
        self._write()
        parts = []
        for starts in self._starts:
            self._file.seek(int(starts[number]))
            parts.append(self._file.read(int(starts[number + 1] - starts[number])))
        pairs = np.sort(np.frombuffer(b"".join(parts), np.uint64))
        return (pairs >> np.uint64(32)).astype(np.uint32), pairs.astype(np.uint32)

    def _write(self) -> None:
        if not self._used:
            return
        block = self._block[: self._used]
        shelves = (block >> np.uint64(32)).astype(np.uint32) % SHELVES
        order = np.argsort(shelves, kind="stable")
        starts = np.searchsorted(shelves[order], np.arange(SHELVES + 1)) * block.itemsize
        end = int(self._starts[-1][-1]) if self._starts else 0
        self._file.seek(end)
        self._file.write(block[order].tobytes())
        self._starts.append(starts + end)
        self._used = 0
