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


@dataclass(frozen=True)
class Submission:
    """`name` is unique in a batch and safe as a file name; `student` is what the LMS or the file
    name says, as it was; `files` come in path order."""

    name: str
    student: str
    files: tuple[SubmittedFile, ...]
    problems: tuple[Problem, ...] = ()
