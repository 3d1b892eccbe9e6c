"""Grading a batch: every report is on disk the moment it is there, and nothing ends it early."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from autograder.commands.intake import Intake
from autograder.commands.tally import Line, Tally
from autograder.errors import AutograderError, UsageError
from autograder.export import Grades, write_report
from autograder.ingest.submission import Submission
from autograder.report.model import Report

LOG = "log.txt"
"""Name of the file in the output folder that holds tracebacks of our own faults."""

_log = logging.getLogger(__name__)


class GradesAll(Protocol):
    """What a batch needs of the pipeline's grader."""

    def grade_all(self, submissions: Iterable[Submission]) -> Iterator[Report]:
        """Yield a report for each submission, as they finish."""


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
    grader: GradesAll,
    intake: Intake,
    out: Path,
    *,
    on_report: Callable[[Report, Line], None],
    on_fault: Callable[[str], None],
) -> Result:
    """Grade everything in `intake` into `out`, calling back for each report and each fault of ours.

    An interrupt ends the batch; grades.csv then holds what was finished, as after a whole batch.

    Raises:
        AutograderError: the disk does not take the reports.
    """
    result = Result()
    seen: set[int] = set()
    with Grades(out / "grades.csv") as grades:
        try:
            for report in grader.grade_all(intake):
                order = intake.order.get(report.submission, intake.total)
                seen.add(order)
                try:
                    write_report(report, out / "reports")
                    line = result.tally.add(report, order)
                    grades.add(report, order)
                except OSError as error:
                    raise AutograderError(
                        f"{error.filename or out} cannot be written: {error.strerror}"
                    ) from error
                except Exception:
                    _log.exception("reporting on %s", report.submission)
                    result.faults.append(report.submission)
                    on_fault(report.submission)
                else:
                    on_report(report, line)
        except KeyboardInterrupt:
            result.interrupted = True
    if not result.interrupted:
        result.faults += [str(path) for path in intake.unread]
        result.faults += [name for name, order in intake.order.items() if order not in seen]
    return result


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
