"""The desk of a dashboard: a store with the grader behind it."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from autograder.commands.dashboard import database_in
from autograder.diagnosis.examples import behaviour
from autograder.errors import AutograderError
from autograder.experiments.oracle import OracleError
from autograder.extract import extract
from autograder.ingest.submission import Submission
from autograder.insight.look import Look, look_at
from autograder.pipeline import Grader
from autograder.sandbox.client import SandboxError
from autograder.spec.filing import Heading, file_sample
from autograder.spec.load import LoadedAssignment, SpecError, load
from autograder.store import Store, keep, results, runs, submissions
from autograder.web.desk import Desk, Lesson, Trial


@contextmanager
def open_desk(out: str) -> Iterator[Desk]:
    """Open the store that OUT names, with a workshop that starts the grader when it is needed."""
    with ExitStack() as stack:
        store = stack.enter_context(Store.open(database_in(out)))
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="autograder-")))
        bench = stack.enter_context(Bench(store))
        yield Desk(store, bench, scratch)


class Bench:
    """The workshop: graders of the assignments, opened when first needed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._graders: dict[str, Grader] = {}
        self._stack = ExitStack()
        self._lock = threading.Lock()

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def look(self, assignment: str, submission_id: int) -> Look:
        """See `Workshop`."""
        submission = self._submission(submission_id)
        with _told():
            case, _ = self._grader(assignment).examine(submission, extract(submission))
            return look_at(case)

    def trial(
        self, assignment: str, lesson: Lesson, sample_of: int, submission_ids: Sequence[int]
    ) -> Iterator[Trial]:
        """See `Workshop`."""
        loaded = _load(assignment)
        with tempfile.TemporaryDirectory(prefix="autograder-") as folder, _told():
            solutions = Path(folder) / "solutions"
            shutil.copytree(loaded.solutions, solutions)
            self._file(solutions, lesson, sample_of)
            with Grader(replace(loaded, solutions=solutions)) as grader:
                for number in submission_ids:
                    with self._store.read() as db:
                        found = submissions.detail(db, number)
                    if found is not None and found.report is not None:
                        after = grader.grade(self._submission(number))
                        yield Trial(number, found.report, after)

    def teach(self, assignment: str, lesson: Lesson, sample_of: int) -> Path:
        """See `Workshop`."""
        path = self._file(_load(assignment).solutions, lesson, sample_of)
        with self._lock:
            self._graders.pop(assignment, None)
        return path

    def regrade(
        self, assignment: str, actor: str, tick: Callable[[int, int], None]
    ) -> tuple[int, int]:
        """See `Workshop`."""
        loaded = _load(assignment)
        with self._store.read() as db:
            before = runs.latest(db, assignment)
            handed_in = list(keep.all_submissions(db, assignment))
        identity = runs.Identity(f"f{before.id if before else 0}", "r", "p", "0", None)
        with self._store.write() as db:
            run = runs.begin(
                db, assignment, identity, total=len(handed_in), source=f"dashboard: {actor}"
            )
        with Grader(loaded) as grader, _told():
            for at, submission in enumerate(handed_in, start=1):
                report = grader.grade(submission)
                case, _ = grader.examine(submission, extract(submission))
                with self._store.write() as db:
                    results.record(
                        db, run.id, submission, keep.content_of(submission),
                        identity.fingerprint, at, results.Finding(report, behaviour(case)),
                    )  # fmt: skip
                tick(at, len(handed_in))
        with self._store.write() as db:
            runs.finish(db, run.id, interrupted=False)
        return (before.id if before else run.id), run.id

    def _submission(self, number: int) -> Submission:
        with self._store.read() as db:
            found = keep.load_submission(db, number)
        if found is None:
            raise AutograderError("what was handed in is not kept in this store")
        return found

    def _file(self, solutions: Path, lesson: Lesson, sample_of: int) -> Path:
        submission = self._submission(sample_of)
        programs = extract(submission).programs
        if not programs:
            raise AutograderError("this submission holds no program")
        with self._store.read() as db:
            row = submissions.row(db, sample_of)
        score = row.score if row is not None and row.score is not None else 0.0
        heading = Heading(lesson.code, score, lesson.message, lesson.hint)
        return file_sample(solutions, submission, programs[0].file, heading)

    def _grader(self, assignment: str) -> Grader:
        with self._lock:
            if assignment not in self._graders:
                grader = self._stack.enter_context(Grader(_load(assignment)))
                self._graders[assignment] = grader
            return self._graders[assignment]


def _load(assignment: str) -> LoadedAssignment:
    try:
        return load(assignment)
    except SpecError as error:
        raise AutograderError(f"the assignment cannot be used:\n{error}") from None


@contextmanager
def _told() -> Iterator[None]:
    """Put what can stop the grader into a sentence."""
    try:
        yield
    except OracleError as error:
        raise AutograderError(f"the assignment cannot be used: {error}") from None
    except SandboxError as error:
        raise AutograderError(f"the sandbox does not work here: {error}") from None
