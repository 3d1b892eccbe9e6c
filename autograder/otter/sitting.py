"""The test files that an assignment's questions name, and what a run of a program gave them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.checks.outcome import Sat
from autograder.errors import UsageError
from autograder.evidence.exam import Exam, FileResult
from autograder.evidence.run import Run
from autograder.evidence.schema import Examining, Frame, Job, Tested
from autograder.otter import points
from autograder.otter.formats import QuestionTests, from_notebook, read
from autograder.running import SandboxOpener
from autograder.spec.model import Assignment, Check


@dataclass
class Sitting:
    """What the runs of one submission gave: for each file the results of both rounds."""

    runs: list[Run] = field(default_factory=list)
    public: dict[str, FileResult] = field(default_factory=dict)
    whole: dict[str, FileResult] = field(default_factory=dict)
    layers: tuple[str, ...] = ()


class Exams:
    """All test files of an assignment, read once.

    Args:
        spec: the assignment.
        folder: where the files lie.
        sandbox: where files that are functions are asked what they hold.

    Raises:
        UsageError: a file is missing or cannot be used.
    """

    def __init__(self, spec: Assignment, folder: Path, sandbox: SandboxOpener) -> None:
        self._spec = spec
        self._folder = folder
        self._sandbox = sandbox
        named = (check for check in spec.checks if check.kind == "otter")
        self._tests = [(check, self._read(check)) for check in named]
        shown = [test for _, test in self._tests if test.public is not None and test.shown]
        self._shown = shown
        self.rounds: tuple[Exam, ...] = ()
        """One round of public cases for what students are told, one of all for the scores."""
        if self._tests:
            public = tuple(test.public for test in shown if test.public is not None)
            self.rounds = (
                Exam(public, tell=True),
                Exam(tuple(test.whole for _, test in self._tests)),
            )

    @staticmethod
    def are_in(spec: Assignment, folder: Path) -> bool:
        """Whether every test file that a check names lies in `folder`."""
        return all((folder / path).is_file() for path in test_files(spec))

    def results(self, run: Run) -> dict[str, Sat]:
        """What a run with these rounds gave, by the id of the check; nothing where it did not
        get so far."""
        public, whole = by_round(run.frames)
        told = {
            test.name: test.messages(result)
            for test, result in zip(self._shown, public, strict=False)
        }
        found: dict[str, Sat] = {}
        for (check, test), result in zip(self._tests, whole, strict=False):
            passed = test.passed(result)
            most = points.possible(test.cases)
            earned = points.score(test.cases, passed, all_or_nothing=test.all_or_nothing)
            share = earned / most if most else float(all(passed))
            failing = [number for number, good in enumerate(passed) if not good]
            said = [self._said(test, number, told.get(test.name, {})) for number in failing]
            found[check.id] = Sat(share, next(filter(None, said), ""))
        return found

    @staticmethod
    def _said(test: QuestionTests, number: int, told: dict[int, str]) -> str:
        case = test.cases[number]
        if case.hidden:
            return ""
        return case.failure or told.get(number) or case.name

    def _read(self, check: Check) -> QuestionTests:
        path, _, question = (check.tests or "").partition("#")
        try:
            text = (self._folder / path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"check {check.id}: {path} cannot be read: {error}") from None
        if path.endswith(".ipynb"):
            return from_notebook(path, text, question, self._describe)
        return read(path, text, self._describe)

    def _describe(self, exam: Exam) -> FileResult | None:
        with self._sandbox.session((), self._spec.limits) as session:
            run: Run = session.run(Job((), exam=True), None, (exam,))
        return next((frame.result for frame in run.frames if isinstance(frame, Tested)), None)


def test_files(spec: Assignment) -> list[str]:
    """The paths of all test files that checks name, each once."""
    named = (check.tests.partition("#")[0] for check in spec.checks if check.tests)
    return list(dict.fromkeys(named))


def by_round(frames: Sequence[Frame]) -> tuple[list[FileResult], list[FileResult]]:
    """The results of a first and of a second round, in order; what came twice counts once."""
    rounds: tuple[list[FileResult], list[FileResult]] = ([], [])
    asked = 0
    for frame in frames:
        if isinstance(frame, Examining):
            asked += 1
        elif isinstance(frame, Tested) and 1 <= asked <= 2:
            into = rounds[asked - 1]
            if frame.file == len(into):
                into.append(frame.result)
    return rounds
