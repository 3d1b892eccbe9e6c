"""The submissions of a batch that wait for their turn, on disk rather than in memory.

Of a class of 10,000 the list alone takes as many kilobytes in memory, that of a download as a zip
several times as much. It waits in an unnamed temporary file instead, which only this process sees;
a small class never leaves memory.
"""

from __future__ import annotations

import io
import pickle
import tempfile
import zipfile
from array import array
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from autograder.ingest.layouts import Entry

IN_MEMORY = 1 << 18
"""Bytes from which on the list goes to disk."""


class Awaited(NamedTuple):
    """A submission to be read: its name in the batch, that at its own path, and its files."""

    name: str
    label: str
    entry: Entry


class Waiting:
    """A list of submissions to be read, as long as one likes; yields them in the order of adding.

    Zips that entries lie in stay open, but without their own lists of members: each entry keeps
    those that it needs.
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - as long as the list
        self._ends = array("Q", [0])
        self._archives: list[zipfile.ZipFile] = []
        self._known: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, awaited: Awaited) -> None:
        """Put one more at the end of the list.

        Raises:
            OSError: there is no room for temporary files.
        """
        packed = io.BytesIO()
        _Pickler(packed, self._number).dump(tuple(awaited))
        self._file.seek(self._ends[-1])
        self._ends.append(self._ends[-1] + self._file.write(packed.getvalue()))

    def close_lists(self) -> None:
        """Forget the archives' own lists of members, once all entries are added."""
        for archive in self._archives:
            archive.filelist.clear()
            archive.NameToInfo.clear()

    def __iter__(self) -> Iterator[Awaited]:
        for at in range(len(self)):
            yield self._load(at)

    def _load(self, at: int) -> Awaited:
        start, end = self._ends[at], self._ends[at + 1]
        self._file.seek(start)
        packed = io.BytesIO(self._file.read(end - start))
        return Awaited(*_Unpickler(packed, self._archives).load())

    def _number(self, archive: zipfile.ZipFile) -> int:
        if id(archive) not in self._known:
            self._known[id(archive)] = len(self._archives)
            self._archives.append(archive)
        return self._known[id(archive)]


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, number: Callable[[zipfile.ZipFile], int]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._number = number

    def persistent_id(self, obj: Any) -> int | None:
        return self._number(obj) if isinstance(obj, zipfile.ZipFile) else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, archives: list[zipfile.ZipFile]) -> None:
        super().__init__(file)
        self._archives = archives

    def persistent_load(self, pid: int) -> zipfile.ZipFile:
        return self._archives[pid]
