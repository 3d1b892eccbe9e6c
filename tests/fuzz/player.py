"""A sandbox that plays back evidence: what a child sent, or might have sent, without a child.

Bytes go through the supervisor's own `Stream` and `judge`, so that everything from the pipe on is
what runs in production.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from autograder.evidence.exam import Exam
from autograder.evidence.run import Run, Usage
from autograder.evidence.schema import Frame, Job
from autograder.running import SandboxOpener, SandboxSession
from autograder.sandbox.protocol import Caps, Ended
from autograder.sandbox.stream import Policy, Stream
from autograder.sandbox.verdict import judge
from autograder.spec.model import Limits

Files = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True)
class Tape:
    """The evidence bytes of one run and the wait status with which the child left."""

    data: bytes
    status: int = 0
    cause: str = ""


@dataclass
class Player:
    """Plays `tapes` for the submission whose files are `files`; runs all others for real."""

    real: SandboxOpener
    files: Files | None = None
    tapes: Sequence[Tape] = ()
    jobs: list[Job] = field(default_factory=list)

    def insert(self, files: Files, tapes: Sequence[Tape]) -> None:
        """Play these for the next submission with these files, one for each run, then again."""
        self.files, self.tapes, self.jobs = files, tapes, []

    @contextmanager
    def _playing(self) -> Iterator[SandboxSession]:
        yield _Session(self)

    def session(self, files: Files, limits: Limits) -> AbstractContextManager[SandboxSession]:
        """A session, played or real."""
        if files == self.files:
            return self._playing()
        found: AbstractContextManager[SandboxSession] = self.real.session(files, limits)
        return found


class _Session:
    def __init__(self, player: Player) -> None:
        self._player = player
        self.layers: tuple[str, ...] = ("played",)

    def run(self, job: Job, wall_s: float | None = None, exam: Sequence[Exam] = ()) -> Run:
        del wall_s
        tapes = self._player.tapes
        tape = tapes[len(self._player.jobs) % len(tapes)]
        self._player.jobs.append(job)
        return play(tape, job)

    def series(
        self,
        job: Job,
        rest: Callable[[tuple[Frame, ...]], Sequence[Job]],
    ) -> tuple[Run, ...]:
        return (self.run(job),)


def play(tape: Tape, job: Job) -> Run:
    """The run that a supervisor would see if a child had written this tape."""
    stream = Stream(Policy(), job)
    with tempfile.TemporaryFile() as pipe:
        pipe.write(tape.data)
        pipe.seek(0)
        while stream.take(pipe.fileno()):
            pass
    ended = Ended(tape.status, tape.cause, 0.1, 1 << 18, 1 << 10, ())
    caps = Caps(10.0, 2 << 30, 32, 16 << 20, 64 << 20)
    verdict, detail = stream.verdict or judge(ended, caps, stream.frames, stream.reader.pending > 0)
    return Run(tuple(stream.frames), verdict, detail, Usage(0.1, 0.1, 1 << 18))
