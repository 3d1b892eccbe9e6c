"""Grading a batch: every report is on disk the moment it is there, and nothing ends it early."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from autograder.commands.intake import Intake
from autograder.commands.tally import Line, Tally
from autograder.errors import AutograderError, UsageError
from autograder.export import Grades, refresh_report, write_report, write_texts
from autograder.report.model import Report
from autograder.workers.order import Done, Order, Workshop

if TYPE_CHECKING:
    from autograder.store.ledger import Ledger

LOG = "log.txt"
"""Name of the file in the output folder that holds tracebacks of our own faults."""

_log = logging.getLogger(__name__)


class Watcher(Protocol):
    """Who is told how a batch goes."""

    def on_report(self, report: Report, line: Line, *, new: bool) -> None:
        """One more submission has its report; `new` False: it was there already."""

    def on_fault(self, name: str) -> None:
        """A fault of ours cost this submission its report."""


@dataclass
class Result:
    """What came of a batch. `faults` names what a fault of ours kept from being graded."""

    tally: Tally = field(default_factory=Tally)
    faults: list[str] = field(default_factory=list)
    interrupted: bool = False

    @property
    def complete(self) -> bool:
        """Whether every submission was graded."""
        return not (self.faults or self.tally.not_graded or self.interrupted)


def prepare(out: Path, paths: tuple[Path, ...]) -> Path:
    """Make the output folder with its reports folder and return the latter.

    Raises:
        UsageError: it lies inside a folder of submissions, or cannot be made or written to.
    """
    for path in paths:
        if path.is_dir() and out.resolve().is_relative_to(path.resolve()):
            raise UsageError(
                f"{out} lies inside {path}, where it would be taken for a submission; "
                "choose another folder with --out"
            )
    reports = out / "reports"
    try:
        reports.mkdir(parents=True, exist_ok=True)
        (out / LOG).unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be written: {error.strerror}") from None
    return reports


def run(
    workshop: Workshop,
    intake: Intake,
    out: Path,
    ledger: Ledger | None,
    watcher: Watcher,
) -> Result:
    """Grade everything in `intake` into `out`, telling `watcher` of each report and each fault of
    ours.

    With a ledger every result is in the store before anything else is done with it, and what is
    there already is not graded again. An interrupt ends the batch; grades.csv then holds what was
    finished, as after a whole batch.

    Raises:
        AutograderError: the disk or the database does not take the results.
    """
    with Grades(out / "grades.csv") as grades:
        batch = _Batch(intake, out, ledger, watcher, grades)
        try:
            for done in workshop.work(batch.orders()):
                batch.deliver_known()
                batch.take(done)
            batch.deliver_known()
        except KeyboardInterrupt:
            batch.result.interrupted = True
    result = batch.result
    if not result.interrupted:
        result.faults += [*intake.unread, *batch.under_way]
    if ledger is not None:
        ledger.finish(interrupted=result.interrupted)
    return result


class _Batch:
    """What `run` keeps in mind while it goes on."""

    def __init__(
        self, intake: Intake, out: Path, ledger: Ledger | None, watcher: Watcher, grades: Grades
    ) -> None:
        self._intake = intake
        self._out = out
        self._ledger = ledger
        self._watcher = watcher
        self._grades = grades
        self._known: deque[Report] = deque()
        self.result = Result()
        self.under_way: dict[str, int] = {}
        """Places in the input of the submissions that are read and not done yet, by name."""

    def orders(self) -> Iterator[Order]:
        """What is still to be graded; what is known already waits for `deliver_known`."""
        for position, submission in enumerate(self._intake):
            self.under_way[submission.name] = position
            found: Report | bytes | None = None
            if self._ledger is not None:
                found = self._ledger.arrive(submission, position)
            if isinstance(found, Report):
                self._known.append(found)
                # Nobody else empties the queue while nothing is graded.
                self.deliver_known()
            else:
                yield Order(submission, found)

    def deliver_known(self) -> None:
        """Take in the reports that were there already."""
        while self._known:
            report = self._known.popleft()
            with self._guarded(report.submission) as order:
                refresh_report(report, self._out / "reports")
                self._count(report, order, new=False)

    def take(self, done: Done) -> None:
        """Take in what a desk has done."""
        with self._guarded(done.name) as order:
            if done.report is None:
                raise _DeskFaultError(done.fault)
            report = done.report if self._ledger is None else self._ledger.record(done)
            if report is done.report:
                write_texts(done.name, done.json, done.html, self._out / "reports")
            else:  # people had a say in it
                write_report(report, self._out / "reports")
            self._count(report, order, new=True)

    def _count(self, report: Report, order: int, *, new: bool) -> None:
        line = self.result.tally.add(report, order)
        self._grades.add(report, order)
        self._watcher.on_report(report, line, new=new)

    @contextmanager
    def _guarded(self, name: str) -> Iterator[int]:
        """A fault of ours costs one report; a disk that takes nothing ends the batch. Gives the
        submission's place in the input."""
        try:
            yield self.under_way.pop(name, self._intake.total)
        except AutograderError:
            raise
        except OSError as error:
            raise AutograderError(
                f"{error.filename or self._out} cannot be written: {error.strerror}"
            ) from error
        except Exception as error:
            if isinstance(error, _DeskFaultError):
                _log.error("reporting on %s\n%s", name, error)
            else:
                _log.exception("reporting on %s", name)
            self.result.faults.append(name)
            self._watcher.on_fault(name)


class _DeskFaultError(Exception):
    """The traceback of a fault of ours at a desk."""


@contextmanager
def logged_to(file: Path) -> Iterator[None]:
    """Send what our code logs to `file`, which is made when there is something to say."""
    handler = logging.FileHandler(file, delay=True, encoding="utf-8", errors="replace")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("autograder")
    logger.addHandler(handler)
    propagate, logger.propagate = logger.propagate, False
    try:
        yield
    finally:
        logger.propagate = propagate
        logger.removeHandler(handler)
        handler.close()
