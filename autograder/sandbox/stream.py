"""The evidence of one run as it arrives: decoded strictly, with caps on everything."""

from __future__ import annotations

import os
from dataclasses import dataclass

from autograder.evidence.run import Verdict
from autograder.evidence.schema import Examining, Finished, Frame, Job, Output
from autograder.evidence.wire import ProtocolError, Reader

_CHUNK = 1 << 16


@dataclass(frozen=True)
class Policy:
    """What the supervisor takes in before it ends a run, whatever the assignment allows.

    `stream_mb` is the evidence of one run in megabytes and `frames` their number; `disk_mb` all
    files of a session together; `open_s` seconds to wait for a session.
    """

    stream_mb: int = 64
    frames: int = 200_000
    disk_mb: int = 64
    open_s: float = 120.0


class Stream:
    """The evidence as it arrives; `verdict` is set when we must end the run for it."""

    def __init__(self, policy: Policy, job: Job, key: bytes | None = None) -> None:
        self.reader = Reader(key)
        self.frames: list[Frame] = []
        self.verdict: tuple[Verdict, str] | None = None
        self.asked: bytes | None = None
        """The program's half of an exchange when it waits for tests; the taker sets it back."""
        self.ends: list[int] = []
        """How many frames there were each time that the program came to its end."""
        self._policy = policy
        self._bytes = 0
        self._output = 0
        self._max_output = job.max_output

    def stop(self, verdict: Verdict, detail: str) -> None:
        """Note why the run must end; the first reason counts."""
        if self.verdict is None:
            self.verdict = verdict, detail

    def take(self, descriptor: int) -> int:
        """Take in what has arrived and return how many bytes it was; 0 at the end of the stream or
        when nothing waits."""
        try:
            data = os.read(descriptor, _CHUNK)
        except (BlockingIOError, ConnectionError):
            return 0
        if not data or self.verdict is not None:
            return len(data)  # drained, not believed
        self._bytes += len(data)
        try:
            for frame in self.reader.feed(data):
                self.frames.append(frame)
                if isinstance(frame, Output):
                    self._output += len(frame.text)
                elif isinstance(frame, Examining):
                    self.asked = frame.public
                elif isinstance(frame, Finished):
                    self.ends.append(len(self.frames))
                    self._output = 0
        except ProtocolError as error:
            self.stop("protocol_error", str(error))
        if self._bytes > self._policy.stream_mb << 20 or len(self.frames) > self._policy.frames:
            self.stop("output_exceeded", "more evidence than one run can need")
        if self._output > 2 * self._max_output:
            self.stop("output_exceeded", f"more than {self._max_output >> 10} KB of output")
        return len(data)
