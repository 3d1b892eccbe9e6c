"""GitHub Classroom: the repositories of one assignment, as `gh classroom clone` leaves them.

    {assignment}-submissions/{assignment}-{GitHub name or team}/.git, ...

What git keeps in `.git` is no part of a submission.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.ingest.layouts.model import Entry, Part
from autograder.ingest.places import Place
from autograder.ingest.submission import Origin, Person

_SUFFIX = "-submissions"


class Classroom:
    """A folder of repositories whose names all begin with that of the assignment."""

    name = "github_classroom"

    def recognises(self, root: Place, children: Sequence[Place]) -> bool:
        """Whether folders share a beginning, and all are repositories or the root says so."""
        if not children or not all(child.is_folder for child in children):
            return False
        if not _prefix(root, children):
            return False
        return all(child.holds(".git") for child in children) or root.name.endswith(_SUFFIX)

    def entries(self, root: Place, children: Sequence[Place]) -> list[Entry]:
        """One entry for each repository, named by what follows the assignment's name."""
        prefix = _prefix(root, children)
        found = []
        for child in children:
            login = child.name[len(prefix) :]
            origin = Origin(
                layout=self.name,
                people=(Person(login=login),),
                submission_id=prefix.rstrip("-"),
                items=(child.name,),
            )
            found.append(Entry(login, "", login, (Part(child),), origin))
        return found


def _prefix(root: Place, children: Sequence[Place]) -> str:
    """The name of the assignment with its hyphen, empty where the names share none."""
    names = [child.name for child in children]
    told = root.name.removesuffix(_SUFFIX) + "-"
    if root.name.endswith(_SUFFIX) and all(
        name.startswith(told) and len(name) > len(told) for name in names
    ):
        return told
    if len(names) < 2:
        return ""
    # Names after it may begin alike too ("hw1-ann-lee", "hw1-ann-li"), which only the root tells.
    first, last = min(names), max(names)
    pairs = enumerate(zip(first, last, strict=False))
    length = next((at for at, (one, other) in pairs if one != other), len(first))
    return first[: first.rfind("-", 0, length) + 1]
