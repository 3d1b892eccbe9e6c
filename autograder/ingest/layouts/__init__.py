"""Which files of a folder or download belong to which student.

A layout knows how one source (an LMS, a mail box) lays out what it lets a teacher download. The
first layout of `LAYOUTS` that recognises a folder is used; the plain one recognises every folder.
To teach the grader a new source, write a class with `recognises` and `entries` and put it first.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.ingest.layouts.attempts import chosen
from autograder.ingest.layouts.canvas import Canvas
from autograder.ingest.layouts.classroom import Classroom
from autograder.ingest.layouts.gradescope import Gradescope
from autograder.ingest.layouts.model import Attempts, Entry, Layout, Part, Survey
from autograder.ingest.layouts.moodle import Moodle
from autograder.ingest.layouts.nbgrader import Exchange, Nbgrader
from autograder.ingest.layouts.plain import Plain, entry_at
from autograder.ingest.names import split_ending
from autograder.ingest.places import DiskPlace, Place, open_zip, place_at

__all__ = [
    "LAYOUTS",
    "Attempts",
    "Entry",
    "Layout",
    "Part",
    "Survey",
    "entries_of",
    "entry_for",
    "survey",
]

LAYOUTS: list[Layout] = [Gradescope(), Moodle(), Canvas(), Nbgrader(), Exchange(), Classroom()]
"""Those of a particular source, the surest first; `Plain` takes whatever none of them knows."""

_SHEETS = {"csv", "tsv", "xlsx", "xls", "ods"}


def entry_for(path: Path) -> Entry:
    """The entry of one file or folder: a folder's name is taken whole, a file's without ending."""
    return entry_at(place_at(path))


def entries_of(root: Path) -> list[Entry]:
    """The submissions of a folder or download, the latest attempt of each.

    Raises:
        OSError: the folder is not there or cannot be listed.
    """
    return list(survey(root).entries)


def survey(path: Path, attempts: Attempts = "latest") -> Survey:
    """What lies at `path`: a folder of submissions, an LMS's download, or one submission.

    A folder that holds nothing but one download (a zip, or the folder that it unpacks to; the
    teacher's own tables beside it do not count) is that download.

    Raises:
        OSError: the folder is not there or cannot be listed.
    """
    place = place_at(path)
    if not place.is_folder:
        if path.is_file():
            inside = _recognised(_unzipped(place), attempts)
            return inside or Survey("plain", (entry_at(place),))
        # A link to a folder is followed where it was named by the person at the terminal.
        place = place_at(path.resolve())
    children = place.children()
    inside = _among(place, children, attempts)
    if inside is None:
        submitted = [child for child in children if not _is_sheet(child)]
        if len(submitted) == 1 and not submitted[0].is_folder:
            inside = _recognised(_unzipped(submitted[0]), attempts)
    return inside or _survey(Plain(), place, children, attempts)


def _survey(layout: Layout, place: Place, children: Sequence[Place], attempts: Attempts) -> Survey:
    found = layout.entries(place, children)
    kept = chosen(found, attempts)
    return Survey(layout.name, tuple(kept), len(found) - len(kept))


def _unzipped(place: Place) -> Place | None:
    is_zip = split_ending(place.name)[1].lower() == "zip"
    return open_zip(place.path) if is_zip and isinstance(place, DiskPlace) else None


def _recognised(place: Place | None, attempts: Attempts, depth: int = 2) -> Survey | None:
    """The submissions of a place that a particular layout knows."""
    if place is None:
        return None
    try:
        return _among(place, place.children(), attempts, depth)
    except OSError:  # what cannot be listed is a problem of the submission that it is
        return None


def _among(
    place: Place, children: Sequence[Place], attempts: Attempts, depth: int = 2
) -> Survey | None:
    """The submissions among the children of a place, or of the one folder that is all it holds."""
    for layout in LAYOUTS:
        if layout.recognises(place, children):
            return _survey(layout, place, children, attempts)
    folders = [child for child in children if not _is_sheet(child)]
    if depth and len(folders) == 1 and folders[0].is_folder:
        return _recognised(folders[0], attempts, depth - 1)
    return None


def _is_sheet(place: Place) -> bool:
    """Whether a file is a table, which teachers keep beside what students handed in."""
    return not place.is_folder and place.name.rpartition(".")[2].lower() in _SHEETS
