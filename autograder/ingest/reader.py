"""Entry points: every submission of a folder, or the one at a path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from autograder.ingest.archives import archive_kind, read_zip
from autograder.ingest.collector import Collector, UnreadableError
from autograder.ingest.folders import is_folder, read_file, read_folder
from autograder.ingest.layouts import Entry, entries_of, entry_for
from autograder.ingest.limits import DEFAULT, Limits
from autograder.ingest.names import readable, safe_name, split_ending, unique_names, visible
from autograder.ingest.submission import Problem, Submission

_UNOPENED = {"rar", "7z", "gz", "bz2", "xz", "tar"}
_NEVER_ZIPPED = {"", "py", "ipynb", "md", "txt"}


def discover(root: Path, limits: Limits = DEFAULT) -> Iterator[Submission]:
    """Yield the submissions of a folder in natural order, reading each only when asked for it.

    A `root` that is a file yields that one. Content never raises: what cannot be read is a
    `Problem` of its submission.

    Raises:
        OSError: the folder is not there or cannot be listed.
    """
    if not is_folder(root) and root.is_file():
        yield load(root, limits)
        return
    entries = entries_of(root)
    names = unique_names((entry.stem, entry.ending) for entry in entries)
    for name, entry in zip(names, entries, strict=True):
        yield _read(name, entry, limits)


def load(path: Path, limits: Limits = DEFAULT) -> Submission:
    """The submission at one path: a file, a folder or a zip. Never raises; see its problems."""
    entry = entry_for(path)
    return _read(safe_name(entry.stem), entry, limits)


def _read(name: str, entry: Entry, limits: Limits) -> Submission:
    into = Collector(limits)
    for path in entry.paths:
        _read_path(path, into)
    files = into.files()
    problems = list(into.problems())
    if not files:
        # What kept us from reading is the better reason; an empty folder has no other.
        first = problems[0] if problems else Problem("empty_submission")
        problems[:1] = [replace(first, fatal=True)]
    return Submission(name, visible(entry.student) or name, files, tuple(problems))


def _read_path(path: Path, into: Collector) -> None:
    name = safe_name(readable(path.name), 200)
    if is_folder(path):
        read_folder(path, into)
        return
    zipped = path.suffix.lower() == ".zip"
    try:
        data = read_file(path, into.limits.total if zipped else into.room)
    except UnreadableError as error:
        into.refuse(name, error)
        return
    kind = archive_kind(data)
    if zipped or (kind == "zip" and split_ending(name)[1].lower() in _NEVER_ZIPPED):
        read_zip(data, into, file=name)
    elif kind in _UNOPENED:
        into.problem("unsupported_archive", name, kind=str(kind))
    else:
        into.add(name, data)
