"""The class as figures: of what is current, or of one batch."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, FromClause, Table, case, func, select

from autograder.report.model import Severity
from autograder.store.schema import checks, concepts, diagnoses, run_items, submissions
from autograder.store.submissions import to_review

# Side tables are counted by joining them to the few columns that say which reports count: one
# look into each report's own rows, which lie together.


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
    query = (
        select(
            checks.c.question,
            checks.c.check_id,
            checks.c.status,
            func.count().label("number"),
            func.sum(checks.c.score).label("score"),
            func.max(checks.c.max_score).label("max_score"),
            func.min(checks.c.position).label("position"),
        )
        .select_from(_with(checks, run_id))
        .group_by(checks.c.question, checks.c.check_id, checks.c.status)
    ).where(_only(assignment, run_id))
    found: dict[tuple[str, str], dict[str, int]] = {}
    points: dict[tuple[str, str], list[float]] = {}
    for row in sorted(db.execute(query), key=lambda row: row.position):
        key = (row.question, row.check_id)
        found.setdefault(key, {})[row.status] = row.number
        sums = points.setdefault(key, [0.0, 0.0, 0])
        sums[0] += row.score
        sums[1] = max(sums[1], row.max_score)
        sums[2] += row.number
    return tuple(
        CheckRate(
            question=question,
            check_id=check,
            passed=counts.get("passed", 0),
            failed=counts.get("failed", 0),
            blocked=counts.get("blocked", 0),
            inconclusive=counts.get("inconclusive", 0),
            errored=counts.get("errored", 0),
            mean_score=points[question, check][0] / points[question, check][2],
            max_score=points[question, check][1],
        )
        for (question, check), counts in found.items()
    )


def question_rates(
    db: Connection, assignment: str, run_id: int | None = None
) -> tuple[QuestionRate, ...]:
    """Every question with its points as the grader gave them, in the assignment's order."""
    each = (
        select(
            checks.c.question,
            func.sum(checks.c.score).label("score"),
            func.sum(checks.c.max_score).label("max_score"),
            func.min(checks.c.position).label("position"),
        )
        .select_from(_with(checks, run_id))
        .where(_only(assignment, run_id))
        .group_by(checks.c.report_id, checks.c.question)
        .subquery()
    )
    full = case((each.c.score >= each.c.max_score - 1e-9, 1), else_=0)
    query = (
        select(
            each.c.question,
            func.avg(each.c.score).label("mean"),
            func.max(each.c.max_score).label("max_score"),
            func.sum(full).label("full"),
            func.count().label("number"),
        )
        .group_by(each.c.question)
        .order_by(func.min(each.c.position))
    )
    return tuple(
        QuestionRate(row.question, row.mean, row.max_score, row.full, row.number)
        for row in db.execute(query)
    )


def diagnosis_counts(
    db: Connection, assignment: str, run_id: int | None = None
) -> tuple[CodeCount, ...]:
    """Diagnoses by how many submissions have them, the most frequent first."""
    query = (
        select(
            diagnoses.c.code,
            diagnoses.c.severity,
            func.count(diagnoses.c.report_id.distinct()).label("number"),
        )
        .select_from(_with(diagnoses, run_id))
        .where(_only(assignment, run_id))
        .group_by(diagnoses.c.code, diagnoses.c.severity)
    )
    rows = sorted(db.execute(query), key=lambda row: (-row.number, row.code))
    return tuple(CodeCount(row.code, row.severity, row.number) for row in rows)


def concept_counts(
    db: Connection, assignment: str, run_id: int | None = None
) -> tuple[ConceptCount, ...]:
    """Concepts by how many explanations cover them, by name."""
    query = (
        select(
            concepts.c.concept,
            func.sum(case((concepts.c.covered.is_(True), 1), else_=0)).label("covered"),
            func.count().label("number"),
        )
        .select_from(_with(concepts, run_id))
        .where(_only(assignment, run_id))
        .group_by(concepts.c.concept)
        .order_by(concepts.c.concept)
    )
    return tuple(ConceptCount(row.concept, row.covered, row.number) for row in db.execute(query))


def _with(side: Table, run_id: int | None) -> FromClause:
    """A side table joined to the reports that count: those of a batch, or the current ones."""
    chosen = submissions if run_id is None else run_items
    return chosen.join(side, chosen.c.report_id == side.c.report_id)


def _only(assignment: str, run_id: int | None) -> ColumnElement[bool]:
    if run_id is None:
        return submissions.c.assignment == assignment
    return run_items.c.run_id == run_id
