"""Grades submissions with the tests of an Otter zip, in our sandbox instead of Otter's kernel.

Each submission runs once and then sits all tests in a fork of the ended program. Otter runs a
question's tests where the notebook checks it; so where code follows such a check, the program runs
again up to there, and what those tests say counts for that question.

A round of public cases gives the messages that students read; another one of all cases, in whose
process nothing is told but what counts, gives the scores.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from autograder.evidence.exam import Exam, FileResult
from autograder.evidence.run import Run
from autograder.evidence.schema import Checked, Job, Site, Tested, Unit
from autograder.ingest.submission import Submission
from autograder.machine import usable_cores
from autograder.otter import reporting
from autograder.otter.formats import QuestionTests
from autograder.otter.programs import NoProgramError, Program, program_of
from autograder.otter.sitting import Sitting, by_round
from autograder.otter.zipped import OtterZip, load
from autograder.parallel import in_parallel
from autograder.report.model import Report
from autograder.sandbox.client import Sandbox, SandboxError, Server, Session
from autograder.spec.model import Limits

log = logging.getLogger(__name__)

LIMITS = Limits(wall_s=60.0, cpu_s=30.0)
"""Otter knows none; these end what would never end."""


class OtterGrader:
    """Grades with one zip; owns the sandbox server while it is open.

    Args:
        path: the zip, as `otter generate` or `otter assign` made it.
        language: "zh" or "en" for all feedback; None takes each submission's own.
        workers: submissions graded at a time; None means one for each usable core.
        limits: what one run may use.
    """

    def __init__(
        self,
        path: Path,
        *,
        language: str | None = None,
        workers: int | None = None,
        limits: Limits = LIMITS,
    ) -> None:
        self._path = path
        self._language = language
        self._workers = workers or usable_cores()
        self._limits = limits
        self._stack = ExitStack()

    def __enter__(self) -> OtterGrader:
        """Start the sandbox and read the zip in it.

        Raises:
            UsageError: the zip cannot be used.
            SandboxError: the sandbox does not work here.
        """
        try:
            server = self._stack.enter_context(Server(private=(self._path.resolve(),)))
            self._sandbox = Sandbox(server)
            self._stack.callback(self._sandbox.close)
            self.zip: OtterZip = load(self._path, self._describe)
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def grade(self, submission: Submission) -> Report:
        """Grade one submission; whatever it holds, there is a report."""
        try:
            return self._grade(submission)
        except Exception as fault:  # whatever is wrong with us, the others are graded
            if not isinstance(fault, SandboxError):
                log.exception("grading %s failed", submission.name)
            return reporting.our_fault(self.zip, submission, self._language, str(fault))

    def grade_all(self, submissions: Iterable[Submission]) -> Iterator[Report]:
        """Grade many, several at a time, and yield reports as they finish."""
        return in_parallel(self.grade, submissions, self._workers)

    def _describe(self, exam: Exam) -> FileResult | None:
        with self._sandbox.session((), self._limits) as session:
            run = session.run(Job((), exam=True), exam=(exam,))
        if run.verdict == "sandbox_error":
            raise SandboxError(run.detail)
        return next((frame.result for frame in run.frames if isinstance(frame, Tested)), None)

    def _grade(self, submission: Submission) -> Report:
        try:
            program = program_of(submission, self.zip.config)
        except NoProgramError as problem:
            return reporting.not_graded(self.zip, submission, self._language, problem)
        wanted = self.zip.config.assignment_name
        if wanted and _is_notebook(program) and program.name != wanted:
            other = NoProgramError("other_assignment", program.name or "")
            return reporting.not_graded(self.zip, submission, self._language, other)
        given = {path for path, _ in self.zip.files}
        files = tuple((f.path, f.data) for f in submission.files if f.path not in given)
        with self._sandbox.session((*files, *self.zip.files), self._limits) as session:
            sitting = self._sit(session, program)
            sitting.layers = session.layers
        return reporting.report(self.zip, submission, program, sitting, self._language)

    def _sit(self, session: Session, program: Program) -> Sitting:
        sitting = Sitting()
        first = self._run(session, program.units, self.zip.tests, sitting)
        names = {test.name: test for test in self.zip.tests}
        names |= {Path(test.path).stem: test for test in self.zip.tests}
        last: dict[str, Site] = {}
        for frame in first.frames:
            if isinstance(frame, Checked) and frame.question in names:
                last[names[frame.question].name] = frame.site
        earlier: dict[Site, list[QuestionTests]] = {}
        for name, site in last.items():
            if program.anything_after(site):
                earlier.setdefault(site, []).append(names[name])
        for site, tests in earlier.items():
            self._run(session, program.until(site).units, tuple(tests), sitting)
        return sitting

    @staticmethod
    def _run(
        session: Session,
        units: tuple[Unit, ...],
        tests: tuple[QuestionTests, ...],
        sitting: Sitting,
    ) -> Run:
        public = [test for test in tests if test.public is not None and test.shown]
        rounds = (
            Exam(tuple(test.public for test in public if test.public is not None), tell=True),
            Exam(tuple(test.whole for test in tests)),
        )
        run = session.run(Job(units, exam=True), exam=rounds)
        if run.verdict == "sandbox_error":
            raise SandboxError(run.detail)
        sitting.runs.append(run)
        for test in tests:
            sitting.public.pop(test.name, None)
            sitting.whole.pop(test.name, None)
        public_results, whole_results = by_round(run.frames)
        for test, result in zip(public, public_results, strict=False):
            sitting.public[test.name] = result
        for test, result in zip(tests, whole_results, strict=False):
            sitting.whole[test.name] = result
        return run


def _is_notebook(program: Program) -> bool:
    """Whether the program came from a notebook, which says what assignment it is for."""
    return program.file.lower().endswith(".ipynb")
