"""Which files of a folder belong to which student.

A layout knows how one source (an LMS, a mail box) lays out what it lets a teacher download. The
first layout of `LAYOUTS` that recognises a folder is used; the plain one recognises every folder.
To teach the grader a new source, write a class with `recognises` and `entries` and put it first.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from autograder.ingest.folders import is_folder
from autograder.ingest.names import is_junk, natural_key, readable, split_ending


@dataclass(frozen=True)
class Entry:
    """One submission to be read: its parts on disk, and whose it is.

    `stem` and `ending` make the submission's name; several `paths` are read as one folder.
    """

    stem: str
    ending: str
    student: str
    paths: tuple[Path, ...]


class Layout(Protocol):
    """How one source lays out submissions in a folder."""

    def recognises(self, root: Path, names: Sequence[str]) -> bool:
        """Whether the folder, with these names at its top level, has this layout."""
        ...

    def entries(self, root: Path, names: Sequence[str]) -> list[Entry]:
        """The submissions in the order in which they are graded."""
        ...


class Plain:
    """Each file or folder at the top level is one submission, named by its file name."""

    def recognises(self, root: Path, names: Sequence[str]) -> bool:  # noqa: ARG002
        """Every folder can be read so."""
        return True

    def entries(self, root: Path, names: Sequence[str]) -> list[Entry]:
        """One entry per name."""
        return [entry_for(root / name) for name in names]


def entry_for(path: Path) -> Entry:
    """The entry of one file or folder: a folder's name is taken whole, a file's without ending."""
    name = readable(path.name or path.absolute().name) or "submission"
    stem, ending = (name, "") if is_folder(path) else split_ending(name)
    return Entry(stem, ending, stem, (path,))


LAYOUTS: list[Layout] = [Plain()]


def entries_of(root: Path) -> list[Entry]:
    """The submissions of a folder, by the first layout that recognises it.

    Raises:
        OSError: the folder is not there or cannot be listed.
    """
    with os.scandir(root) as found:
        names = sorted((item.name for item in found if not is_junk(item.name)), key=natural_key)
    layout = next(layout for layout in LAYOUTS if layout.recognises(root, names))
    return layout.entries(root, names)
