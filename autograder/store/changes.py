"""Two results of the same submission compared: whose marks changed, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from autograder.store.runs import RunRow
from autograder.store.schema import checks, diagnoses, reports, run_items, submissions


@dataclass(frozen=True)
class CheckChange:
    """One check before and after: outcome and points; None where it was or is not there."""

    check_id: str
    before: str | None
    after: str | None
    score_before: float | None
    score_after: float | None
    max_before: float | None
    max_after: float | None


@dataclass(frozen=True)
class Change:
    """One submission whose result is another. `new_attempt`: something else was handed in;
    otherwise what differs is in the checks and in the diagnoses gained and lost."""

    submission_id: int
    name: str
    student: str
    score_before: float
    score_after: float
    max_before: float
    max_after: float
    status_before: str
    status_after: str
    new_attempt: bool
    checks: tuple[CheckChange, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def marks_changed(self) -> bool:
        """Whether points, full points or status differ, and not the wording alone."""
        return (self.score_before, self.max_before, self.status_before) != (
            self.score_after,
            self.max_after,
            self.status_after,
        )


def of_run(db: Connection, run_id: int) -> Iterator[Change]:
    """What a batch changed of what was current before it, in input order."""
    query = (
        select(run_items.c.previous_report_id, run_items.c.report_id)
        .where(
            run_items.c.run_id == run_id,
            run_items.c.previous_report_id.is_not(None),
            run_items.c.previous_report_id != run_items.c.report_id,
        )
        .order_by(run_items.c.position)
    )
    for before, after in db.execute(query.execution_options(yield_per=1000)):
        found = between(db, before, after)
        if found is not None:
            yield found


def between_runs(db: Connection, before: int, after: int) -> Iterator[Change]:
    """What differs between two batches for the submissions that both have, in input order."""
    old, new = run_items.alias("old"), run_items.alias("new")
    query = (
        select(old.c.report_id, new.c.report_id)
        .join(new, and_(new.c.submission_id == old.c.submission_id, new.c.run_id == after))
        .where(old.c.run_id == before, old.c.report_id != new.c.report_id)
        .order_by(new.c.position)
    )
    for first, second in db.execute(query).all():
        found = between(db, first, second)
        if found is not None:
            yield found


def between(db: Connection, before: int, after: int) -> Change | None:
    """What differs between two reports of one submission; None where nothing of substance does
    (the same outcomes, points and diagnoses)."""
    old, new = _report(db, before), _report(db, after)
    old_checks, new_checks = _checks(db, old.profile_id), _checks(db, new.profile_id)
    old_codes, new_codes = _codes(db, old.profile_id), _codes(db, new.profile_id)
    changed = tuple(
        CheckChange(
            name,
            was.status if was else None,
            now.status if now else None,
            was.score if was else None,
            now.score if now else None,
            was.max_score if was else None,
            now.max_score if now else None,
        )
        for name in dict.fromkeys((*old_checks, *new_checks))
        for was, now in ((old_checks.get(name), new_checks.get(name)),)
        if was is None
        or now is None
        or (was.status, was.score, was.max_score) != (now.status, now.score, now.max_score)
    )
    gained = tuple(code for code in new_codes if code not in old_codes)
    lost = tuple(code for code in old_codes if code not in new_codes)
    another = old.attempt_id != new.attempt_id
    if not (changed or gained or lost or another) and old.status == new.status:
        return None
    return Change(
        submission_id=new.submission_id,
        name=new.name,
        student=new.student,
        score_before=old.score,
        score_after=new.score,
        max_before=old.max_score,
        max_after=new.max_score,
        status_before=old.status,
        status_after=new.status,
        new_attempt=another,
        checks=changed,
        gained=gained,
        lost=lost,
    )


def causes(before: RunRow | None, after: RunRow) -> tuple[str, ...]:
    """What differs between two batches but for the submissions: some of "rubric", "program"
    (Autograder itself), "language"; empty where nothing does or there is no earlier one."""
    if before is None:
        return ()
    old, new = before.identity, after.identity
    pairs = (
        ("rubric", old.rubric, new.rubric),
        ("program", old.program, new.program),
        ("language", old.language, new.language),
    )
    return tuple(name for name, was, now in pairs if was != now)


def _report(db: Connection, number: int) -> Row[Any]:
    query = (
        select(reports, submissions.c.name, submissions.c.student)
        .join(submissions, submissions.c.id == reports.c.submission_id)
        .where(reports.c.id == number)
    )
    return db.execute(query).one()


def _checks(db: Connection, number: int) -> dict[str, Row[Any]]:
    query = select(checks).where(checks.c.profile_id == number).order_by(checks.c.position)
    return {row.check_id: row for row in db.execute(query)}


def _codes(db: Connection, number: int) -> list[str]:
    query = select(diagnoses.c.code).where(diagnoses.c.profile_id == number)
    return list(dict.fromkeys(db.execute(query.order_by(diagnoses.c.position)).scalars()))
