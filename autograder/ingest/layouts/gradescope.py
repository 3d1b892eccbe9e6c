"""Gradescope: "Export Submissions" of an assignment.

    assignment_{n}_export/
        submission_metadata.yml
        submission_{id}/...            or submission_{id}.pdf

The metadata maps each of these names to who handed it in, with the keys of Ruby symbols:
`:submitters:` (a list with `:name:`, `:sid:`, `:email:`), `:created_at:`, `:score:`, `:history:`.
Only the active submission of each student is in the export.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from autograder.ingest.layouts.model import Entry, Part
from autograder.ingest.layouts.plain import entry_at
from autograder.ingest.names import visible
from autograder.ingest.places import Place
from autograder.ingest.submission import Origin, Person

METADATA = "submission_metadata.yml"
_MAX_METADATA = 128 << 20
_MAX_PEOPLE = 100


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The safe loader, to which an object of Ruby's is the plain data that it is written as."""


def _plain(loader: Any, suffix: str, node: yaml.Node) -> Any:  # noqa: ARG001
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node)


_Loader.add_multi_constructor("!", _plain)
_Loader.add_multi_constructor("tag:", _plain)
# Numbers and dates stay as they are written: 0012345 is a student's id and no octal number.
_Loader.yaml_implicit_resolvers = {}


class Gradescope:
    """A folder with the metadata file, and a file or folder for each submission."""

    name = "gradescope"

    def recognises(self, root: Place, children: Sequence[Place]) -> bool:  # noqa: ARG002
        """Whether the metadata file is there, with something beside it."""
        return len(children) > 1 and any(child.name == METADATA for child in children)

    def entries(self, root: Place, children: Sequence[Place]) -> list[Entry]:  # noqa: ARG002
        """One entry for each submission; one that the metadata does not know keeps its name."""
        known = _metadata(next(child for child in children if child.name == METADATA))
        return [
            _entry(child, known.get(child.name)) for child in children if child.name != METADATA
        ]


def _metadata(place: Place) -> dict[str, Any]:
    """The metadata by submission; empty where it cannot be read."""
    data = place.peek(_MAX_METADATA)
    if data is None:
        return {}
    try:
        found = yaml.load(data.decode("utf-8-sig", errors="replace"), Loader=_Loader)  # noqa: S506
    except (yaml.YAMLError, RecursionError, ValueError, TypeError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key).lstrip(":"): value for key, value in found.items()}


def _entry(place: Place, about: Any) -> Entry:
    plain = entry_at(place)
    people = tuple(_people(about))
    names = [person.name or person.sid or person.email or "" for person in people]
    student = ", ".join(filter(None, names))
    number = plain.stem.removeprefix("submission_")
    origin = Origin(
        layout="gradescope",
        people=people,
        submission_id=number if number.isdigit() else plain.stem,
        late=_late(about),
        submitted_at=_text(about, "created_at"),
        items=(place.name,),
    )
    stem = f"{student}_{people[0].sid or number}" if student else plain.stem
    return Entry(stem, "", student or plain.student, (Part(place),), origin)


def _people(about: Any) -> list[Person]:
    found = _value(about, "submitters")
    if not isinstance(found, list):
        return []
    return [
        Person(name=_text(item, "name"), sid=_text(item, "sid"), email=_text(item, "email"))
        for item in found[:_MAX_PEOPLE]
        if isinstance(item, dict)
    ]


def _late(about: Any) -> bool | None:
    lateness = _text(about, "lateness") or _text(about, "late")
    if lateness is None:
        return None
    return lateness.strip("0:. ").casefold() not in ("", "false", "no")


def _value(about: Any, key: str) -> Any:
    if not isinstance(about, dict):
        return None
    return about.get(f":{key}", about.get(key))


def _text(about: Any, key: str) -> str | None:
    value = _value(about, key)
    text = visible(value).strip() if isinstance(value, str) else ""
    # Without resolvers an empty value and a null are the strings that they are written as.
    return None if text in ("", "~", "null") else text
