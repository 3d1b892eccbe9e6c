"""The desk of a dashboard: a store with the grader behind it."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from autograder import points
from autograder.commands.stores import database_in
from autograder.errors import AutograderError
from autograder.evidence.kept import Kept
from autograder.experiments.oracle import OracleError
from autograder.extract import extract
from autograder.identity import Identity, identity
from autograder.ingest.submission import Submission
from autograder.insight.look import Look, look_at
from autograder.pipeline import Grader
from autograder.running import Runner
from autograder.sandbox.client import Sandbox, SandboxError, Server, Session
from autograder.spec.filing import Heading, file_sample
from autograder.spec.load import LoadedAssignment, SpecError, load
from autograder.spec.model import Limits
from autograder.store import Store, keep, runs, submissions
from autograder.store.ledger import Ledger, open_ledger
from autograder.web.desk import Desk, Lesson, Trial
from autograder.workers.desk import Desk as GradingDesk
from autograder.workers.keeper import Keeper
from autograder.workers.order import Order, Setup

FRESH_S = 5.0
"""Seconds for which the files of an assignment are taken to be as they were."""


@contextmanager
def open_desk(out: str) -> Iterator[Desk]:
    """Open the store that OUT names, with a workshop that starts the grader when it is needed."""
    with ExitStack() as stack:
        store = stack.enter_context(Store.open(database_in(out)))
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="autograder-")))
        bench = stack.enter_context(Bench(out, store))
        yield Desk(store, bench, scratch)


class Bench:
    """The workshop. Runs that were kept are used again; a sandbox starts for others alone.

    Args:
        out: the store as the command line names it, for batches of its own.
        store: the same, open.
    """

    def __init__(self, out: str, store: Store) -> None:
        self._place = database_in(out)
        self._store = store
        self._stack = ExitStack()
        self._sandboxes: dict[str, _Lazy] = {}
        self._graders: dict[str, tuple[str, Grader]] = {}
        self._identities: dict[Path, tuple[float, Identity]] = {}
        self._lock = threading.RLock()

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def look(self, assignment: str, submission_id: int) -> Look:
        """See `autograder.web.desk.Workshop`."""
        submission = self._submission(submission_id)
        loaded = _load(assignment)
        with _told():
            grader = self._grader(loaded)
            runner = Runner(self._kept(loaded, submission), loaded.spec.limits)
            case, _ = grader.examine(submission, extract(submission), runner)
            return look_at(case)

    def trial(
        self, assignment: str, lesson: Lesson, sample_of: int, submission_ids: Sequence[int]
    ) -> Iterator[Trial]:
        """See `autograder.web.desk.Workshop`."""
        loaded = _load(assignment)
        with tempfile.TemporaryDirectory(prefix="autograder-") as folder, _told():
            solutions = Path(folder) / "solutions"
            shutil.copytree(loaded.solutions, solutions)
            self._file(solutions, lesson, sample_of)
            with self._open_grader(replace(loaded, solutions=solutions)) as grader:
                for number in submission_ids:
                    with self._store.read() as db:
                        found = submissions.detail(db, number)
                    if found is not None and found.report is not None:
                        submission = self._submission(number)
                        after = grader.find(submission, self._kept(loaded, submission)).report
                        yield Trial(number, found.report, after)

    def teach(self, assignment: str, lesson: Lesson, sample_of: int) -> Path:
        """See `autograder.web.desk.Workshop`."""
        return self._file(_load(assignment).solutions, lesson, sample_of)

    def regrade(
        self, assignment: str, actor: str, tick: Callable[[int, int], None]
    ) -> tuple[int, int]:
        """See `autograder.web.desk.Workshop`."""
        loaded = _load(assignment)
        with self._store.read() as db:
            before = runs.latest(db, assignment)
            names = [row.id for row in submissions.listed(db, assignment, limit=1 << 30)]
        language = None if before is None else before.identity.language
        key = points.installation_key()
        ledger = open_ledger(
            self._place,
            assignment,
            identity(loaded, language, key),
            language=language,
            total=len(names),
            source=f"dashboard ({actor})",
        )
        with ledger as book, _told(), ExitStack() as stack:
            setup = Setup(loaded, language, key, common=book.common())
            desk = stack.enter_context(GradingDesk(setup, self._sandbox(loaded)))
            for at, number in enumerate(names):
                tick(at, len(names))
                self._again(book, desk, self._submission(number), at)
            book.finish(interrupted=False)
            tick(len(names), len(names))
            return (book.run.id if before is None else before.id), book.run.id

    @staticmethod
    def _again(book: Ledger, desk: GradingDesk, submission: Submission, position: int) -> None:
        known = book.arrive(submission, position)
        if known is None or isinstance(known, bytes):
            done = desk.fill(Order(submission, known))
            if done.report is not None:
                book.record(done)

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

    def _grader(self, loaded: LoadedAssignment) -> Grader:
        """The grader of an assignment as its files are now."""
        rubric = self._identity(loaded).rubric
        with self._lock:
            known = self._graders.get(loaded.spec.id)
            if known is None or known[0] != rubric:
                known = rubric, self._stack.enter_context(self._open_grader(loaded))
                self._graders[loaded.spec.id] = known
            return known[1]

    def _open_grader(self, loaded: LoadedAssignment) -> Grader:
        """A grader that knows the kept runs of the reference and the samples."""
        engine = self._identity(loaded).engine
        with self._store.read() as db:
            common = keep.load_evidence(db, f"assignment:{loaded.spec.id}", engine)
        return Grader(loaded, workers=1, sandbox=Keeper(self._sandbox(loaded), _unpacked(common)))

    def _kept(self, loaded: LoadedAssignment, submission: Submission) -> Keeper:
        engine = self._identity(loaded).engine
        with self._store.read() as db:
            data = keep.load_evidence(db, keep.content_of(submission), engine)
        return Keeper(self._sandbox(loaded), _unpacked(data))

    def _identity(self, loaded: LoadedAssignment) -> Identity:
        """What results depend on now, looked at again after some seconds."""
        now = time.monotonic()
        known = self._identities.get(loaded.solutions)
        if known is None or now - known[0] > FRESH_S:
            known = now, identity(loaded, None, points.installation_key())
            self._identities[loaded.solutions] = known
        return known[1]

    def _sandbox(self, loaded: LoadedAssignment) -> _Lazy:
        with self._lock:
            found = self._sandboxes.get(loaded.spec.id)
            if found is None:
                found = self._stack.enter_context(_Lazy((loaded.folder, loaded.solutions)))
                self._sandboxes[loaded.spec.id] = found
            return found


class _Lazy:
    """A sandbox whose server starts with the first run that was not kept."""

    def __init__(self, private: tuple[Path, ...]) -> None:
        self._private = private
        self._stack = ExitStack()
        self._lock = threading.Lock()
        self._real: Sandbox | None = None

    def __enter__(self) -> _Lazy:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @contextmanager
    def session(self, files: tuple[tuple[str, bytes], ...], limits: Limits) -> Iterator[Session]:
        """A session in the real sandbox."""
        with self._lock:
            if self._real is None:
                server = self._stack.enter_context(Server(private=self._private))
                self._real = Sandbox(server)
                self._stack.callback(self._real.close)
        with self._real.session(files, limits) as session:
            yield session


def _load(assignment: str) -> LoadedAssignment:
    try:
        return load(assignment)
    except SpecError as error:
        raise AutograderError(f"the assignment cannot be used:\n{error}") from None


def _unpacked(data: bytes | None) -> Kept | None:
    if data is None:
        return None
    try:
        return Kept.unpack(data)
    except ValueError:  # kept by another version: everything is run again
        return None


@contextmanager
def _told() -> Iterator[None]:
    """Put what can stop the grader into a sentence."""
    try:
        yield
    except OracleError as error:
        raise AutograderError(f"the assignment cannot be used: {error}") from None
    except SandboxError as error:
        raise AutograderError(f"the sandbox does not work here: {error}") from None
