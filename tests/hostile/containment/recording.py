"""A sandbox that remembers what happened in it, evidence and all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence

from autograder.evidence.exam import Exam
from autograder.evidence.run import Run
from autograder.evidence.schema import Frame, Job
from autograder.running import SandboxSession
from autograder.sandbox.client import Sandbox
from autograder.spec.model import Limits


class Recording:
    """Opens sessions of another sandbox; `runs` are those made in them."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self.runs: list[Run] = []

    @contextlib.contextmanager
    def session(
        self, files: tuple[tuple[str, bytes], ...], limits: Limits
    ) -> Iterator[SandboxSession]:
        """A session whose runs are remembered."""
        with self._sandbox.session(files, limits) as session:
            yield _RecordingSession(session, self.runs)


class _RecordingSession:
    def __init__(self, session: SandboxSession, runs: list[Run]) -> None:
        self._session = session
        self._runs = runs
        self.layers = session.layers

    def run(self, job: Job, wall_s: float | None = None, exam: Sequence[Exam] = ()) -> Run:
        run = self._session.run(job, wall_s, exam)
        self._runs.append(run)
        return run

    def series(
        self, job: Job, rest: Callable[[tuple[Frame, ...]], Sequence[Job]]
    ) -> tuple[Run, ...]:
        runs = self._session.series(job, rest)
        self._runs += runs
        return runs
