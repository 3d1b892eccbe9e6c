"""A submission: what one student (or group) handed in."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SubmittedFile:
    """One file: its path inside the submission (posix, relative, safe) and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True)
class Problem:
    """Something that could not be read or was left out, as data; feedback puts it into words.

    `code` names the kind ("not_a_zip", "too_large", "encrypted", "unreadable_notebook", ...);
    `file` says where; `detail` holds figures for the sentence. `fatal` problems leave nothing to
    grade.
    """

    code: str
    file: str | None = None
    detail: dict[str, str | int | float] = field(default_factory=dict)
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as their LMS knows them; what it does not say is None.

    `user_id` is the LMS's own number (Canvas user id, Moodle participant id), `sid` the student
    id of the institution, `login` the name that they sign in with (nbgrader id, GitHub name).
    """

    name: str | None = None
    user_id: str | None = None
    sid: str | None = None
    email: str | None = None
    login: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a submission came from, and what the way back to a gradebook needs.

    `layout` names the source ("canvas", "moodle", ..., "plain"); `people` are who handed it in
    together, usually one; `team` is the name of their group. `attempt` counts from 1 among
    `attempts`, both None where the source keeps one only. `late` is None where it does not say.
    `items` are the names of the student's files or folders in the download, as feedback has to be
    called to be taken back; `submitted_at` is the time as the source writes it.
    """

    layout: str = "plain"
    people: tuple[Person, ...] = ()
    team: str | None = None
    submission_id: str | None = None
    attempt: int | None = None
    attempts: int | None = None
    late: bool | None = None
    submitted_at: str | None = None
    items: tuple[str, ...] = ()


NOWHERE = Origin()
"""The origin of what no source tells anything of."""


@dataclass(frozen=True)
class Submission:
    """`name` is unique in a batch and safe as a file name; `student` is what the LMS or the file
    name says, as it was; `files` come in path order."""

    name: str
    student: str
    files: tuple[SubmittedFile, ...]
    problems: tuple[Problem, ...] = ()
    origin: Origin = NOWHERE
