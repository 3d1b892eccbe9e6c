"""Canvas: "Download Submissions" of an assignment, and of the file questions of a quiz.

The names are those that Canvas itself writes (canvas-lms, `lib/content_zipper.rb` and
`app/models/quizzes/quiz_submission_zipper.rb`):

    {sortable name}[_LATE]_{user id}_{attachment id}_{file}      linana_LATE_1234_567_hw.ipynb
    {sortable name}[_LATE]_{user id}_text.html, ..._link.html    a text entry, a web address
    [LATE_]anon_{anonymous id}_{attachment id}_{file}            anonymous grading
    {name}{user id}_question_{question}_{attachment id}_{file}   classic quizzes

The name is in lower case and keeps only letters, digits and underscores, of any script.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.ingest.layouts.attempts import copy_number, in_rounds
from autograder.ingest.layouts.model import Entry, Part
from autograder.ingest.layouts.plain import entry_at
from autograder.ingest.names import split_ending
from autograder.ingest.places import Place
from autograder.ingest.submission import Origin, Person

_NAME = re.compile(
    r"(?:(?P<who>\w+?)_)??(?:(?P<late>LATE)_)?(?P<user>[1-9]\d*|anon_[^\W_]+)_"
    r"(?:(?P<attachment>[1-9]\d*)_(?P<file>.+)|(?P<kind>text|link)(?:-\d+)?\.html)",
    re.DOTALL,
)
_QUESTION = re.compile(
    r"(?P<who>(?:[\w-]*[^\W\d]|[\w-]*[-_])?)(?P<user>\d+)_question_(?P<question>\d+)_"
    r"(?P<attachment>[1-9]\d*)_(?P<file>.+)",
    re.DOTALL,
)
_DATE = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$")


@dataclass(frozen=True)
class CanvasName:
    """What the name of a downloaded file says; `file` is what the student called it."""

    who: str
    user: str
    late: bool
    attachment: str | None
    file: str
    question: str | None = None

    @property
    def named(self) -> str:
        """The file's name, apart from those of other questions."""
        return f"question_{self.question} {self.file}" if self.question else self.file


def parse(name: str) -> CanvasName | None:
    """What Canvas put into a file's name, or None where it is none of Canvas's."""
    match = _QUESTION.fullmatch(name)
    if match is not None:
        return CanvasName(
            match["who"].strip("_-"),
            match["user"],
            late=False,
            attachment=match["attachment"],
            file=match["file"],
            question=match["question"],
        )
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    who = match["who"] or ""
    anonymous = match["user"].startswith("anon_")
    if not anonymous and (not who or who != who.lower()):
        return None
    file = match["file"] or f"{match['kind']}.html"
    return CanvasName(who, match["user"], bool(match["late"]), match["attachment"], file)


class Canvas:
    """A folder of files, each with the ids of its student and of the upload in its name."""

    name = "canvas"

    def recognises(self, root: Place, children: Sequence[Place]) -> bool:  # noqa: ARG002
        """Whether most names are Canvas's, and the ids of the uploads can be such."""
        found = [parsed for child in children if (parsed := parse(child.name)) is not None]
        uploads = [parsed.attachment for parsed in found if parsed.attachment is not None]
        if not found or 2 * len(found) <= len(children):
            return False
        if not uploads:
            return True
        # "张三_2023012345_1_作业.py" is a habit of students; an upload has a number of its own.
        distinct = len(set(uploads)) == len(uploads)
        return distinct and not all(len(item) < 2 or _DATE.match(item) for item in uploads)

    def entries(self, root: Place, children: Sequence[Place]) -> list[Entry]:  # noqa: ARG002
        """One entry for each attempt of each user; what bears no name of Canvas's stands alone."""
        users: dict[str, list[tuple[CanvasName, Place]]] = {}
        others: list[Entry] = []
        for child in children:
            parsed = parse(child.name)
            if parsed is None:
                if child.is_folder or split_ending(child.name)[1]:
                    others.append(entry_at(child))
            else:
                users.setdefault(parsed.user, []).append((parsed, child))
        return [entry for files in users.values() for entry in _attempts(files)] + others


def _attempts(files: list[tuple[CanvasName, Place]]) -> list[Entry]:
    by_age = sorted(files, key=lambda item: int(item[0].attachment or 0))
    found = in_rounds([(parsed.named, (parsed, place)) for parsed, place in by_age])
    return [_entry(attempt, number) for number, attempt in enumerate(found, start=1)]


def _entry(files: list[tuple[CanvasName, Place]], attempt: int) -> Entry:
    first = max((parsed for parsed, _ in files), key=lambda parsed: int(parsed.attachment or 0))
    anonymous = first.user.startswith("anon_")
    who = first.who or first.user
    origin = Origin(
        layout="canvas",
        people=(Person(name=None if anonymous else who, user_id=first.user),),
        attempt=attempt,
        late=any(parsed.late for parsed, _ in files),
        items=tuple(place.name for _, place in files),
    )
    stem = first.user if anonymous else f"{who}_{first.user}"
    return Entry(stem, "", who, tuple(_parts(files)), origin)


def _parts(files: list[tuple[CanvasName, Place]]) -> Iterator[Part]:
    """The files under the names that the student gave them.

    A module that was handed in again is "helper-1.py" to Canvas, which no program can import, so
    the number goes where that leaves the names apart.
    """
    named = [parsed.named for parsed, _ in files]
    bare = [_without_number(name) for name in named]
    taken = Counter(name.casefold() for name in [*named, *set(bare) - set(named)])
    again = Counter(name.casefold() for name in bare)
    for (parsed, place), name, short in zip(files, named, bare, strict=True):
        if len(files) == 1 and (place.is_folder or parsed.file.lower().endswith(".zip")):
            yield Part(place)
        elif again[short.casefold()] == taken[short.casefold()] == 1:
            yield Part(place, short)
        else:
            yield Part(place, name)


def _without_number(name: str) -> str:
    stem, ending = split_ending(name)
    return f"{copy_number(stem)[0]}.{ending}" if ending.lower() == "py" else name
