"""Scores with what people overrode."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select, update

from autograder.store.schema import checks, comments, overrides, submissions


@dataclass(frozen=True)
class QuestionScore:
    """A question's points: as graded, and with the override if there is one.

    `max_score` is what the checks are worth together.
    """

    question: str
    automatic: float
    final: float
    max_score: float
    overridden: bool


def questions(db: Connection, submission_id: int) -> tuple[QuestionScore, ...]:
    """Points per question of the submission's current report, in the assignment's order.

    An override counts where it was made for the attempt that is current, and where the question
    is still asked.
    """
    now = db.execute(_NOW, {"submission": submission_id}).one()
    given = given_to(db, submission_id, now.attempt_id)
    rows = _sums(db, now.profile_id)
    if not rows:
        # What could not be graded has no questions of its own, and may be given points by hand.
        rows = [(name, 0.0, most) for name, _, most in _sums(db, _any_graded(db, now.assignment))]
    return tuple(
        QuestionScore(name, score, given.get(name, score), most, name in given)
        for name, score, most in rows
    )


def given_to(db: Connection, submission_id: int, attempt_id: int) -> dict[str, float]:
    """The points that people gave for an attempt of a submission, by question."""
    found = db.execute(_GIVEN, {"submission": submission_id, "attempt": attempt_id})
    return {row.question: row.points for row in found}


def _sums(db: Connection, profile_id: int | None) -> list[tuple[str, float, float]]:
    found = db.execute(_SUMS, {"profile": profile_id})
    return [(question, round(score, 2), round(most, 2)) for question, score, most in found]


def _any_graded(db: Connection, assignment: str) -> int | None:
    query = select(submissions.c.profile_id).where(
        submissions.c.assignment == assignment,
        submissions.c.status.in_(("graded", "needs_review")),
    )
    return db.execute(query.limit(1)).scalar()


def difference(found: tuple[QuestionScore, ...]) -> float:
    """What people's overrides add to the score (or take away)."""
    return round(sum(item.final - item.automatic for item in found), 2)


def refresh(db: Connection, submission_id: int) -> None:
    """Bring the submission's final score and marks of human work up to date."""
    found = questions(db, submission_id)
    talked = select(comments.c.id).where(
        comments.c.submission_id == submission_id, comments.c.deleted.is_(False)
    )
    values = {
        "final_score": submissions.c.score + difference(found),
        "overridden": any(item.overridden for item in found),
        "commented": db.execute(talked.limit(1)).first() is not None,
    }
    db.execute(update(submissions).where(submissions.c.id == submission_id).values(**values))


_NOW = select(submissions.c.profile_id, submissions.c.attempt_id, submissions.c.assignment).where(
    submissions.c.id == bindparam("submission")
)
_GIVEN = select(overrides.c.question, overrides.c.points).where(
    overrides.c.submission_id == bindparam("submission"),
    overrides.c.attempt_id == bindparam("attempt"),
)
_SUMS = (
    select(checks.c.question, func.sum(checks.c.score), func.sum(checks.c.max_score))
    .where(checks.c.profile_id == bindparam("profile"))
    .group_by(checks.c.question)
    .order_by(func.min(checks.c.position))
)
