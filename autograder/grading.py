"""What may be asked of a grader, whichever it is: the pipeline's own, or one of Otter's tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from autograder.ingest.submission import Submission
from autograder.report.model import Report


class GradesAll(Protocol):
    """Grades many submissions."""

    def grade_all(self, submissions: Iterable[Submission]) -> Iterator[Report]:
        """Yield a report for each submission, as they finish, in any order."""
