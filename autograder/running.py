"""Runs the programs of a document in the sandbox: as handed in, then with interventions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import takewhile
from typing import Protocol

from autograder.evidence.exam import Exam
from autograder.evidence.run import Run
from autograder.evidence.schema import Audited, Frame, Job, Substitution, Unit
from autograder.experiments.find import interventions
from autograder.experiments.naming import Targets
from autograder.experiments.trace import Trace
from autograder.extract.document import Document, Program
from autograder.spec.model import Assignment, Limits
from autograder.static.findings import Findings

AFTER_TIMEOUT_S = 3.0
"""Wall-clock seconds for the interventions of a program that did not end by itself."""


class SandboxSession(Protocol):
    """What is needed of `autograder.sandbox`: one submission's session."""

    layers: tuple[str, ...]

    def run(self, job: Job, wall_s: float | None = None, exam: Sequence[Exam] = ()) -> Run:
        """Run one job from a fresh state, for at most `wall_s` seconds; `exam` are rounds of tests
        that a job with `exam` sits when it has ended."""

    def series(
        self, job: Job, rest: Callable[[tuple[Frame, ...]], Sequence[Job]]
    ) -> tuple[Run, ...]:
        """Run one job of a program that leaves nothing behind, and then those that `rest` makes of
        its frames, in one process where that goes well; what is missing at the end is yet to run.
        """


class ProgramSession:
    """Runs programs of one document in one sandbox session.

    `extra_s` are seconds more for runs that sit an exam.
    """

    def __init__(self, session: SandboxSession, limits: Limits, extra_s: float = 0.0) -> None:
        self._session = session
        self._limits = limits
        self._extra_s = extra_s

    @property
    def layers(self) -> tuple[str, ...]:
        """The sandbox layers in force."""
        return self._session.layers

    def run(
        self,
        program: Program,
        substitutions: tuple[Substitution, ...] = (),
        wall_s: float | None = None,
        exam: Sequence[Exam] = (),
    ) -> Run:
        """Run a program once, for at most `wall_s` seconds of wall clock if given, and let it sit
        rounds of tests."""
        if exam and self._extra_s:
            wall_s = (wall_s or self._limits.wall_s) + self._extra_s
        job = self._job(program, substitutions, exam=bool(exam))
        return self._session.run(job, wall_s, exam)

    def _job(
        self, program: Program, substitutions: tuple[Substitution, ...] = (), *, exam: bool = False
    ) -> Job:
        return Job(
            units=units_of(program),
            substitutions=substitutions,
            max_events=self._limits.events,
            max_output=self._limits.output_kb * 1024,
            exam=exam,
            cpu_s=self._limits.cpu_s if self._extra_s else 0.0,
        )

    def probe(
        self,
        program: Program,
        spec: Assignment,
        values: tuple[float, ...],
        targets: Targets,
        exam: Sequence[Exam] = (),
        *,
        plain: bool = False,
    ) -> tuple[tuple[Run, ...], tuple[Trace, ...]]:
        """Run a program as handed in, then with the input at each of `values`.

        A program that computed nothing to intervene in runs once; one that did not end in time
        gets a short time for the others. The first run sits the rounds of `exam`. A `plain` program
        may run in one process each time.
        """
        wanted: list[tuple[Substitution, ...]] = []
        traces: list[Trace] = []

        def rest(frames: tuple[Frame, ...]) -> list[Job]:
            base = Trace.of(frames, targets)
            traces[:] = [base]
            sets = (interventions(base, spec, value) for value in values)
            wanted[:] = takewhile(bool, sets)
            # Whoever does what plain programs cannot do gets a process for each run.
            seized = any(isinstance(frame, Audited) for frame in frames)
            return [] if seized else [self._job(program, one) for one in wanted]

        runs: list[Run] = []
        if plain and not exam:
            runs += self._session.series(self._job(program), rest)
        if not runs:
            runs.append(self.run(program, exam=exam))
            traces.clear()
        if not traces:
            rest(runs[0].frames)
        wall_s = self._limits.wall_s
        if runs[0].verdict != "ok":
            wall_s = min(wall_s, AFTER_TIMEOUT_S)
        for substitutions in wanted[len(runs) - 1 :]:
            runs.append(self.run(program, substitutions, wall_s))
        traces += (Trace.of(run.frames, targets) for run in runs[1:])
        return tuple(runs), tuple(traces)


class Runner:
    """Opens sandbox sessions with the limits of an assignment.

    `extra_s` is how much longer a run may take than the program itself, for calls of its functions.
    """

    def __init__(self, sandbox: SandboxOpener, limits: Limits, extra_s: float = 0.0) -> None:
        self._sandbox = sandbox
        self._limits = limits
        self._extra_s = extra_s
        self._whole = limits
        if extra_s:
            self._whole = limits.model_copy(update={"cpu_s": limits.cpu_s + extra_s})

    @contextmanager
    def session(self, document: Document) -> Iterator[ProgramSession]:
        """A session with the document's files in the work folder."""
        with self._sandbox.session(document.files, self._whole) as session:
            yield ProgramSession(session, self._limits, self._extra_s)


class SandboxOpener(Protocol):
    """What is needed of `autograder.sandbox`: opening sessions."""

    def session(self, files: tuple[tuple[str, bytes], ...], limits: Limits):  # type: ignore[no-untyped-def]
        """A context manager that gives a `SandboxSession`."""


def units_of(program: Program) -> tuple[Unit, ...]:
    """The units of a program as the child runs them."""
    kind = "cell" if program.style == "notebook" else "script"
    return tuple(
        Unit(kind, cell.file, cell.number, cell.first_line, cell.source) for cell in program.cells
    )


def targets_of(findings: Findings, program: int) -> dict[tuple[int, int], tuple[str, ...]]:
    """(unit, line) to assigned names for one program."""
    return {
        (unit, line): names
        for (index, unit, line), names in findings.targets.items()
        if index == program
    }
