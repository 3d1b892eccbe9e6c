"""Lists of submissions, one of them whole, and the next and previous one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, TypeAlias, cast

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from autograder.report.model import Report, Status
from autograder.store import edits, results, scores
from autograder.store.schema import attempts, checks, concepts, diagnoses, reports, submissions

Release: TypeAlias = Literal["unreleased", "released", "held"]
Order: TypeAlias = Literal["name", "student", "score", "status", "diagnosis", "updated"]

_ORDERS = {
    "name": submissions.c.name,
    "student": submissions.c.student,
    "score": submissions.c.final_score,
    "status": submissions.c.status,
    "diagnosis": submissions.c.root_code,
    "updated": submissions.c.updated_at,
}


@dataclass(frozen=True)
class Filter:
    """Which submissions; everything stated must hold, None and "" ask nothing.

    `text`: part of name or student. `to_review`: flagged or marked for a person, and not looked
    at. `code`: has this diagnosis. `failed_check`: this check did not pass. `missed_concept`: it
    is not covered. `behaviour`: hash of a group.
    """

    text: str = ""
    status: Status | None = None
    to_review: bool | None = None
    reviewed: bool | None = None
    flagged: bool | None = None
    overridden: bool | None = None
    commented: bool | None = None
    release: Release | None = None
    code: str | None = None
    failed_check: str | None = None
    missed_concept: str | None = None
    behaviour: str | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class SubmissionRow:
    """A submission as a list shows it, true as of now. `score` is the grader's, `final_score`
    with overrides; `version` goes back with every change."""

    id: int
    assignment: str
    name: str
    student: str
    status: Status | None
    score: float | None
    final_score: float | None
    max_score: float | None
    language: str | None
    root_code: str | None
    behaviour: str | None
    flagged: bool
    tampering: bool
    overridden: bool
    commented: bool
    reviewed_by: str | None
    reviewed_at: datetime | None
    release: Release
    released_at: datetime | None
    version: int
    updated_at: datetime
    report_id: int | None
    attempt_id: int | None
    released_report_id: int | None


@dataclass(frozen=True)
class Attempt:
    """One content that was handed in, and the result that it had last."""

    id: int
    number: int
    content: str
    seen_at: datetime
    report_id: int | None
    score: float | None
    max_score: float | None
    current: bool


@dataclass(frozen=True)
class Detail:
    """One submission whole."""

    row: SubmissionRow
    report: Report | None
    signature: str | None
    questions: tuple[scores.QuestionScore, ...]
    attempts: tuple[Attempt, ...]
    overrides: tuple[edits.Override, ...]
    comments: tuple[edits.Comment, ...]


@dataclass(frozen=True)
class Neighbours:
    """Numbers of the submissions before and after one in a list, its place (from 1) and the
    length of the list."""

    previous: int | None
    next: int | None
    place: int
    total: int


def listed(
    db: Connection,
    assignment: str,
    wanted: Filter | None = None,
    *,
    order: Order = "name",
    descending: bool = False,
    limit: int = 100,
    offset: int = 0,
) -> tuple[SubmissionRow, ...]:
    """A page of submissions."""
    query = _ordered(select(submissions), assignment, wanted, order, descending)
    return tuple(_row(row) for row in db.execute(query.limit(limit).offset(offset)))


def count(db: Connection, assignment: str, wanted: Filter | None = None) -> int:
    """How many submissions there are."""
    query = select(func.count()).select_from(submissions).where(*_where(assignment, wanted))
    return int(db.execute(query).scalar_one())


def row(db: Connection, submission_id: int) -> SubmissionRow | None:
    """One submission as a list shows it."""
    found = db.execute(select(submissions).where(submissions.c.id == submission_id)).first()
    return None if found is None else _row(found)


def find(db: Connection, assignment: str, name: str) -> SubmissionRow | None:
    """One submission by its name."""
    query = select(submissions).where(
        submissions.c.assignment == assignment, submissions.c.name == name
    )
    found = db.execute(query).first()
    return None if found is None else _row(found)


def detail(db: Connection, submission_id: int, report_id: int | None = None) -> Detail | None:
    """One submission whole, with its current report or another of its own."""
    found = row(db, submission_id)
    if found is None:
        return None
    chosen = report_id or found.report_id
    report = signature = None
    if chosen is not None:
        query = select(reports.c.signature).where(
            reports.c.id == chosen, reports.c.submission_id == submission_id
        )
        owned = db.execute(query).first()
        if owned is not None:
            report, signature = results.load(db, chosen), owned.signature
    return Detail(
        row=found,
        report=report,
        signature=signature,
        questions=scores.questions(db, submission_id),
        attempts=_attempts(db, found),
        overrides=edits.overrides_of(db, submission_id),
        comments=edits.comments_of(db, submission_id),
    )


def neighbours(
    db: Connection,
    assignment: str,
    submission_id: int,
    wanted: Filter | None = None,
    *,
    order: Order = "name",
    descending: bool = False,
) -> Neighbours | None:
    """Where a submission stands in a list; None where it is not in it."""
    ids = list(
        db.execute(
            _ordered(select(submissions.c.id), assignment, wanted, order, descending)
        ).scalars()
    )
    try:
        at = ids.index(submission_id)
    except ValueError:
        return None
    return Neighbours(
        ids[at - 1] if at else None,
        ids[at + 1] if at + 1 < len(ids) else None,
        at + 1,
        len(ids),
    )


def with_overrides(report: Report, questions: tuple[scores.QuestionScore, ...]) -> Report:
    """A report with the points that people gave in place of the grader's, for tables."""
    given = {item.question: item.final for item in questions if item.overridden}
    if not given:
        return report
    changed = tuple(
        replace(question, score=given.get(question.id, question.score))
        for question in report.questions
    )
    final = round(report.score + scores.difference(questions), 2)
    return replace(report, questions=changed, score=final)


