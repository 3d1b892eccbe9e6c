"""The report: score, outcomes, diagnoses and feedback for one submission.

`to_json` gives the keys that users rely on (docs/report-format.md).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from autograder.explain.model import Explanation
from autograder.extract.document import Where
from autograder.ingest.submission import NOWHERE, Origin

Status: TypeAlias = Literal["graded", "needs_review", "not_graded"]
OutcomeStatus: TypeAlias = Literal["passed", "failed", "blocked", "inconclusive", "errored"]
Severity: TypeAlias = Literal["error", "warning", "note"]

SYMBOLS: dict[OutcomeStatus, str] = {
    "passed": "✓",
    "failed": "✗",
    "blocked": "–",
    "inconclusive": "?",
    "errored": "!",
}
"""A sign for each outcome, so that colour is never the only one."""


@dataclass(frozen=True)
class CheckReport:
    """One check: what was expected and seen, in words fit for the student, and where."""

    id: str
    status: OutcomeStatus
    score: float
    max_score: float
    title: str
    expected: str
    actual: str
    where: Where | None


@dataclass(frozen=True)
class QuestionReport:
    """One question with its checks."""

    id: str
    title: str
    score: float
    max_score: float
    checks: tuple[CheckReport, ...]


@dataclass(frozen=True)
class Message:
    """One diagnosis in words: what we saw and why (`message`), one `hint`, and where."""

    code: str
    severity: Severity
    question: str | None
    message: str
    hint: str
    where: Where | None


@dataclass(frozen=True)
class ExperimentReport:
    """One backward and what feeds it: where, x.grad after it, whether it was graded, its graph.

    `title` is that of the exercise that it was graded for, where the task has several.
    """

    where: Where | None
    gradient: tuple[float, ...] | float | None
    graded: bool
    graph: str
    title: str = ""


@dataclass(frozen=True)
class Flag:
    """An integrity flag for a person to look at."""

    code: str
    where: Where | None
    detail: str


@dataclass(frozen=True)
class RunReport:
    """How the runs went: the verdict of the first, the cost of all, and the sandbox layers."""

    verdict: str
    wall_s: float = 0.0
    cpu_s: float = 0.0
    peak_rss_kb: int = 0
    probes: int = 0
    sandbox: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeView:
    """One piece of the student's code as shown in the HTML report.

    `marks` maps 1-based lines to the index of the message that points there.
    """

    file: str
    cell: int | None
    first_line: int
    source: str
    marks: dict[int, int] = field(default_factory=dict)
    output: str = ""
    """What the program really printed in this cell."""


@dataclass(frozen=True)
class Report:
    """Everything about one graded submission, in the words of its language."""

    submission: str
    student: str
    assignment: str
    title: str
    status: Status
    score: float
    max_score: float
    language: str
    questions: tuple[QuestionReport, ...]
    messages: tuple[Message, ...]
    explanation: Explanation | None
    concept_titles: dict[str, str]
    experiments: tuple[ExperimentReport, ...]
    flags: tuple[Flag, ...]
    run: RunReport
    code: tuple[CodeView, ...] = ()
    summary: str = ""
    """One sentence for the top of the report and for tables."""
    unneeded_concepts: frozenset[str] = frozenset()
    """Concepts that would earn nothing more (never required, or another of their group is
    covered): shown where they are covered, never as missing."""
    origin: Origin = NOWHERE
    """Where the submission came from, for the way back to a gradebook."""
