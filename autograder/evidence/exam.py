"""Tests on their way into a fork of a submission, and what comes back.

What is expected of a doctest never goes in: the fork sends what was shown, and the supervisor
compares. Of a function that raises only the name of the exception and its message come back, and
of hidden cases nothing but whether they passed is ever looked at.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from autograder.evidence.calls import Call

TEXT_CAP = 8_000
"""Characters of one text that comes back."""


class Doctests(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """A file in the OK format: for each case the source of each of its examples."""

    name: str
    cases: tuple[tuple[str, ...], ...]


class Functions(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """A file in the exception format, as its source."""

    name: str
    path: str
    source: str


TestFile: TypeAlias = Doctests | Functions


class Exam(msgspec.Struct, frozen=True, array_like=True):
    """Files to run in this order in one process.

    With `describe` functions are not called but told of. Only with `tell` does anything but whether
    a function passed come back: the line that raised, and what. `calls` are made after the files,
    each in a process of its own.
    """

    files: tuple[TestFile, ...]
    describe: bool = False
    tell: bool = False
    calls: tuple[Call, ...] = ()


class Shown(msgspec.Struct, frozen=True, array_like=True):
    """What one example printed, and the last line of its exception (empty: none)."""

    printed: str
    error: str = ""


class Described(msgspec.Struct, frozen=True, array_like=True):
    """What a function's decorator says, and where the function stands in the file."""

    name: str
    hidden: bool
    points: int | float | None
    success: str | None
    failure: str | None
    function: str
    line: int


class CaseResult(msgspec.Struct, frozen=True, array_like=True):
    """One case: `passed` for functions, with `message` where not; `shown` for doctests."""

    passed: bool
    message: str = ""
    shown: tuple[Shown, ...] = ()


class FileResult(msgspec.Struct, frozen=True, array_like=True):
    """One file; `error` says why it could not be loaded. The last four are for `describe`."""

    cases: tuple[CaseResult, ...] = ()
    error: str = ""
    name: str = ""
    points: int | float | list[int | float | None] | None = None
    all_or_nothing: bool = False
    described: tuple[Described, ...] = ()


encode = msgspec.msgpack.Encoder().encode
"""An exam or a result as it travels."""

_exams = msgspec.msgpack.Decoder(Exam)
_results = msgspec.msgpack.Decoder(FileResult)


class ExamError(Exception):
    """What arrived is no exam and no result."""


def decode_exam(data: bytes) -> Exam:
    """An exam.

    Raises:
        ExamError: it is none.
    """
    try:
        return _exams.decode(data)
    except msgspec.DecodeError as error:
        raise ExamError(str(error)) from None


def decode_result(data: bytes) -> FileResult:
    """The result of one file.

    Raises:
        ExamError: it is none.
    """
    try:
        return _results.decode(data)
    except msgspec.DecodeError as error:
        raise ExamError(str(error)) from None
