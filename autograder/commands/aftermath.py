"""What is to be said once a batch is over: whose marks changed and why, and who wrote alike."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from autograder.commands.batch import Result
from autograder.commands.words import terminal_words
from autograder.export import protect
from autograder.export.atomic import writing
from autograder.report.text import number, one_line, visible
from autograder.similar.grouping import Alike, Written, alike
from autograder.store.changes import Change
from autograder.store.ledger import Ledger

CHANGES = "changes.csv"
SIMILAR = "similar.csv"
SHOWN = 10
"""Changed marks that the terminal lists; all are in the file."""


@dataclass(frozen=True)
class Changed:
    """Of how many the marks are others than before, the first of them, and the causes besides new
    attempts (`store.changes.causes`)."""

    count: int
    first: tuple[Change, ...]
    causes: tuple[str, ...]


@dataclass(frozen=True)
class Aftermath:
    """`carried` results were there already; `interrupted` batches compare nothing."""

    carried: int
    changed: Changed | None = None
    identical: int = 0
    near: int = 0


def look_back(ledger: Ledger, out: Path, result: Result) -> Aftermath:
    """Compare, and write changes.csv and similar.csv where there is something to say; files of an
    earlier batch go where there is nothing.

    Raises:
        OSError: a file cannot be written.
    """
    if result.interrupted:
        return Aftermath(ledger.carried)
    first: list[Change] = []
    count = _write(out / CHANGES, _HEAD_CHANGES, _changes(ledger, first))
    changed = Changed(count, tuple(first), ledger.causes())
    groups = alike(Written(*one) for one in ledger.written())
    _write(out / SIMILAR, _HEAD_SIMILAR, _alike(ledger, groups))
    identical = sum(group.identical for group in groups)
    return Aftermath(ledger.carried, changed, identical, len(groups) - identical)


def in_words(after: Aftermath, out: Path, language: str) -> Iterator[str]:
    """Lines for the end of the summary."""
    words = terminal_words(language)
    if after.carried:
        yield words["carried"].format(count=after.carried)
    changed = after.changed
    if changed is not None and (changed.count or changed.causes):
        causes = [words[f"cause_{cause}"] for cause in changed.causes]
        because = words["because"].format(causes=words["and"].join(causes)) if causes else ""
        found = words["changed" if changed.count else "unchanged"]
        yield found.format(count=changed.count, because=because)
        for change in changed.first:
            yield f"  {one_line(change.name)}  {_marks(change)}  {_why(change, words)}"
        if changed.count:
            yield words["all_in"].format(file=one_line(str(out / CHANGES)))
    if after.identical or after.near:
        yield words["alike"].format(
            identical=after.identical, near=after.near, file=one_line(str(out / SIMILAR))
        )


_HEAD_CHANGES = (
    "submission",
    "student",
    "before",
    "after",
    "max_before",
    "max_after",
    "status_before",
    "status_after",
    "new_attempt",
    "checks",
    "gained",
    "lost",
)
_HEAD_SIMILAR = ("group", "kind", "share", "submission", "student", "final_score")


def _changes(ledger: Ledger, first: list[Change]) -> Iterator[Sequence[str]]:
    """Rows of all changes, and the `first` few themselves."""
    for change in ledger.marks():
        if len(first) < SHOWN:
            first.append(change)
        yield _change(change)


def _change(change: Change) -> Sequence[str]:
    checks = "; ".join(
        f"{check.check_id}: {check.before or '-'} {_points(check.score_before)}"
        f" -> {check.after or '-'} {_points(check.score_after)}"
        for check in change.checks
    )
    return (
        change.name,
        change.student,
        number(change.score_before),
        number(change.score_after),
        number(change.max_before),
        number(change.max_after),
        change.status_before,
        change.status_after,
        "yes" if change.new_attempt else "no",
        checks,
        " ".join(change.gained),
        " ".join(change.lost),
    )


def _alike(ledger: Ledger, groups: Sequence[Alike]) -> Iterator[Sequence[str]]:
    for at, group in enumerate(groups, 1):
        kind = "identical" if group.identical else "nearly identical"
        for row in ledger.names(group.numbers):
            final = "" if row.final_score is None else number(row.final_score)
            yield (str(at), kind, f"{group.share:.2f}", row.name, row.student, final)


def _write(file: Path, head: Sequence[str], rows: Iterator[Sequence[str]]) -> int:
    """Write a table and return how many rows it has; without any the file goes."""
    first = next(rows, None)
    if first is None:
        file.unlink(missing_ok=True)
        return 0
    with writing(file, "utf-8-sig") as text:
        table = csv.writer(text)
        table.writerow(head)
        count = 0
        for row in chain((first,), rows):
            count += 1
            table.writerow([protect(visible(cell)) for cell in row])
    return count


def _marks(change: Change) -> str:
    before, after = number(change.score_before), number(change.score_after)
    if change.max_before == change.max_after:
        return f"{before} → {after}"
    return f"{before}/{number(change.max_before)} → {after}/{number(change.max_after)}"


def _why(change: Change, words: dict[str, str]) -> str:
    parts = []
    if change.new_attempt:
        parts.append(words["new_attempt"])
    outcomes = [check for check in change.checks if check.before != check.after]
    for check in outcomes or change.checks:
        if check in outcomes:
            parts.append(f"{check.check_id}: {check.before or '–'} → {check.after or '–'}")
        else:
            parts.append(
                f"{check.check_id}: {_points(check.score_before)} → {_points(check.score_after)}"
            )
    if change.status_before != change.status_after:
        parts.append(f"{change.status_before} → {change.status_after}")
    return ", ".join(parts)


def _points(value: float | None) -> str:
    return "–" if value is None else number(value)
