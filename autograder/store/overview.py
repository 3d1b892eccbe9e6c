"""The class as figures: of what is current, or of one batch."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Subquery, case, func, select

from autograder.report.model import Severity
from autograder.store.schema import checks, concepts, diagnoses, run_items, submissions
from autograder.store.submissions import to_review


@dataclass(frozen=True)
class Totals:
    """How many submissions there are and in which states. `graded` counts those for a person too;
    `mean` is of the final scores of what was graded."""

    total: int
    graded: int
    needs_review: int
    not_graded: int
    to_review: int
    reviewed: int
    overridden: int
    flagged: int
    released: int
    held: int
    mean: float | None
    max_score: float | None


@dataclass(frozen=True)
class Band:
    """Submissions with a final score in [low, high), or exactly full marks where both are equal."""

    low: float
    high: float
    count: int


@dataclass(frozen=True)
class CheckRate:
    """How a check went over the class: numbers by outcome, and the mean share of its points."""

    question: str
    check_id: str
    passed: int
    failed: int
    blocked: int
    inconclusive: int
    errored: int
    mean_score: float
    max_score: float

    @property
    def total(self) -> int:
        """Number of submissions with this check."""
        return self.passed + self.failed + self.blocked + self.inconclusive + self.errored


@dataclass(frozen=True)
class QuestionRate:
    """How a question went: mean points of what was graded, and how many earned all of them."""

    question: str
    mean_score: float
    max_score: float
    full: int
    total: int


@dataclass(frozen=True)
class CodeCount:
    """A diagnosis and how many submissions have it."""

    code: str
    severity: Severity
    count: int


@dataclass(frozen=True)
class ConceptCount:
    """A concept and how many explanations cover it."""

    concept: str
    covered: int
    total: int


def totals(db: Connection, assignment: str) -> Totals:
    """Counts of everything that is current."""
    table = submissions.c

    def number(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    graded = table.status.in_(("graded", "needs_review"))
    row = db.execute(
        select(
            func.count().label("total"),
            number(graded).label("graded"),
            number(table.status == "needs_review").label("needs_review"),
            number(table.status == "not_graded").label("not_graded"),
            number(to_review()).label("to_review"),
            number(table.reviewed_at.is_not(None)).label("reviewed"),
            number(table.overridden.is_(True)).label("overridden"),
            number(table.flagged.is_(True)).label("flagged"),
            number(table.release == "released").label("released"),
            number(table.release == "held").label("held"),
            func.avg(case((graded, table.final_score))).label("mean"),
            func.max(table.max_score).label("max_score"),
        ).where(table.assignment == assignment)
    ).one()
    return Totals(**row._mapping)


def distribution(db: Connection, assignment: str, bands: int = 10) -> tuple[Band, ...]:
    """Final scores of what was graded in equal bands from 0; full marks have one of their own."""
    table = submissions.c
    query = (
        select(table.final_score, func.count(), func.max(table.max_score))
        .where(table.assignment == assignment, table.status.in_(("graded", "needs_review")))
        .group_by(table.final_score)
    )
    rows = [(score, number, most) for score, number, most in db.execute(query) if most]
    most = max((most for _, _, most in rows), default=0.0)
    if most <= 0:
        return ()
    counts = [0] * (bands + 1)
    for score, number, _ in rows:
        counts[min(max(int(score / most * bands), 0), bands)] += number
    width = most / bands
    found = [Band(width * at, width * (at + 1), counts[at]) for at in range(bands)]
    return (*found, Band(most, most, counts[bands]))


def check_rates(
    db: Connection, assignment: str, run_id: int | None = None
) -> tuple[CheckRate, ...]:
    """Every check with its outcomes, in the assignment's order."""
    times = _profiles(assignment, run_id)
    query = (
        select(
            checks.c.question,
            checks.c.check_id,
            checks.c.status,
            func.sum(times.c.number).label("number"),
            func.sum(checks.c.score * times.c.number).label("score"),
            func.max(checks.c.max_score).label("max_score"),
            func.min(checks.c.position).label("position"),
        )
        .join(times, times.c.profile_id == checks.c.profile_id)
        .group_by(checks.c.question, checks.c.check_id, checks.c.status)
    )
    found: dict[tuple[str, str], Counter[str]] = {}
    earned: Counter[tuple[str, str]] = Counter()
    most: dict[tuple[str, str], float] = {}
    for row in sorted(db.execute(query), key=lambda row: row.position):
        key = (row.question, row.check_id)
        found.setdefault(key, Counter())[row.status] += int(row.number)
        earned[key] += row.score
        most[key] = max(most.get(key, 0.0), row.max_score)
    return tuple(
        CheckRate(
            question=key[0],
            check_id=key[1],
            passed=counts["passed"],
            failed=counts["failed"],
            blocked=counts["blocked"],
            inconclusive=counts["inconclusive"],
            errored=counts["errored"],
            mean_score=earned[key] / counts.total(),
            max_score=most[key],
        )
        for key, counts in found.items()
    )


