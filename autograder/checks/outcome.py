"""The outcome of one check: data, which feedback puts into words."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.evidence.schema import Site
from autograder.extract.document import Where
from autograder.report.model import OutcomeStatus
from autograder.spec.model import Check


@dataclass(frozen=True)
class Sat:
    """What a file of tests gave: the share of its points, and what public tests say that failed."""

    share: float
    told: str = ""


@dataclass(frozen=True)
class Outcome:
    """What one check says of the evidence.

    `share` of the points is earned (0 to 1). `reason` names why in a word ("wrong_gradient",
    "tracked", ...); `seen` and `site` are what the words rest on.
    """

    check: Check
    status: OutcomeStatus
    share: float = 0.0
    reason: str = ""
    seen: object = None
    site: Site | None = None
    where: Where | None = None
    """The place, where it is not in the graded program's trace."""

    @property
    def points(self) -> float:
        """Points earned."""
        return self.check.points * self.share

    @property
    def passed(self) -> bool:
        """Whether the check passed."""
        return self.status == "passed"
