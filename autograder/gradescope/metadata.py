"""What Gradescope says of a submission ("Submission Metadata" in Gradescope's documentation).

Nothing in it is needed to grade, so that whatever is missing or not understood is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Metadata:
    """`students` are the names of the group; `late_s` seconds past the due date (0: in time);
    `previous_scores` those of earlier submissions, oldest first, None where one has none that the
    student can see."""

    students: tuple[str, ...] = ()
    late_s: float = 0.0
    previous_scores: tuple[float | None, ...] = ()

    @property
    def attempt(self) -> int:
        """Which submission of this student or group it is, from 1."""
        return len(self.previous_scores) + 1


def read_metadata(path: Path) -> Metadata:
    """Read the file at `path`; never raises."""
    try:
        data = json.loads(path.read_text("utf-8", errors="replace"))
    except (OSError, ValueError, RecursionError):
        return Metadata()
    if not isinstance(data, dict):
        return Metadata()
    users = [user for user in _items(data.get("users")) if isinstance(user, dict)]
    previous = [item for item in _items(data.get("previous_submissions")) if isinstance(item, dict)]
    previous.sort(key=lambda item: str(item.get("submission_time")))
    names = (user.get("name") or user.get("email") for user in users)
    return Metadata(
        students=tuple(str(name) for name in names if name),
        late_s=_late(data, users),
        previous_scores=tuple(_visible_score(item) for item in previous),
    )


def _items(value: Any) -> Iterator[Any]:
    yield from value if isinstance(value, list) else ()


def _late(data: dict[str, Any], users: list[dict[str, Any]]) -> float:
    """Seconds after the due date; where students have dates of their own, after the last."""
    created = _time(data.get("created_at"))
    # An extension stands with the user, in an object like the assignment's.
    own = [_due(user) for user in users]
    dues = [due for due in own if due is not None] or [due for due in (_due(data),) if due]
    if created is None or not dues:
        return 0.0
    try:
        return max(0.0, (created - max(dues)).total_seconds())
    except TypeError:  # one has a time zone and the other has none
        return 0.0


def _due(holder: dict[str, Any]) -> datetime | None:
    assignment = holder.get("assignment")
    return _time(assignment.get("due_date")) if isinstance(assignment, dict) else None


def _time(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        return None


def _visible_score(previous: dict[str, Any]) -> float | None:
    results = previous.get("results")
    tests = results.get("tests") if isinstance(results, dict) else None
    for test in _items(tests):
        # "If test cases are hidden, students will not be able to see their total score. Test cases
        # with visibility set to hidden don't affect this" (Autograder Specifications).
        if isinstance(test, dict) and test.get("visibility") in (
            "after_due_date",
            "after_published",
        ):
            return None
    return _number(previous.get("score"))


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
