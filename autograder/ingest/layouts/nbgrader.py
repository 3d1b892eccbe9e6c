"""nbgrader: the folder of collected submissions, and the exchange that they are collected from.

    submitted/{student}/{assignment}/{notebook}.ipynb, timestamp.txt
    inbound/{student}+{assignment}+{time}[+{random}]/{notebook}.ipynb, timestamp.txt

(nbgrader, "The command line": `nbgrader zip_collect`, `nbgrader collect`; the naming is
`CourseDirectory.directory_structure` and the exchange's.) The exchange keeps every attempt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from autograder.ingest.layouts.model import Entry, Part
from autograder.ingest.places import Place
from autograder.ingest.submission import Origin, Person

_TIMESTAMP = "timestamp.txt"
_EXCHANGED = re.compile(
    r"(?P<student>[^+]+)\+(?P<assignment>[^+]+)\+"
    r"(?P<time>\d{4}-\d{2}-\d{2} \d{2}[:_ -]?\d{2}[:_ -]?\d{2}[^+]*)(?:\+.*)?"
)


class Nbgrader:
    """`submitted/`, or the course's folder that holds it."""

    name = "nbgrader"

    def recognises(self, root: Place, children: Sequence[Place]) -> bool:
        """Whether folders of students hold folders of assignments, as nbgrader keeps them."""
        found = [child for child in children if child.name == "submitted" and child.is_folder]
        if found:
            return any(_assignments(student) for student in found[0].children())
        students = [child for child in children if child.is_folder]
        if len(students) != len(children):
            return False
        handed_in = [item for student in students for item in _assignments(student)]
        marked = any(item.holds(_TIMESTAMP) for item in handed_in)
        return bool(handed_in) and (marked or root.name == "submitted")

    def entries(self, root: Place, children: Sequence[Place]) -> list[Entry]:  # noqa: ARG002
        """One entry for each student and assignment; its name tells which, where there are many."""
        inner = next((child for child in children if child.name == "submitted"), None)
        students = inner.children() if inner is not None and inner.is_folder else children
        found = [(student, item) for student in students for item in _assignments(student)]
        several = len({item.name for _, item in found}) > 1
        return [
            Entry(
                f"{student.name}_{item.name}" if several else student.name,
                "",
                student.name,
                tuple(_parts(item)),
                Origin(
                    layout=self.name,
                    people=(Person(login=student.name),),
                    submission_id=item.name,
                    submitted_at=_time(item),
                    items=(student.name,),
                ),
            )
            for student, item in found
        ]


class Exchange:
    """The inbound folder of the exchange, where each attempt is a folder of its own."""

    name = "nbgrader"

    def recognises(self, root: Place, children: Sequence[Place]) -> bool:  # noqa: ARG002
        """Whether every name joins a student, an assignment and a time with plus signs."""
        return bool(children) and all(
            child.is_folder and _EXCHANGED.fullmatch(child.name) for child in children
        )

    def entries(self, root: Place, children: Sequence[Place]) -> list[Entry]:  # noqa: ARG002
        """One entry for each attempt, counted by time."""
        found: dict[tuple[str, str], list[tuple[str, Place]]] = {}
        for child in children:
            match = _EXCHANGED.fullmatch(child.name)
            if match is not None:
                key = match["student"], match["assignment"]
                found.setdefault(key, []).append((match["time"], child))
        several = len({assignment for _, assignment in found}) > 1
        return [
            Entry(
                f"{student}_{assignment}" if several else student,
                "",
                student,
                tuple(_parts(place)),
                Origin(
                    layout=self.name,
                    people=(Person(login=student),),
                    submission_id=assignment,
                    attempt=number,
                    submitted_at=time,
                    items=(student,),
                ),
            )
            for (student, assignment), attempts in found.items()
            for number, (time, place) in enumerate(
                sorted(attempts, key=lambda item: item[0]), start=1
            )
        ]


def _assignments(student: Place) -> list[Place]:
    """The folders of assignments of a student; none where files lie beside them."""
    if not student.is_folder:
        return []
    try:
        children = student.children()
    except OSError:
        return []
    return [*children] if all(child.is_folder for child in children) else []


def _parts(item: Place) -> Iterator[Part]:
    """All that lies in an assignment's folder but nbgrader's own file."""
    try:
        children = item.children()
    except OSError:
        yield Part(item)
        return
    for child in children:
        if child.name != _TIMESTAMP:
            yield Part(child, child.name)


def _time(item: Place) -> str | None:
    try:
        place = next((child for child in item.children() if child.name == _TIMESTAMP), None)
    except OSError:
        return None
    data = None if place is None else place.peek(256)
    return None if data is None else data.decode("utf-8", errors="replace").strip() or None
