"""sys.stdout and sys.stderr of the student: text becomes `Output` frames, a line at a time.

They are real text streams over a byte sink of ours, so that `.buffer`, `.reconfigure()`,
re-wrapping in another `TextIOWrapper` and `print(file=...)` all work as they do in Python.
"""

from __future__ import annotations

import io
import sys
import threading
from typing import TYPE_CHECKING

from autograder.evidence.schema import Site
from autograder.probe.errors import clean
from autograder.probe.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Buffer

LINE_CAP = 8 * 1024
"""Characters of one line at the most; the rest is dropped and counted."""


class Sink(io.BufferedIOBase):
    """Takes bytes and emits whole lines, with the student's line that began each."""

    def __init__(self, stream: str, descriptor: int, session: Session) -> None:
        self.name = f"<{stream}>"
        self.mode = "wb"
        self._stream = stream
        self._descriptor = descriptor
        self._session = session
        self._lock = threading.RLock()
        self._line = ""
        self._cut = 0
        self._returned = False
        self._site: Site | None = None

    def writable(self) -> bool:
        """Yes."""
        return True

    def fileno(self) -> int:
        """The process's own descriptor, as faulthandler and others want one."""
        return self._descriptor

    def close(self) -> None:
        """Stay open: a discarded wrapper around `.buffer` must not close the real stream."""

    def write(self, data: Buffer, /) -> int:
        """Take bytes in UTF-8, or in GB18030 where a program insists on that."""
        raw = bytes(data)
        with self._lock:
            if self._site is None:
                self._site = self._session.place(sys._getframe(1))
            first, *rest = _decode(raw).split("\n")
            self._add(first)
            for part in rest:
                self._end(newline=True)
                self._site = self._session.place(sys._getframe(1))
                self._add(part)
            if not self._line and not self._cut:
                self._site = None
        return len(raw)

    def drain(self) -> None:
        """Emit the text of a line that has not ended."""
        with self._lock:
            if self._line or self._cut:
                self._end(newline=self._returned)
            self._site = None

    def _add(self, text: str) -> None:
        # A carriage return starts the line again once something follows, as progress bars want.
        for number, part in enumerate(text.split("\r")):
            self._returned = self._returned or number > 0
            if not part:
                continue
            if self._returned:
                self._line, self._cut, self._returned = "", 0, False
            room = max(LINE_CAP - len(self._line), 0)
            self._line += part[:room]
            if len(part) > room:
                self._cut += len(part) - room
                # Dropped text takes room too, so that an endless line ends.
                site = self._site or Site(-1, 0)
                self._session.write(self._stream, "", site, len(part) - room)

    def _end(self, *, newline: bool) -> None:
        text = self._line
        size = len(text.encode("utf-8", "replace"))
        if self._cut:
            text += f"… [{self._cut} more characters]"
        site = self._site or self._session.place(sys._getframe(2))
        self._line, self._cut, self._site, self._returned = "", 0, None, False
        self._session.write(self._stream, clean(text) + "\n" * newline, site, size + newline)


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "backslashreplace")


class Stdin(io.TextIOBase):
    """An empty standard input; reading it is reported, since nobody is there to type."""

    def __init__(self, asked: Callable[[], None]) -> None:
        self._asked = asked

    def readable(self) -> bool:
        """Yes."""
        return True

    def fileno(self) -> int:
        """The process's own descriptor."""
        return 0

    def read(self, size: int | None = -1, /) -> str:  # noqa: ARG002
        """Nothing."""
        self._asked()
        return ""

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # noqa: ARG002
        """Nothing."""
        self._asked()
        return ""

    def close(self) -> None:
        """Stay open, as `exit()` closes it."""


def install(session: Session) -> tuple[io.TextIOWrapper, io.TextIOWrapper]:
    """Put fresh streams in the place of sys.stdout and sys.stderr and return them.

    `session.flush` then emits unfinished lines.
    """
    sinks = (Sink("stdout", 1, session), Sink("stderr", 2, session))
    wrappers = tuple(
        io.TextIOWrapper(sink, "utf-8", "backslashreplace", "\n", write_through=True)
        for sink in sinks
    )
    sys.stdout = sys.__stdout__ = wrappers[0]  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = wrappers[1]  # type: ignore[misc]

    def flush() -> None:
        for sink in sinks:
            sink.drain()

    session.flush = flush
    return wrappers[0], wrappers[1]
