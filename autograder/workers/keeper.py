"""Runs what is not kept, and keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain

from autograder.evidence.exam import Exam
from autograder.evidence.kept import Kept, run_key
from autograder.evidence.run import Run
from autograder.evidence.schema import Frame, Job
from autograder.running import SandboxOpener, SandboxSession
from autograder.spec.model import Limits


class Keeper:
    """A sandbox for one submission that knows the runs of `kept`; a session in the real one is
    opened only for a run that is not among them.

    Runs that failed by a fault of ours are not kept.
    """

    def __init__(self, sandbox: SandboxOpener, kept: Kept | None = None) -> None:
        self._sandbox = sandbox
        self.kept = kept or Kept()
        self.fresh: dict[str, Run] = {}
        """Runs that were not kept before."""
        self.used: set[str] = set()
        """Keys of all runs that were asked for."""

    @contextmanager
    def session(self, files: tuple[tuple[str, bytes], ...], limits: Limits) -> Iterator[_Session]:
        """A session with these files in its work folder."""
        with ExitStack() as stack:
            yield _Session(self, stack, files, limits)

    def real(
        self, stack: ExitStack, files: tuple[tuple[str, bytes], ...], limits: Limits
    ) -> SandboxSession:
        """A session in the real sandbox, open until `stack` closes."""
        session: SandboxSession = stack.enter_context(self._sandbox.session(files, limits))
        self.kept.layers = session.layers
        return session

    def pack(self) -> bytes | None:
        """The runs that this submission needs now, for keeping; None where all were kept."""
        if not self.fresh:
            return None
        runs = {key: run for key, run in self.kept.runs.items() if key in self.used}
        return Kept(self.kept.layers, runs).pack()


class _Session:
    def __init__(
        self,
        keeper: Keeper,
        stack: ExitStack,
        files: tuple[tuple[str, bytes], ...],
        limits: Limits,
    ) -> None:
        self._keeper = keeper
        self._stack = stack
        self._files = files
        self._limits = limits
        self._encoded = limits.model_dump_json().encode()
        self._real: SandboxSession | None = None

    @property
    def layers(self) -> tuple[str, ...]:
        """The sandbox layers in force when the runs were made."""
        return self._keeper.kept.layers

    def run(self, job: Job, wall_s: float | None = None, exam: Sequence[Exam] = ()) -> Run:
        """The run of this job, as it was kept or as it goes now."""
        keeper = self._keeper
        key = run_key(self._files, self._encoded, job, wall_s, exam)
        keeper.used.add(key)
        known = keeper.kept.runs.get(key)
        if known is not None:
            return known
        run = self._opened().run(job, wall_s, exam)
        if run.verdict != "sandbox_error":
            keeper.kept.runs[key] = keeper.fresh[key] = run
        return run

    def series(
        self, job: Job, rest: Callable[[tuple[Frame, ...]], Sequence[Job]]
    ) -> tuple[Run, ...]:
        """The runs of a series, as they were kept or as they go now; where the first was kept,
        what is missing is yet to run."""
        keeper = self._keeper
        first = run_key(self._files, self._encoded, job, None)
        known = keeper.kept.runs.get(first)
        if known is not None:
            keeper.used.add(first)
            return (known,)
        jobs: list[Job] = []

        def remembered(frames: tuple[Frame, ...]) -> Sequence[Job]:
            jobs[:] = rest(frames)
            return jobs

        runs = self._opened().series(job, remembered)
        # Each is found again as if it had been run by itself.
        wall_s = self._limits.wall_s
        others = (run_key(self._files, self._encoded, one, wall_s) for one in jobs)
        for key, run in zip(chain([first], others), runs, strict=False):
            keeper.used.add(key)
            keeper.kept.runs[key] = keeper.fresh[key] = run
        return runs

    def _opened(self) -> SandboxSession:
        if self._real is None:
            self._real = self._keeper.real(self._stack, self._files, self._limits)
        return self._real
