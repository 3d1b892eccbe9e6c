"""Several attempts of one student: which count, and how their copies of a file are told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from autograder.ingest.layouts.model import Attempts, Entry
from autograder.ingest.names import split_ending

_Item = TypeVar("_Item")
_COPY = re.compile(r"(?:-(\d{1,3})| ?[(（](\d{1,3})[)）])$")


def chosen(entries: Sequence[Entry], attempts: Attempts) -> list[Entry]:
    """The entries that are graded: the last attempt of each student, or all.

    Each knows how many there were. Where all are wanted, their names end in "-attempt2".
    """
    kept: list[Entry] = []
    latest: dict[object, int] = {}
    for entry in entries:
        key = _whose(entry)
        latest[key] = max(latest.get(key, 0), entry.origin.attempt or 1)
    for entry in entries:
        total, attempt = latest[_whose(entry)], entry.origin.attempt
        if attempt is None:
            kept.append(entry)
        elif attempts == "all" and total > 1:
            kept.append(_counted(replace(entry, stem=f"{entry.stem}-attempt{attempt}"), total))
        elif attempt == total:
            kept.append(_counted(entry, total))
    return kept


def _whose(entry: Entry) -> object:
    return (entry.origin.people, entry.origin.team, entry.stem)


def _counted(entry: Entry, total: int) -> Entry:
    return replace(entry, origin=replace(entry.origin, attempts=total))


def copy_number(stem: str) -> tuple[str, int]:
    """A file's stem without the number that its copy was given, and that number, else 0.

    Canvas writes "hw-1" when a file of the same name is handed in again, browsers "hw (1)".
    """
    match = _COPY.search(stem)
    if match is None or match.start() == 0:
        return stem, 0
    return stem[: match.start()], int(match.group(1) or match.group(2))


def in_rounds(files: Sequence[tuple[str, _Item]]) -> list[list[_Item]]:
    """The files of each attempt, the first attempt first; `files` are names with what they name.

    Only a chain that begins with the bare name is one of attempts ("hw", "hw-1"): where it is
    missing, "lab-1" and "lab-2" are two parts of one. What was not handed in anew belongs to the
    later attempts too. Of two files with one name the later in `files` counts.
    """
    known = {name.casefold() for name, _ in files}
    placed: list[tuple[int, str, _Item]] = []
    for name, item in files:
        stem, ending = split_ending(name)
        bare, number = copy_number(stem)
        first = f"{bare}.{ending}" if ending else bare
        again = number > 0 and first.casefold() in known
        placed.append((number if again else 0, (first if again else name).casefold(), item))
    found = []
    for last in sorted({number for number, _, _ in placed}):
        newest: dict[str, tuple[int, _Item]] = {}
        for number, chain, item in placed:
            if number <= last and newest.get(chain, (0,))[0] <= number:
                newest[chain] = number, item
        found.append([item for _, item in newest.values()])
    return found
