"""Moodle: "Download all submissions" of an assignment, in folders or flat.

The names are those that Moodle itself writes (moodle, `mod/assign/classes/downloader.php`;
`mod/assign/feedback/file/importziplib.php` reads them back):

    {full name}_{participant id}_assignsubmission_file[_]/{path}          in folders
    {full name}_{participant id}_assignsubmission_file_{file}             flat
    {full name}_{participant id}_assignsubmission_onlinetext[_]/onlinetext.html

The trailing underscore is of versions before 4.1. Underscores within names are spaces. With
anonymous submissions the name is "Participant" in the language of the site; with group
submissions the name of the group comes first, "Group 3-Li Na".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.ingest.layouts.model import Entry, Part
from autograder.ingest.layouts.plain import entry_at
from autograder.ingest.names import split_ending
from autograder.ingest.places import Place
from autograder.ingest.submission import Origin, Person

_NAME = re.compile(
    r"(?P<who>.*?)_(?P<id>\d+)_(?P<plugin>assignsubmission_[a-z]+)(?:_(?P<file>.*))?", re.DOTALL
)

PARTICIPANT = {
    *("participant", "参与者", "參與者", "学员", "teilnehmer/in", "teilnehmer in", "participante"),
    *("deelnemer", "partecipante", "deltagare", "deltaker", "deltager", "участник", "uczestnik"),
}
"""The word for a person whose name is hidden, in lower case (Moodle's string `participant`)."""


@dataclass(frozen=True)
class MoodleName:
    """What a name says; `file` is empty where the name is that of a folder."""

    who: str
    participant: str
    plugin: str
    file: str

    @property
    def anonymous(self) -> bool:
        """Whether the name is hidden from the marker."""
        return self.who.rpartition("-")[2].strip().casefold() in PARTICIPANT


def parse(name: str) -> MoodleName | None:
    """What Moodle put into the name of a file or folder, or None where it is none of Moodle's."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    return MoodleName(match["who"], match["id"], match["plugin"], match["file"] or "")


class Moodle:
    """A folder of files or folders, each with the id of its participant in its name."""

    name = "moodle"

    def recognises(self, root: Place, children: Sequence[Place]) -> bool:  # noqa: ARG002
        """Whether any name is Moodle's; nobody else has "_assignsubmission_" in one."""
        return any(parse(child.name) is not None for child in children)

    def entries(self, root: Place, children: Sequence[Place]) -> list[Entry]:  # noqa: ARG002
        """One entry for each participant; what bears no name of Moodle's stands alone."""
        found: dict[str, list[tuple[MoodleName, Place]]] = {}
        others: list[Entry] = []
        for child in children:
            parsed = parse(child.name)
            if parsed is None:
                if child.is_folder or split_ending(child.name)[1]:
                    others.append(entry_at(child))
            else:
                found.setdefault(parsed.participant, []).append((parsed, child))
        teams = _teams([files[0][0] for files in found.values()])
        return [_entry(files, teams) for files in found.values()] + others


def _teams(names: Sequence[MoodleName]) -> set[str]:
    """The groups that names begin with: all names have one, and somewhere two share it.

    A lone "Jean-Luc Picard" has a hyphen too, which is why one name alone says nothing.
    """
    heads = [name.who.partition("-")[0] for name in names if "-" in name.who]
    shared = any(count > 1 for count in Counter(heads).values())
    return set(heads) if shared and len(heads) == len(names) else set()


def _entry(files: list[tuple[MoodleName, Place]], teams: set[str]) -> Entry:
    first = files[0][0]
    head, hyphen, rest = first.who.partition("-")
    team, who = (head, rest) if hyphen and head in teams else (None, first.who)
    student = f"{who} {first.participant}" if first.anonymous else who
    parts = tuple(Part(place, _called(parsed, files)) for parsed, place in files)
    origin = Origin(
        layout="moodle",
        people=(Person(None if first.anonymous else who, user_id=first.participant),),
        team=team,
        items=tuple(place.name for _, place in files),
    )
    return Entry(f"{first.who}_{first.participant}", "", student.strip(), parts, origin)


def _called(parsed: MoodleName, files: list[tuple[MoodleName, Place]]) -> str:
    if not parsed.file:
        # A folder of files opens at the top; that of another plugin must not hide among them.
        return "" if parsed.plugin.endswith("_file") or len(files) == 1 else parsed.plugin[17:]
    alone = len(files) == 1 and parsed.file.lower().endswith(".zip")
    return "" if alone else parsed.file
