"""From a submission to its report: the only module that knows the order of the stages.

extract → static → run and probe → experiments → choose → explain → checks → diagnosis
→ feedback
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from types import TracebackType
from typing import TYPE_CHECKING

from autograder import points as probing
from autograder.checks import choose, outcomes, withheld
from autograder.checks.case import Case, ProgramRuns
from autograder.diagnosis.diagnose import diagnose
from autograder.diagnosis.examples import Examples
from autograder.evidence.run import Run
from autograder.experiments.find import find_experiments
from autograder.experiments.model import NOTHING, Answer, Values
from autograder.experiments.oracle import OracleError
from autograder.experiments.power import uniform
from autograder.explain.assess import assess
from autograder.explain.facts import Facts, Printed
from autograder.explain.language import guess_language
from autograder.extract import Document, extract
from autograder.feedback.build import build
from autograder.feedback.refusal import by_name, not_graded, our_fault
from autograder.ingest.submission import Submission
from autograder.integrity import flags
from autograder.machine import usable_cores
from autograder.oracle import Expectations, Oracle
from autograder.parallel import in_parallel
from autograder.recorded import Recorded, RecordedOracle
from autograder.report.model import Report, RunReport
from autograder.running import Runner, SandboxOpener, targets_of
from autograder.sandbox.client import Sandbox, SandboxError, Server
from autograder.sandbox.host import PRELOAD
from autograder.spec.load import LoadedAssignment
from autograder.spec.preload import preload
from autograder.spec.solutions import read_samples
from autograder.static import Findings, inspect

if TYPE_CHECKING:
    from autograder.calls.grading import Calls
    from autograder.otter.sitting import Exams

log = logging.getLogger(__name__)

MAX_PROGRAMS = 4
"""Programs of one submission that are run, the likeliest first."""


@dataclass(frozen=True)
class Graded:
    """What came of a submission: its report, and the case that this rests on, None where there was
    nothing to examine."""

    report: Report
    case: Case | None = None


class Grader:
    """Grades submissions of one assignment; owns the sandbox server while it is open.

    Args:
        assignment: as loaded.
        language: "zh" or "en" for all feedback; None takes each submission's own.
        workers: submissions graded at a time; None means one for each usable core.
        sandbox: what runs programs; None means a sandbox of the grader's own.
        key: the secret that probe values are drawn with; None takes the installation's.
        recorded: what the solutions gave, where they are not there to be run; its key is used.
    """

    def __init__(
        self,
        assignment: LoadedAssignment,
        *,
        language: str | None = None,
        workers: int | None = None,
        sandbox: SandboxOpener | None = None,
        key: bytes | None = None,
        recorded: Recorded | None = None,
    ) -> None:
        self._assignment = assignment
        self._spec = assignment.spec
        self._parts = assignment.spec.parts
        self._language = language
        self._workers = workers or usable_cores()
        self._sandbox = sandbox
        self._stack = ExitStack()
        self._recorded = recorded
        self._key = recorded.key if recorded else key or probing.installation_key()

    def __enter__(self) -> Grader:
        sandbox = self._sandbox or self._own_sandbox()
        self._calls = self._read_calls()
        self._runner = self._runner_in(sandbox)
        try:
            self._exams = self._read_tests(sandbox)
        except BaseException:
            self._stack.close()
            raise
        known = self._recorded
        self._oracle: Expectations = (
            RecordedOracle(known) if known else Oracle(self._assignment, self._runner)
        )
        if self._calls is not None:
            self._calls.expect(self._runner, None if known is None else known.calls)
        self._examples = Examples(
            () if known else read_samples(self._assignment.solutions),
            lambda sample: self.examine(sample, extract(sample))[0],
            known.lessons if known else None,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def _read_tests(self, sandbox: SandboxOpener) -> Exams | None:
        """The test files that the questions name; they do not go everywhere that a recording goes:
        not to students, say."""
        if self._spec.question_of("otter") is None:
            return None
        # What it needs of the standard library would cost every cold start some time.
        from autograder.otter.sitting import Exams  # noqa: PLC0415

        folder = self._assignment.folder
        if self._recorded is not None and not Exams.are_in(self._spec, folder):
            return None
        return Exams(self._spec, folder, sandbox)

    def _read_calls(self) -> Calls | None:
        """The calls of students' functions that the questions ask for."""
        if self._spec.question_of("call") is None:
            return None
        # Other assignments need none of it.
        from autograder.calls.grading import Calls  # noqa: PLC0415

        return Calls(self._assignment, self._key)

    def _runner_in(self, sandbox: SandboxOpener) -> Runner:
        extra_s = 0.0 if self._calls is None else self._calls.seconds
        return Runner(sandbox, self._spec.limits, extra_s)

    def _own_sandbox(self) -> SandboxOpener:
        secret = (self._assignment.folder, self._assignment.solutions)
        server = Server(private=secret, preload=preload(PRELOAD, secret))
        sandbox = Sandbox(self._stack.enter_context(server))
        self._stack.callback(sandbox.close)
        return sandbox

    def record(self) -> Recorded:
        """What the reference gives at every value that can be drawn, and what the samples teach.

        Raises:
            OracleError: the reference solution does not show what the assignment says.
        """
        values = probing.pool(self._key, self._spec.id, self._spec.probes)
        calls = {} if self._calls is None else self._calls.answers()
        return Recorded(
            self._key,
            values,
            self._oracle.expected(values),
            dict(self._examples.lessons()),
            calls=calls,
        )

    def grade(self, submission: Submission) -> Report:
        """Grade one submission.

        Raises:
            OracleError: the reference solution does not show what the assignment says.
        """
        return self.find(submission).report

    def find(self, submission: Submission, sandbox: SandboxOpener | None = None) -> Graded:
        """Grade one submission, its own programs run by `sandbox` where that is given.

        Raises:
            OracleError: the reference solution does not show what the assignment says.
        """
        runner = self._runner if sandbox is None else self._runner_in(sandbox)
        try:
            return self._grade(submission, runner)
        except OracleError:
            raise
        except SandboxError as fault:
            return Graded(our_fault(submission, self._spec, self._language, str(fault)))
        except Exception as fault:  # whatever is wrong with us, the others are graded
            log.exception("grading %s failed", submission.name)
            return Graded(our_fault(submission, self._spec, self._language, repr(fault)))

    def grade_all(self, submissions: Iterable[Submission]) -> Iterator[Report]:
        """Grade many, several at a time, and yield reports as they finish.

        At most twice as many submissions as workers are in memory at any time.
        """
        return in_parallel(self.grade, submissions, self._workers)

    def _grade(self, submission: Submission, runner: Runner) -> Graded:
        document = extract(submission)
        if any(problem.fatal for problem in document.problems):
            return Graded(not_graded(submission, document, self._spec, self._language))
        case, run = self.examine(submission, document, runner)
        case = replace(case, explanation=assess(document, self._spec, facts_of(case)))
        doubts = flags(case)
        case = replace(case, flags=doubts)
        results = outcomes(case)
        report = build(
            case,
            submission=submission,
            outcomes=withheld(results) if doubts else results,
            diagnoses=diagnose(case, results, self._examples.taught(case, results)),
            flags=doubts,
            run=run,
            language=self._language_of(case, submission),
        )
        return Graded(report, case)

    def examine(
        self, submission: Submission, document: Document, runner: Runner | None = None
    ) -> tuple[Case, RunReport]:
        """Run the programs, find the experiments and choose the one that counts."""
        findings = inspect(document)
        contents = probing.digest(submission)
        values = probing.points(self._key, self._spec.id, contents, self._spec.probes)
        answer = self._oracle.expected(values)
        programs, run = self._run(runner or self._runner, document, findings, values)
        whole = Case(
            spec=self._spec,
            document=document,
            findings=findings,
            programs=programs,
            expected=replace(NOTHING, shown=answer.shown),
            computed=answer.computed,
        )
        return choose(self._with_exercises(whole, answer)), run

    def _run(
        self, runner: Runner, document: Document, findings: Findings, values: tuple[float, ...]
    ) -> tuple[tuple[ProgramRuns, ...], RunReport]:
        found: list[ProgramRuns] = []
        layers: tuple[str, ...] = ()
        if document.programs:
            with runner.session(document) as session:
                for index, program in enumerate(document.programs[:MAX_PROGRAMS]):
                    targets = targets_of(findings, index)
                    exams = self._exams
                    rounds = () if exams is None else exams.rounds
                    before = len(rounds)
                    rounds += () if self._calls is None else (self._calls.exam,)
                    runs, traces = session.probe(
                        program,
                        self._spec,
                        values,
                        targets,
                        rounds,
                        plain=index in findings.plain,
                    )
                    for run in runs:
                        if run.verdict == "sandbox_error":
                            raise SandboxError(run.detail)
                    sat = {} if exams is None else exams.results(runs[0])
                    one = ProgramRuns(program, runs, traces, sat=sat)
                    if self._calls is not None:
                        one = replace(one, called=self._calls.verdicts(one, before))
                    found.append(one)
                layers = session.layers
        return tuple(found), _run_report([run for one in found for run in one.runs], layers)

    def _with_exercises(self, whole: Case, answer: Answer) -> Case:
        """The case with the experiments of its programs, once for each exercise of the task."""
        parts = []
        for part, expected in zip(self._parts, answer.exercises, strict=True):
            programs = tuple(
                replace(
                    one,
                    experiments=find_experiments(
                        one.traces, part, expected.at(range(len(one.traces)))
                    ),
                )
                for one in whole.programs
            )
            parts.append(replace(whole, spec=part, programs=programs, expected=expected))
        if self._spec.exercises:
            return replace(whole, parts=tuple(parts))
        return parts[0] if parts else whole

    def _language_of(self, case: Case, submission: Submission) -> str:
        own = None if case.explanation is None else case.explanation.language
        return self._language or own or guess_language(case.document) or by_name(submission)


