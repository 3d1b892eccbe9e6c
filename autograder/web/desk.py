"""What the pages work on: the store, the assignments, and the workshop that examines and grades.

The web knows nothing of the pipeline. What needs it (a look at the evidence, a trial of new
feedback, grading again) is asked of a `Workshop`, which `autograder.commands.desk` makes.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from autograder.insight.look import Look
from autograder.report.model import Report
from autograder.spec.load import LoadedAssignment, SpecError, load
from autograder.store import Store, overview, runs
from autograder.web.jobs import Jobs

T = TypeVar("T")


@dataclass(frozen=True)
class Lesson:
    """Feedback that a teacher writes about one behaviour: a code of its own, and both languages.

    `message` says what we saw and why, `hint` gives one hint; each maps "zh" and "en" to text.
    """

    code: str
    message: dict[str, str]
    hint: dict[str, str]


@dataclass(frozen=True)
class Trial:
    """What a lesson would do to one submission: its report now and then."""

    submission_id: int
    before: Report
    after: Report

    @property
    def reaches(self) -> bool:
        """Whether the submission's report changes at all."""
        return self.before.messages != self.after.messages


class Workshop(Protocol):
    """What needs the grader. All may take long, all may be called from several threads."""

    def look(self, assignment: str, submission_id: int) -> Look:
        """The evidence of a submission, from what was kept where that is there.

        Raises:
            AutograderError: it cannot be examined; the sentence says why.
        """

    def trial(
        self, assignment: str, lesson: Lesson, sample_of: int, submission_ids: Sequence[int]
    ) -> Iterator[Trial]:
        """What becomes of some submissions once `lesson` is taught by the program of `sample_of`.

        Raises:
            AutograderError: the assignment cannot be used, or its samples cannot.
        """

    def teach(self, assignment: str, lesson: Lesson, sample_of: int) -> Path:
        """Write the program of `sample_of` to the assignment's wrong answers; returns the path.

        Raises:
            AutograderError: it cannot be written, or does not say what it should.
        """

    def regrade(
        self, assignment: str, actor: str, tick: Callable[[int, int], None]
    ) -> tuple[int, int]:
        """Grade everything again from what was kept; returns the numbers of the batch before and
        of the new one. `tick(done, total)` is called as it goes on.

        Raises:
            AutograderError: the assignment cannot be used.
        """


@dataclass
class Desk:
    """The store and what works on it. Safe to use from several threads."""

    store: Store
    workshop: Workshop
    scratch: Path | None = None
    jobs: Jobs = field(default_factory=Jobs)
    _known: dict[tuple[str, str], tuple[str, Any]] = field(default_factory=dict)
    _specs: dict[str, tuple[float, LoadedAssignment | None]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def assignments(self) -> tuple[str, ...]:
        """The assignments in the store, the one graded last first."""
        with self.store.read() as db:
            return runs.assignments(db)

    def assignment(self, wanted: object = None) -> str:
        """`wanted` where the store has it, else the one graded last; empty where there is none."""
        known = self.assignments()
        if isinstance(wanted, str) and wanted in known:
            return wanted
        return known[0] if known else ""

    def pulse(self, assignment: str) -> str:
        """A text that changes whenever anything about the assignment's submissions does."""
        with self.store.read() as db:
            return runs.pulse(db, assignment)

    def remembered(self, assignment: str, what: str, make: Callable[[], T]) -> T:
        """What `make` gives, made again only after something about the assignment has changed."""
        pulse = self.pulse(assignment)
        key = (assignment, what)
        found = self._known.get(key)
        if found is not None and found[0] == pulse:
            value: T = found[1]
            return value
        value = make()
        with self._lock:
            if len(self._known) > 200:
                self._known.clear()
            self._known[key] = (pulse, value)
        return value

    def waiting(self, assignment: str) -> int:
        """How many submissions wait for a person."""

        def count() -> int:
            with self.store.read() as db:
                return overview.totals(db, assignment).to_review

        return self.remembered(assignment, "waiting", count) if assignment else 0

    def spec(self, assignment: str) -> LoadedAssignment | None:
        """The assignment as it stands in its files, None where it is not here or is broken.

        It is read again after some seconds: a teacher may be editing it.
        """
        now = time.monotonic()
        found = self._specs.get(assignment)
        if found is not None and now - found[0] < 10.0:
            return found[1]
        try:
            loaded: LoadedAssignment | None = load(assignment)
        except (SpecError, OSError):
            loaded = None
        self._specs[assignment] = (now, loaded)
        return loaded
