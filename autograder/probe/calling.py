"""Makes the calls of an exam, each in a fork of its own that may be killed.

The asking process waits, looks at the clock and takes in what comes back; it runs nothing of the
program's. A fork does not hold the descriptor of the evidence, and whatever it does to itself
(exit, hang, eat memory, replace torch) ends with it.
"""

from __future__ import annotations

import gc
import os
import resource
import select
import signal
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from autograder.evidence.calls import Call, Called, CalledError, decode, encode
from autograder.probe import harness
from autograder.probe.clocks import Clock
from autograder.probe.session import EXIT_OUTPUT, Session

MAX_RESULT = 900 << 10
"""Bytes of one result."""
LOADING_S = 10.0
"""Seconds for what comes before a call: the teacher's own imports."""

_LENGTH = struct.Struct(">I")
_POLL_MS = 20
_read, _write, _close, _pipe, _fork = os.read, os.write, os.close, os.pipe, os.fork
_wait, _leave, _no_hang, _kill, _kill_group = os.waitpid, os._exit, os.WNOHANG, os.kill, os.killpg
_set_group, _now = os.setpgid, time.monotonic
_get_limit, _set_limit = resource.getrlimit, resource.setrlimit
_open, _used = open, time.process_time
_page = os.sysconf("SC_PAGE_SIZE")


def sit(
    calls: tuple[Call, ...],
    names: dict[str, Any],
    builtins: dict[str, Any],
    session: Session,
    channel: int | None,
) -> Iterator[Called]:
    """Make calls in order and yield what came of each.

    Args:
        calls: in order; once one is too slow or takes too much memory, others of its group are
            skipped.
        names: the program's global names.
        builtins: those that the teacher's code sees.
        session: knows where the student's code is.
        channel: the descriptor of the evidence, which the forks give up.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    # Else collections in the forks would go through, and so copy, all that they share.
    gc.freeze()
    given_up: set[int] = set()
    for call in calls:
        if call.group in given_up:
            yield Called("skipped")
            continue
        called = _made(call, names, builtins, session, channel)
        if called.how in {"too_slow", "memory", "output"}:
            given_up.add(call.group)
        yield called


def _made(
    call: Call,
    names: dict[str, Any],
    builtins: dict[str, Any],
    session: Session,
    channel: int | None,
) -> Called:
    reading, writing = _pipe()
    try:
        pid = _fork()
    except OSError as error:
        # Processes that earlier calls left have used up those allowed.
        _close(reading)
        _close(writing)
        return Called("broken", detail=f"no process could be started: {error.strerror}")
    if pid == 0:
        try:
            if channel is not None:
                _close(channel)
            _close(reading)
            _set_group(0, 0)
            send = _sender(writing)
            announce = _confining(call, send)
            harness.run(call, names, builtins, session, announce=announce, tell=_leaving(send))
        finally:
            _leave(0)
    _close(writing)
    with suppress(OSError):
        _set_group(pid, pid)
    try:
        return _followed(reading, pid, call)
    finally:
        _close(reading)


def _sender(writing: int) -> Callable[[Called], None]:
    def send(called: Called) -> None:
        data = encode(called)
        if len(data) > MAX_RESULT:
            data = encode(Called("broken", detail="the result is too large"))
        put(writing, data)

    return send


def put(writing: int, data: bytes) -> None:
    """Write a message into a pipe, its length first."""
    view = memoryview(_LENGTH.pack(len(data)) + data)
    while view:
        view = view[_write(writing, view) :]


def _leaving(send: Callable[[Called], None]) -> Callable[[Called], None]:
    def tell(called: Called) -> None:
        send(called)
        _leave(0)

    return tell


def _confining(call: Call, send: Callable[[Called], None]) -> Callable[[Called], None]:
    def announce(called: Called) -> None:
        _confine(call)
        send(called)

    return announce


def _confine(call: Call) -> None:
    """Lower the limits of this process to those of one call from now on."""
    _, hard = _get_limit(resource.RLIMIT_CPU)
    seconds = int(_used() + call.wall_s) + 2
    if hard == resource.RLIM_INFINITY or seconds + 1 < hard:
        _set_limit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    soft, hard = _get_limit(resource.RLIMIT_AS)
    taken = _address_space()
    wanted = taken + (call.memory_mb << 20)
    if taken and (soft == resource.RLIM_INFINITY or wanted < soft):
        _set_limit(resource.RLIMIT_AS, (wanted, wanted))


def _address_space() -> int:
    """Bytes of address space of this process; 0 where the system does not tell."""
    try:
        with _open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * _page
    except (OSError, ValueError):
        return 0


def _followed(reading: int, pid: int, call: Call) -> Called:
    """Wait for the result of a fork, or end it; nothing of its group is left."""
    clock = Clock(pid)
    os.set_blocking(reading, False)
    poll = select.poll()
    poll.register(reading, select.POLLIN)
    buffer = b""
    known: Called | None = None
    status: int | None = None
    try:
        while True:
            # What a call leaves behind may hold the pipe for ever, so its end is not waited for.
            data = b""
            if poll.poll(0 if status is not None else _POLL_MS):
                data = _read(reading, 1 << 16)
                buffer += data
                while (message := _message(buffer)) is not None:
                    buffer = buffer[_LENGTH.size + len(message) :]
                    called = _decoded(message)
                    if known is not None or called.how != "left":
                        return called
                    known = called
                    clock.restart()
                if len(buffer) > MAX_RESULT + _LENGTH.size:
                    return Called("broken", detail="it is too large")
            if status is not None and not data:
                return _with(_ended(status), known)
            if status is None:
                if not data:
                    status = _status(pid, hang=bool(poll.poll(0)))
                if status is None and clock.past(LOADING_S if known is None else call.wall_s):
                    return _with(Called("too_slow"), known)
    finally:
        _end(pid, waited=status is not None)


def _message(buffer: bytes) -> bytes | None:
    if len(buffer) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack_from(buffer)
    body = buffer[_LENGTH.size : _LENGTH.size + length]
    return body if len(body) == length else None


def _with(called: Called, known: Called | None) -> Called:
    """An ending together with what was announced before the call."""
    if known is None:
        return called
    return Called(called.how, plain=known.plain, places=known.places, detail=called.detail)


def _decoded(data: bytes) -> Called:
    try:
        return decode(data)
    except CalledError as error:
        return Called("broken", detail=str(error)[:200])


def _status(pid: int, *, hang: bool) -> int | None:
    """The wait status of a process; None while it lives. With `hang` it has closed its end, so that
    it is about to go (or never to tell anything)."""
    try:
        found, status = _wait(pid, _no_hang)
    except ChildProcessError:
        return 0
    if not found and hang:
        time.sleep(_POLL_MS / 1000)
    return status if found else None


def _ended(status: int) -> Called:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number in (signal.SIGXCPU, signal.SIGALRM):
            return Called("too_slow")
        known = number in set(signal.Signals)
        return Called("crashed", detail=signal.Signals(number).name if known else str(number))
    if os.WEXITSTATUS(status) == EXIT_OUTPUT:
        return Called("output")
    return Called("left", detail=str(os.WEXITSTATUS(status)))


def _end(pid: int, *, waited: bool) -> None:
    for kill in (_kill_group, _kill):
        # Where signals to others are refused the limits of the process have to do.
        if not (waited and kill is _kill):
            with suppress(OSError):
                kill(pid, signal.SIGKILL)
    if not waited:
        deadline = _now() + 1.0
        with suppress(ChildProcessError):
            while _wait(pid, _no_hang) == (0, 0) and _now() < deadline:
                time.sleep(0.0005)