def _attempts(db: Connection, found: SubmissionRow) -> tuple[Attempt, ...]:
    newest = (
        select(func.max(reports.c.id))
        .where(reports.c.attempt_id == attempts.c.id)
        .correlate(attempts)
        .scalar_subquery()
    )
    query = (
        select(attempts, reports.c.id.label("report_id"), reports.c.score, reports.c.max_score)
        .outerjoin(reports, reports.c.id == newest)
        .where(attempts.c.submission_id == found.id)
        .order_by(attempts.c.number)
    )
    return tuple(
        Attempt(
            id=item.id,
            number=item.number,
            content=item.content,
            seen_at=item.seen_at,
            report_id=item.report_id,
            score=item.score,
            max_score=item.max_score,
            current=item.id == found.attempt_id,
        )
        for item in db.execute(query)
    )


def _ordered(
    query: Select[Any], assignment: str, wanted: Filter | None, order: Order, descending: bool
) -> Select[Any]:
    column: ColumnElement[Any] = _ORDERS[order]
    # The number last, so that equal ones keep their places from page to page.
    directed = column.desc() if descending else column.asc()
    return query.where(*_where(assignment, wanted)).order_by(
        directed.nulls_last(), submissions.c.id
    )


def _where(assignment: str, wanted: Filter | None) -> list[ColumnElement[bool]]:
    table = submissions.c
    found: list[ColumnElement[bool]] = [table.assignment == assignment]
    asked = wanted or Filter()
    if asked.text:
        part = f"%{asked.text.translate(_ESCAPES)}%"
        found.append(
            or_(table.name.ilike(part, escape="\\"), table.student.ilike(part, escape="\\"))
        )
    if asked.to_review is not None:
        waits = to_review()
        found.append(waits if asked.to_review else ~waits)
    if asked.reviewed is not None:
        done = table.reviewed_at.is_not(None)
        found.append(done if asked.reviewed else ~done)
    for name in ("status", "release", "behaviour", "flagged", "overridden", "commented"):
        value = getattr(asked, name)
        if value is not None:
            found.append(table[name] == value)
    if asked.low is not None:
        found.append(table.final_score >= asked.low)
    if asked.high is not None:
        found.append(table.final_score <= asked.high)
    sides = (
        (diagnoses, diagnoses.c.code == asked.code, asked.code),
        (
            checks,
            and_(checks.c.check_id == asked.failed_check, checks.c.status != "passed"),
            asked.failed_check,
        ),
        (
            concepts,
            and_(concepts.c.concept == asked.missed_concept, concepts.c.covered.is_(False)),
            asked.missed_concept,
        ),
    )
    for side, condition, value in sides:
        if value is not None:
            found.append(table.profile_id.in_(select(side.c.profile_id).where(condition)))
    return found


_ESCAPES = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})


def to_review() -> ColumnElement[bool]:
    """The condition that a submission waits for a person."""
    table = submissions.c
    return and_(
        or_(table.status == "needs_review", table.flagged.is_(True), table.tampering.is_(True)),
        table.reviewed_at.is_(None),
    )


def _row(found: Row[Any]) -> SubmissionRow:
    values = dict(found._mapping)
    for internal in ("profile_id", "structure"):
        del values[internal]
    values["status"] = cast("Status | None", values["status"])
    return SubmissionRow(**values)
