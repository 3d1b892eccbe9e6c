"""Entry points: every submission of a folder or download, or the one at a path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from autograder.ingest.collector import Collector
from autograder.ingest.layouts import Attempts, Entry, Survey, entry_for, survey
from autograder.ingest.limits import DEFAULT, Limits
from autograder.ingest.names import safe_name, unique_names, visible
from autograder.ingest.submission import Problem, Submission


def discover(
    root: Path, limits: Limits = DEFAULT, attempts: Attempts = "latest"
) -> Iterator[Submission]:
    """Yield the submissions of a folder or of an LMS's download in natural order.

    Each is read only when it is asked for. A `root` that is any other file yields that one.
    Content never raises: what cannot be read is a `Problem` of its submission.

    Raises:
        OSError: the folder is not there or cannot be listed.
    """
    for name, entry in labelled(survey(root, attempts)):
        yield read(name, entry, limits)


def labelled(found: Survey) -> Iterator[tuple[str, Entry]]:
    """What a survey found, under names that are unique among them."""
    names = unique_names((entry.stem, entry.ending) for entry in found.entries)
    return zip(names, found.entries, strict=True)


def load(path: Path, limits: Limits = DEFAULT) -> Submission:
    """The submission at one path: a file, a folder or a zip. Never raises; see its problems."""
    entry = entry_for(path)
    return read(safe_name(entry.stem), entry, limits)


def read(name: str, entry: Entry, limits: Limits = DEFAULT) -> Submission:
    """Read what a survey found at one place, under this name. Never raises; see its problems."""
    into = Collector(limits)
    for part in entry.parts:
        part.place.read(into, part.called)
    files = into.files()
    problems = list(into.problems())
    if not files:
        # What kept us from reading is the better reason; an empty folder has no other.
        first = problems[0] if problems else Problem("empty_submission")
        problems[:1] = [replace(first, fatal=True)]
    return Submission(name, visible(entry.student) or name, files, tuple(problems), entry.origin)