def facts_of(case: Case) -> Facts:
    """What the explanation is compared with: the gradients that the programs really gave."""
    graded = None if case.graded is None else uniform(case.graded.gradient)
    gradients = dict.fromkeys(() if graded is None else (graded,))
    for view in case.exercises:
        for program in view.programs:
            for experiment in program.experiments:
                if experiment.backward is not None:
                    gradients.update(dict.fromkeys(_numbers(experiment.gradient)))
    printed = tuple(
        Printed(output.text, where)
        for program in case.programs
        for output in program.outputs
        if (where := program.where_of_output(output)) is not None
    )
    tracked: dict[str, bool] = {}
    for view in case.exercises:
        for name, item in ({} if view.graded is None else view.graded.roles).items():
            tracked.setdefault(name, item.tracked)
    return Facts(tuple(gradients), graded, bool(gradients), printed, tracked)


def _numbers(gradient: Values | None) -> tuple[float, ...]:
    """What a person would say of a gradient: the one number that it is, else its elements."""
    number = uniform(gradient)
    return (gradient or ()) if number is None else (number,)


def _run_report(runs: list[Run], layers: tuple[str, ...]) -> RunReport:
    if not runs:
        return RunReport(verdict="not_run")
    return RunReport(
        verdict=next((run.verdict for run in runs if run.verdict != "ok"), "ok"),
        wall_s=round(sum(run.usage.wall_s for run in runs), 4),
        cpu_s=round(sum(run.usage.cpu_s for run in runs), 4),
        peak_rss_kb=max(run.usage.peak_rss_kb for run in runs),
        probes=len(runs),
        sandbox=layers,
    )