def question_rates(
    db: Connection, assignment: str, run_id: int | None = None
) -> tuple[QuestionRate, ...]:
    """Every question with its points as the grader gave them, in the assignment's order."""
    times = _profiles(assignment, run_id)
    each = (
        select(
            checks.c.question,
            func.sum(checks.c.score).label("score"),
            func.sum(checks.c.max_score).label("max_score"),
            func.min(checks.c.position).label("position"),
            func.max(times.c.number).label("number"),
        )
        .join(times, times.c.profile_id == checks.c.profile_id)
        .group_by(checks.c.profile_id, checks.c.question)
        .subquery()
    )
    full = case((each.c.score >= each.c.max_score - 1e-9, each.c.number), else_=0)
    query = (
        select(
            each.c.question,
            func.sum(each.c.score * each.c.number).label("score"),
            func.max(each.c.max_score).label("max_score"),
            func.sum(full).label("full"),
            func.sum(each.c.number).label("number"),
        )
        .group_by(each.c.question)
        .order_by(func.min(each.c.position))
    )
    return tuple(
        QuestionRate(
            row.question,
            row.score / float(row.number),
            row.max_score,
            int(row.full),
            int(row.number),
        )
        for row in db.execute(query)
    )


def diagnosis_counts(
    db: Connection, assignment: str, run_id: int | None = None
) -> tuple[CodeCount, ...]:
    """Diagnoses by how many submissions have them, the most frequent first."""
    times = _profiles(assignment, run_id)
    # A program may have the same thing wrong in several places.
    once = select(diagnoses.c.profile_id, diagnoses.c.code, diagnoses.c.severity).distinct()
    each = once.subquery()
    query = (
        select(each.c.code, each.c.severity, func.sum(times.c.number).label("number"))
        .join(times, times.c.profile_id == each.c.profile_id)
        .group_by(each.c.code, each.c.severity)
    )
    rows = sorted(db.execute(query), key=lambda row: (-row.number, row.code))
    return tuple(CodeCount(row.code, row.severity, int(row.number)) for row in rows)


def concept_counts(
    db: Connection, assignment: str, run_id: int | None = None
) -> tuple[ConceptCount, ...]:
    """Concepts by how many explanations cover them, by name."""
    times = _profiles(assignment, run_id)
    covered = case((concepts.c.covered.is_(True), times.c.number), else_=0)
    query = (
        select(
            concepts.c.concept,
            func.sum(covered).label("covered"),
            func.sum(times.c.number).label("number"),
        )
        .join(times, times.c.profile_id == concepts.c.profile_id)
        .group_by(concepts.c.concept)
        .order_by(concepts.c.concept)
    )
    return tuple(
        ConceptCount(row.concept, int(row.covered), int(row.number)) for row in db.execute(query)
    )


def _profiles(assignment: str, run_id: int | None) -> Subquery:
    """Every profile with the number of submissions that have it: in a batch, or as of now."""
    if run_id is None:
        column, mine = submissions.c.profile_id, submissions.c.assignment == assignment
    else:
        column, mine = run_items.c.profile_id, run_items.c.run_id == run_id
    query = select(column.label("profile_id"), func.count().label("number"))
    return query.where(mine, column.is_not(None)).group_by(column).subquery()
