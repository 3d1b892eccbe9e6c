"""What a person decides about one submission: points, comments, "I have looked at this".

All take the version of the submission that the person saw and return the new one; all raise
`audit.ConflictError` where it has another by now, and `audit.MissingError` where there is none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timezone

from sqlalchemy import Connection, insert, select

from autograder.errors import UsageError
from autograder.store import audit, scores, states
from autograder.store.schema import comments, overrides, submissions
from autograder.store.states import Target


@dataclass(frozen=True)
class Override:
    """Points given by a person in place of the grader's, for one question of one attempt."""

    attempt_id: int
    question: str
    points: float
    reason: str
    author: str
    made_at: datetime


@dataclass(frozen=True)
class Comment:
    """A remark; `for_student` ones stand in the feedback, others are for the teachers."""

    id: int
    text: str
    author: str
    made_at: datetime
    changed_at: datetime | None
    for_student: bool


def override(
    db: Connection,
    submission_id: int,
    question: str,
    points: float | None,
    *,
    reason: str,
    actor: str,
    version: int | None,
) -> int:
    """Give the points of a question by hand, with a reason; None gives them back to the grader.

    Raises:
        UsageError: no such question, points below 0 or above what it is worth, or no reason.
    """
    attempt = _attempt(db, submission_id)
    asked = {item.question: item for item in scores.questions(db, submission_id)}
    if question not in asked:
        raise UsageError(f"there is no question {question!r}; there are {', '.join(asked)}")
    after: states.State = None
    if points is not None:
        most = asked[question].max_score
        if not math.isfinite(points) or not 0 <= points <= most:
            raise UsageError(f"{question} takes from 0 to {most:g} points, not {points:g}")
        if not reason.strip():
            raise UsageError("say why the points are changed")
        after = {
            "points": points,
            "reason": reason.strip(),
            "author": actor,
            "made_at": _now().isoformat(),
        }
    target = Target("override", submission_id, {"attempt_id": attempt, "question": question})
    return audit.change(db, target, after, actor, version=version)


def comment(
    db: Connection,
    submission_id: int,
    text: str,
    *,
    actor: str,
    version: int | None,
    for_student: bool = True,
    comment_id: int | None = None,
) -> int:
    """Add a comment, or put `text` in place of that of `comment_id`; an empty text deletes it.

    Raises:
        UsageError: a new comment without text.
        MissingError: there is no such comment on this submission.
    """
    old: states.State = None
    if comment_id is not None:
        old = states.read(db, Target("comment", submission_id, {"id": comment_id}))
        if old is None:
            raise audit.MissingError(f"there is no comment number {comment_id} here")
    elif not text.strip():
        raise UsageError("a comment needs some text")
    else:
        _attempt(db, submission_id)
        comment_id = _empty(db, submission_id, actor)
    now = _now().isoformat()
    after = {
        "text": text.strip() or (old or {}).get("text", ""),
        "author": (old or {}).get("author", actor),
        "made_at": (old or {}).get("made_at", now),
        "changed_at": None if old is None else now,
        "for_student": for_student,
        "deleted": not text.strip(),
    }
    target = Target("comment", submission_id, {"id": comment_id})
    return audit.change(db, target, after, actor, version=version)


def review(
    db: Connection, submission_id: int, *, actor: str, version: int | None, reviewed: bool = True
) -> int:
    """Mark a submission as looked at by a person, or take the mark back."""
    after = {
        "reviewed_by": actor if reviewed else None,
        "reviewed_at": _now().isoformat() if reviewed else None,
    }
    return audit.change(db, Target("review", submission_id), after, actor, version=version)


def overrides_of(db: Connection, submission_id: int) -> tuple[Override, ...]:
    """All overrides of a submission, those of earlier attempts as well."""
    query = select(overrides).where(overrides.c.submission_id == submission_id)
    return tuple(
        Override(row.attempt_id, row.question, row.points, row.reason, row.author, row.made_at)
        for row in db.execute(query.order_by(overrides.c.id))
    )


def comments_of(db: Connection, submission_id: int) -> tuple[Comment, ...]:
    """The comments on a submission that are not deleted, the oldest first."""
    query = select(comments).where(
        comments.c.submission_id == submission_id, comments.c.deleted.is_(False)
    )
    return tuple(
        Comment(row.id, row.text, row.author, row.made_at, row.changed_at, row.for_student)
        for row in db.execute(query.order_by(comments.c.id))
    )


def _attempt(db: Connection, submission_id: int) -> int:
    query = select(submissions.c.attempt_id).where(submissions.c.id == submission_id)
    found = db.execute(query).scalar()
    if found is None:
        raise audit.MissingError(f"there is no submission number {submission_id}")
    return int(found)


def _empty(db: Connection, submission_id: int, actor: str) -> int:
    """A deleted comment to fill: so that a new one and its undoing are changes like any other."""
    values = {
        "submission_id": submission_id,
        "text": "",
        "author": actor,
        "made_at": _now(),
        "for_student": False,
        "deleted": True,
    }
    return int(db.execute(insert(comments).values(**values)).inserted_primary_key[0])  # type: ignore[index]


def _now() -> datetime:
    return datetime.now(timezone.utc)
