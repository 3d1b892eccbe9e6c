"""A batch's view of the store: what is known already, what is to be kept, what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from autograder.evidence.kept import Kept
from autograder.identity import Identity, of_student
from autograder.ingest.submission import Submission
from autograder.report.model import Report
from autograder.store import (
    Store,
    changes,
    keep,
    likeness,
    locks,
    presented,
    results,
    runs,
    submissions,
)
from autograder.store.current import Current
from autograder.store.engine import StoreError
from autograder.store.results import Arrival, Finding

if TYPE_CHECKING:
    from autograder.workers.order import Done


CACHE_KIB = 2_000
"""Pages of the store that a batch keeps in memory: enough for what it writes next."""


class Ledger:
    """The results of one batch, written as they are made.

    Args:
        store: open.
        run: the batch, new or gone on with.
        identity: what its results depend on.
        fresh: whether to grade and run everything anew, whatever is known.
    """

    def __init__(
        self, store: Store, run: runs.RunRow, identity: Identity, *, fresh: bool = False
    ) -> None:
        self._store = store
        self._assignment = run.assignment
        self._identity = identity
        self._fresh = fresh
        self._arrivals: dict[str, Arrival] = {}
        self._owner = f"assignment:{run.assignment}"
        self.run = run
        self.carried = 0
        """Results that were there already."""

    def common(self) -> bytes | None:
        """The kept runs of the reference and the samples."""
        if self._fresh:
            return None
        with self._store.read() as db:
            return keep.load_evidence(db, self._owner, self._identity.engine)

    def arrive(self, submission: Submission, position: int) -> Report | bytes | None:
        """Take a submission in; returns its report where that is known, else its kept runs.

        Raises:
            StoreError: the database does not take it.
        """
        arrival = Arrival(
            submission,
            keep.content_of(submission),
            of_student(self._identity.fingerprint, submission.student),
            position,
        )
        with _kept_in_words(), self._store.read() as db:
            number = results.known(db, self._assignment, arrival)
            # A batch that is done over from the start still goes on where it was killed.
            if number is not None and self._fresh and not results.in_run(db, self.run.id, number):
                number = None
            if number is None:
                self._arrivals[submission.name] = arrival
                if self._fresh:
                    return None
                return keep.load_evidence(db, arrival.content, self._identity.engine)
        with _kept_in_words(), self._store.write() as db:
            current = results.carry(db, self.run.id, arrival, number)
            self.carried += 1
            # The same work may have come another way: late, or in a download of another name.
            report = replace(results.load(db, number), origin=submission.origin)
            return _presented(db, current, report)

    def record(self, done: Done) -> Report:
        """Write down what came of a submission; returns the report as people are to see it.

        Raises:
            StoreError: the database does not take it.
        """
        assert done.report is not None
        arrival = self._arrivals.pop(done.name)
        finding = Finding(
            done.report, done.signature, done.structure, done.sketch, done.packed or None
        )
        engine = self._identity.engine
        with _kept_in_words(), self._store.write() as db:
            current = results.record(db, self.run.id, arrival, finding)
            if done.evidence is not None:
                keep.save_evidence(db, arrival.content, engine, done.evidence)
            if done.common is not None:
                known = keep.load_evidence(db, self._owner, engine)
                keep.save_evidence(db, self._owner, engine, _merged(known, done.common))
            return _presented(db, current, done.report)

    def finish(self, *, interrupted: bool) -> None:
        """Note that the batch is over."""
        with _kept_in_words(), self._store.write() as db:
            runs.finish(db, self.run.id, interrupted=interrupted)

    def causes(self) -> tuple[str, ...]:
        """Why results may be others than before, besides new attempts (`store.changes.causes`)."""
        with self._store.read() as db:
            return changes.causes(runs.before(db, self.run), self.run)

    def marks(self) -> Iterator[changes.Change]:
        """Those whose marks are others than after the batch before, in input order."""
        with self._store.read() as db:
            if runs.before(db, self.run) is None:
                return
            for change in changes.of_run(db, self.run.id):
                if change.marks_changed:
                    yield change

    def written(self) -> Iterator[likeness.Likeness]:
        """What submissions are compared by, by number."""
        with self._store.read() as db:
            yield from likeness.of_all(db, self._assignment)

    def names(self, numbers: tuple[int, ...]) -> list[submissions.SubmissionRow]:
        """Submissions by number, in the order of their names."""
        with self._store.read() as db:
            found = (submissions.row(db, number) for number in numbers)
            return sorted((row for row in found if row is not None), key=lambda row: row.name)


@contextmanager
def open_ledger(
    place: str | Path,
    assignment: str,
    identity: Identity,
    *,
    language: str | None,
    total: int,
    source: str,
    fresh: bool = False,
) -> Iterator[Ledger]:
    """Open the store and begin a batch in it, or go on with one that did not end.

    Raises:
        UsageError, StoreError: the store cannot be used, or another batch is using it.
    """
    own = runs.Identity(
        identity.fingerprint + ("-fresh" if fresh else ""),
        identity.rubric,
        identity.program,
        identity.version,
        language,
    )
    with Store.open(place, cache_kib=CACHE_KIB) as store, locks.grading(store, assignment):
        with _kept_in_words(), store.write() as db:
            run = runs.begin(db, assignment, own, total=total, source=source)
        yield Ledger(store, run, identity, fresh=fresh)


def _presented(db: Connection, current: Current, report: Report) -> Report:
    return presented.presented(db, current.submission_id, report) if current.judged else report


def _merged(known: bytes | None, new: bytes) -> bytes:
    fresh = Kept.unpack(new)
    try:
        old = Kept() if known is None else Kept.unpack(known)
    except ValueError:
        old = Kept()
    return Kept(fresh.layers or old.layers, {**old.runs, **fresh.runs}).pack()


@contextmanager
def _kept_in_words() -> Iterator[None]:
    """A database that fails in the middle of a batch is told in a sentence."""
    try:
        yield
    except DBAPIError as error:
        reason = " ".join(str(error.orig or error).split())
        raise StoreError(
            f"the store cannot be written: {reason}. What was finished is kept; once this is "
            "mended, the same command goes on where it stopped"
        ) from error
