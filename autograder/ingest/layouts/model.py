"""What a layout is and what it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from autograder.ingest.places import Place
from autograder.ingest.submission import NOWHERE, Origin

Attempts: TypeAlias = Literal["latest", "all"]
"""Which attempts of a student are graded."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file or folder of a submission; `called` as for `Place.read`."""

    place: Place
    called: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One submission to be read: its parts, and whose it is.

    `stem` and `ending` make the submission's name; several parts are read as one folder.
    """

    stem: str
    ending: str
    student: str
    parts: tuple[Part, ...]
    origin: Origin = NOWHERE


@dataclass(frozen=True)
class Survey:
    """The submissions found at one path, and the name of the layout that they lie in.

    `earlier` counts attempts that are there too and are not graded.
    """

    layout: str
    entries: tuple[Entry, ...]
    earlier: int = 0

    @property
    def students(self) -> int:
        """How many people the submissions are of, as far as the layout tells them apart."""
        people: set[object] = set()
        for entry in self.entries:
            for who in entry.origin.people:
                # Two may bear one name.
                known = who.user_id or who.sid or who.email or who.login
                people.add(who if known else (who, entry.stem, entry.ending))
            if not entry.origin.people:
                people.add((entry.stem, entry.ending))
        return len(people)


class Layout(Protocol):
    """How one source lays out submissions in a folder."""

    @property
    def name(self) -> str:
        """What `Origin.layout` says."""
        ...

    def recognises(self, root: Place, children: Sequence[Place]) -> bool:
        """Whether the folder, with these children, has this layout."""
        ...

    def entries(self, root: Place, children: Sequence[Place]) -> list[Entry]:
        """The submissions in the order in which they are graded, every attempt by itself."""
        ...
