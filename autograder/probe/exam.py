"""Has a program that has ended sit an exam: tests come in when none of its code runs any more.

A fork of the main thread, where no other thread of the program exists, asks for tests with half of
a key exchange that is made after the fork. Each round of tests runs in a fork of that fork, which
can tell what happened and nothing else: it does not hold the descriptor of the evidence, and when
it ends the asking process, in which no test ever ran, asks again under a new key. Calls of the
student's functions run in forks of their own likewise (`calling`).
"""

from __future__ import annotations

import os
import select
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from autograder.evidence.calls import Call, Called, CalledError
from autograder.evidence.calls import decode as decode_called
from autograder.evidence.calls import encode as encode_called
from autograder.evidence.exam import (
    Exam,
    ExamError,
    FileResult,
    decode_exam,
    decode_result,
    encode,
)
from autograder.evidence.exchange import ExchangeError, Half
from autograder.evidence.schema import Examining, Returned, Tested
from autograder.probe import calling, doors, late, orders, pristine, testing
from autograder.probe.session import Session

T = TypeVar("T")

MAX_EXAM = 16 << 20
"""Bytes of one round of tests."""
_MAX_RESULT = 900 << 10
_LENGTH = struct.Struct(">I")
_POLL_MS = 20

_read, _close, _pipe, _fork = os.read, os.close, os.pipe, os.fork
_wait, _leave, _no_hang = os.waitpid, os._exit, os.WNOHANG
_frames_of_threads = sys._current_frames


def conduct(session: Session, names: dict[str, Any], given: Sequence[Exam] | None = None) -> None:
    """Let a fork of this process be examined and wait for it; `names` are the program's.

    With `given` those rounds are held and none is asked for: where there are no walls, on a
    student's own machine, nothing can be kept from the program.
    """
    kept = pristine.kept()
    pid = session.fork(_fork)
    if pid:
        try:
            _wait(pid, 0)
        except ChildProcessError:
            # The program waits for its children itself, or ignores them: then it is over.
            return
        return
    try:
        kept.restore()
        # Threads that a hook of the program's started at the fork would see what comes in.
        if len(_frames_of_threads()) == 1:
            if given is None:
                _be_examined(session, names, kept)
            else:
                _examine(session, names, kept, given)
    finally:
        _leave(0)


def _be_examined(session: Session, names: dict[str, Any], kept: pristine.Pristine) -> None:
    while True:
        half = Half()
        session.emit(Examining(half.public))
        sealed = orders.receive(MAX_EXAM)
        if not sealed:
            return
        try:
            exam = decode_exam(half.open(sealed))
        except (ExchangeError, ExamError):
            return
        del half, sealed
        _hold(exam, session, names, kept, doors.CHANNEL)


def _examine(
    session: Session, names: dict[str, Any], kept: pristine.Pristine, given: Sequence[Exam]
) -> None:
    for exam in given:
        session.emit(Examining(b""))
        _hold(exam, session, names, kept, None)


def _hold(
    exam: Exam,
    session: Session,
    names: dict[str, Any],
    kept: pristine.Pristine,
    channel: int | None,
) -> None:
    if exam.files:
        for number, result in enumerate(_sit(exam, names, kept, channel)):
            session.emit(Tested(number, result))
    if exam.calls:
        make = _apart if late.wanted(exam.calls, session) else calling.sit
        calls = make(exam.calls, names, kept.namespace(), session, channel)
        for number, called in enumerate(calls):
            session.emit(Returned(number, called))


def _apart(
    calls: tuple[Call, ...],
    names: dict[str, Any],
    builtins: dict[str, Any],
    session: Session,
    channel: int | None,
) -> Iterator[Called]:
    """Make the calls in forks of a fork that imports what they need: the program may have put
    modules of its own into the way, and nothing of it may run where the evidence is sent from."""
    reading, writing = _pipe()
    pid = _fork()
    if pid == 0:
        try:
            if channel is not None:
                _close(channel)
            _close(reading)
            late.load()
            for called in calling.sit(calls, names, builtins, session, None):
                calling.put(writing, encode_called(called))
        finally:
            _leave(0)
    _close(writing)
    yield from _told(reading, pid, len(calls), decode_called)
    _close(reading)


def _sit(
    exam: Exam, names: dict[str, Any], kept: pristine.Pristine, channel: int | None
) -> Iterator[FileResult]:
    """Run one round in a fork; yields results as they come, each of limited size."""
    reading, writing = _pipe()
    pid = _fork()
    if pid == 0:
        try:
            if channel is not None:
                _close(channel)
            _close(reading)

            def tell(result: FileResult) -> None:
                calling.put(writing, encode(result))

            testing.run(exam, names, kept.namespace(), tell)
        finally:
            _leave(0)
    _close(writing)
    yield from _told(reading, pid, len(exam.files), decode_result)
    _close(reading)


def _told(reading: int, pid: int, count: int, decode: Callable[[bytes], T]) -> Iterator[T]:
    """At most `count` results from the pipe, until the process at its other end is gone."""
    os.set_blocking(reading, False)
    poll = select.poll()
    poll.register(reading, select.POLLIN)
    buffer = b""
    gone = False
    while count:
        # Whatever a test leaves behind may hold the pipe for ever, so its end is not waited for.
        if not poll.poll(0 if gone else _POLL_MS):
            if gone:
                return
            gone = _wait(pid, _no_hang) != (0, 0)
            continue
        data = _read(reading, 1 << 16)
        if not data:
            return
        buffer += data
        while count and len(buffer) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(buffer)
            end = _LENGTH.size + length
            if length > _MAX_RESULT:
                return
            if len(buffer) < end:
                break
            body, buffer = buffer[_LENGTH.size : end], buffer[end:]
            try:
                result = decode(body)
            except (ExamError, CalledError):
                return
            yield result
            count -= 1
