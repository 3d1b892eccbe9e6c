"""Putting results into a teacher's table without touching anything that is not ours to touch."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from autograder.export.matching import Matches
from autograder.export.results import Result
from autograder.export.sheets import Sheet

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?%?")


@dataclass(frozen=True)
class Rules:
    """What the teacher allows.

    `overwrite`: replace a different grade that is there. `include_review`: also give what waits
    for a person. `scale`: turn points into those of the gradebook's column.
    """

    overwrite: bool = False
    include_review: bool = False
    scale: bool = True


@dataclass
class Filled:
    """What an export did, person by person, for the teacher to read.

    `kept` and `replaced` tell the grade that was there and ours; `held` wait for a person,
    `failed` could not be graded, `locked` may not be changed in the gradebook, `unmatched` are in
    no row, `clashes` share a row, `unanswered` are rows that nobody handed anything in for.
    `unreturned` are submissions that feedback cannot be sent back to, `left` reports of an earlier
    batch, which are not exported.
    """

    written: int = 0
    unchanged: int = 0
    kept: list[tuple[str, str, str]] = field(default_factory=list)
    replaced: list[tuple[str, str, str]] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    locked: list[str] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    unreturned: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    comments_kept: list[str] = field(default_factory=list)
    scaled: tuple[float, float] | None = None
    no_comments: bool = False

    @property
    def complete(self) -> bool:
        """Whether every submission's grade is where it belongs."""
        rest = (self.kept, self.held, self.failed, self.locked, self.unmatched, self.clashes)
        return not any(rest) and not self.unreturned


def named(result: Result) -> str:
    """How a submission is called in what the teacher reads."""
    if result.student and result.student != result.submission:
        return f"{result.student} ({result.submission})"
    return result.submission


def begin(matches: Matches) -> Filled:
    """What is known before any cell is written."""
    found = Filled()
    for result, who in matches.unmatched:
        several = len(result.people) > 1 and who.name
        found.unmatched.append(f"{who.name} ({result.submission})" if several else named(result))
    found.clashes = [named(result) for result, _ in matches.clashes]
    return found


def releasable(results: Iterable[Result], rules: Rules, found: Filled) -> list[Result]:
    """The results that may be given out; the others are noted."""
    given = []
    for result in results:
        if result.status == "not_graded":
            found.failed.append(named(result))
        elif result.status == "needs_review" and not rules.include_review:
            found.held.append(named(result))
        else:
            given.append(result)
    return given


def points(value: float, *, comma: bool = False) -> str:
    """Points as a gradebook shows them: two decimals at the most."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if comma else text


def number(text: str) -> float | None:
    """The number in a cell, with a point or a comma; None where there is none."""
    text = text.strip().lstrip("'")
    if _NUMBER.fullmatch(text) is None:
        return None
    return float(text.rstrip("%").replace(",", "."))


def fill_grade(
    sheet: Sheet,
    row: int,
    column: int,
    result: Result,
    most: float | None,
    *,
    comma: bool,
    rules: Rules,
    found: Filled,
) -> bool:
    """Write one grade where that overwrites nothing; False where the row stays as it was."""
    score = result.score
    if rules.scale and most and result.max_score and most != result.max_score:
        score *= most / result.max_score
        found.scaled = (result.max_score, most)
    text, before = points(score, comma=comma), sheet.cell(row, column)
    if before in ("", "-"):
        found.written += 1
    elif (there := number(before)) is not None and abs(there - score) < 0.005:
        found.unchanged += 1
        return True
    elif not rules.overwrite:
        found.kept.append((named(result), before, text))
        return False
    else:
        found.replaced.append((named(result), before, text))
        found.written += 1
    sheet.put(row, column, text)
    return True
