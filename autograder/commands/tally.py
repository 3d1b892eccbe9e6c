"""What a batch remembers of its reports: a few rows for the table, and counts for the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from autograder.report.model import Report
from autograder.report.text import first_sentence, one_line

MAX_ROWS = 200
"""Rows of the closing table; a batch of any size keeps no more in memory."""


@dataclass(frozen=True)
class Line:
    """One row of the closing table, in words."""

    order: int
    submission: str
    status: str
    score: float
    max_score: float
    severity: str
    diagnosis: str


@dataclass
class Tally:
    """Counts of a batch as its reports come in."""

    lines: list[Line] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    scores: Counter[float] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    max_score: float = 0.0
    not_graded: list[tuple[str, str]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Number of reports taken in."""
        return sum(self.statuses.values())

    def add(self, report: Report, order: int) -> Line:
        """Take one report in and return its row."""
        self.statuses[report.status] += 1
        self.max_score = max(self.max_score, report.max_score)
        if report.status == "not_graded":
            reason = report.summary or first_sentence(_first(report)[1])
            self.not_graded.append((report.submission, reason or report.run.verdict))
        else:
            self.scores[report.score] += 1
            errors = {item.code for item in report.messages if item.severity == "error"}
            self.codes.update(errors)
        severity, text = _first(report)
        line = Line(
            order,
            one_line(report.submission),
            report.status,
            report.score,
            report.max_score,
            severity,
            first_sentence(text),
        )
        if order < MAX_ROWS:
            self.lines.append(line)
        return line

    def frequent(self, count: int) -> list[tuple[str, int]]:
        """The most frequent costly diagnoses with how many submissions have them."""
        return sorted(self.codes.items(), key=lambda item: (-item[1], item[0]))[:count]

    def mean(self) -> float:
        """The mean score of what was graded, 0 where nothing was."""
        count = self.scores.total()
        return sum(score * times for score, times in self.scores.items()) / count if count else 0.0

    def median(self) -> float:
        """The median score of what was graded, 0 where nothing was."""
        ordered = sorted(self.scores.elements())
        if not ordered:
            return 0.0
        middle = len(ordered) // 2
        odd = len(ordered) % 2
        return ordered[middle] if odd else (ordered[middle - 1] + ordered[middle]) / 2

    def distribution(self, bands: int = 5) -> list[tuple[float, float, int]]:
        """Counts of scores in equal bands from 0 to the maximum, as (from, to, count).

        Full marks have a band of their own at the end.
        """
        if self.max_score <= 0:
            return []
        width = self.max_score / bands
        counts = [0] * (bands + 1)
        for score, times in self.scores.items():
            counts[min(max(int(score / width), 0), bands)] += times
        found = [(width * at, width * (at + 1), count) for at, count in enumerate(counts[:bands])]
        return [*found, (self.max_score, self.max_score, counts[bands])]


def _first(report: Report) -> tuple[str, str]:
    """The severity and words of what matters first; empty when there is nothing to correct."""
    for severity in ("error", "warning"):
        for message in report.messages:
            if message.severity == severity:
                return severity, message.message
    if report.status == "graded" and report.score >= report.max_score:
        return "", ""
    return "warning", report.summary
