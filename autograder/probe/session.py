"""What the parts of the runner share while one job runs: where we are, and how frames leave."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Generator, Hashable
from types import CodeType, FrameType
from typing import Any, Protocol, TypeVar

from autograder.evidence.schema import (
    Audited,
    Backward,
    Bound,
    Frame,
    Job,
    Op,
    Output,
    Seen,
    Site,
    Skipped,
)
from autograder.probe.errors import clip, raised
from autograder.probe.sites import NOWHERE, Sites

T = TypeVar("T")

EXIT_OUTPUT = 75
"""The status with which the child leaves at once when the program prints too much."""

_ENTRIES = 2
"""How many of `Session.recording` may be called from outside: what torch calls, and the runner."""

FORGED = "evidence.forged"
"""The event that stands for a frame of the trace that did not come from the recorder."""


_getframe = sys._getframe


def _channel(
    put: Callable[[Frame], None], sender: CodeType
) -> Generator[BaseException | None, Frame | None, None]:
    """Passes frames on to `put`; what another code than `sender` sends is reported as forged.

    A generator, because its locals can be reached only by ways that Python audits.
    """
    error: BaseException | None = None
    while True:
        frame = yield error
        error = None
        try:
            if frame is not None:
                put(frame)
                if _getframe(1).f_code is not sender:
                    put(Audited(FORGED, type(frame).__name__, NOWHERE))
        except BaseException as problem:
            error = problem


def _place_of(code: CodeType, codes: tuple[CodeType, ...]) -> int:
    """Where a code stands among others, -1 where it does not: itself, not one that is like it."""
    for place, other in enumerate(codes):
        if other is code:
            return place
    return -1


class Recording(Protocol):
    """What the runner needs of the recorder."""

    @property
    def seq(self) -> int:
        """Number of the last trace entry."""

    def bound(self, unit: int, line: int, namespace: dict[str, object]) -> None:
        """Note the tensors and numbers that a statement bound to global names."""


class Session:
    """One job being run.

    `unit` and `line` are those of the top-level statement that runs now; `ok` says whether the
    unit had no error so far; `folder` is the work folder. Frames leave through
    `emit`, one thread at a time, until `close`. `recording` is the code of the recorder's that may
    send frames of the trace, its entries first; what comes from elsewhere was made up by the
    program, and is reported so.
    """

    def __init__(
        self, job: Job, emit: Callable[[Frame], None], leave: Callable[[int], object]
    ) -> None:
        self.job = job
        self.sites = Sites()
        self.warned: set[tuple[str, str, Site]] = set()
        """The warnings that were sent."""
        self.folder = os.getcwd()  # noqa: PTH109 - a Path would cost a child half a millisecond
        self.recorder: Recording | None = None
        self.flush: Callable[[], None] = lambda: None
        self.recording: tuple[CodeType, ...] = ()
        self._put = _channel(emit, Session.emit.__code__).send
        self._put(None)
        self._leave = leave
        self._made: dict[Hashable, Any] = {}
        self._lock = threading.RLock()
        self._open = True
        self.begin()

    def begin(self) -> None:
        """The program is about to run, for the first time or once more."""
        self.unit = -1
        self.line = 0
        self.ok = True
        self.warned.clear()
        self._room = self.job.max_output

    def emit(
        self,
        frame: Frame,
        *,
        _waiting: list[Frame] = [],  # noqa: B006
        _busy: list[bool] = [],  # noqa: B006
    ) -> None:
        """Send a frame; after `close` (threads that live on) it is dropped.

        What waits lies in defaults, which nobody reads or replaces without an audit event.
        """
        forged = isinstance(frame, (Op, Backward, Seen, Bound)) and not self._recorded(_getframe(1))
        with self._lock:
            if not self._open:
                return
            if forged:
                _waiting.append(Audited(FORGED, type(frame).__name__, self.place(_getframe(1))))
            _waiting.append(frame)
            if _busy:
                return
            _busy.append(True)
            try:
                while _waiting:
                    error = self._put(_waiting.pop(0))
                    if error is not None:
                        raise error
            finally:
                _busy.clear()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives; a program that runs again in this process finds it under its key."""
        if not self.job.again:
            return make()
        if key in self._made:
            known: T = self._made[key]
            return known
        warned = len(self.warned)
        made = make()
        if len(self.warned) == warned:
            # What warns has to warn each time.
            self._made[key] = made
        return made

    def _recorded(self, frame: FrameType | None) -> bool:
        """Whether nothing but the recorder stands between a frame and torch's call of it."""
        recording = self.recording
        if not recording:
            return True
        while frame is not None:
            place = _place_of(frame.f_code, recording)
            if place < 0:
                return False
            if place < _ENTRIES:
                return True
            frame = frame.f_back
        return False

    def fork(self, fork: Callable[[], int]) -> int:
        """Fork while no thread is sending a frame; in the child frames may leave again."""
        with self._lock:
            pid = fork()
            if pid == 0:
                self._open = True
            return pid

    def close(self) -> None:
        """Let nothing more out."""
        with self._lock:
            self._open = False

    def place(self, frame: FrameType | None) -> Site:
        """The innermost student frame at or outside `frame`, else the running statement."""
        site = self.sites.find(frame)
        return Site(self.unit, self.line) if site is NOWHERE else site

    def write(self, stream: str, text: str, site: Site, size: int) -> None:
        """Emit text of the program, which costs `size` of the room for output.

        When the room is used up the process ends with `EXIT_OUTPUT`, because no exception would
        get past a bare `except:` in a loop that prints.
        """
        with self._lock:
            self._room -= size
            if self._room >= 0:
                if text:
                    self.emit(Output(stream, text, site.unit, site.line))
                return
            self.emit(Output(stream, "… [output limit reached]\n", site.unit, site.line))
            self.close()
            self._leave(EXIT_OUTPUT)

    def skip(self, kind: str, text: str, frame: FrameType | None = None) -> None:
        """Say that something was left out on purpose, at the student's line."""
        site = self.place(frame if frame is not None else sys._getframe(1))
        self.emit(Skipped(kind, clip(text.strip(), 500), site.unit, site.line))

    def fail(self, error: BaseException, *, syntax: bool = False, line: int | None = None) -> None:
        """Report an exception that left the running statement."""
        self.ok = False
        self.flush()
        self.emit(
            raised(
                error,
                seq=self.seq,
                unit=self.unit,
                line=self.line if line is None else line,
                sites=self.sites,
                syntax=syntax,
            )
        )

    def done(self, line: int, namespace: dict[str, object]) -> None:
        """A top-level statement ended, well or not."""
        self.flush()
        if self.recorder is not None:
            self.recorder.bound(self.unit, line, namespace)

    @property
    def seq(self) -> int:
        """Number of the last trace entry."""
        return 0 if self.recorder is None else self.recorder.seq
