"""Otter's rules of points, as `TestFile` of Otter-Grader 7 has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

Points: TypeAlias = int | float | list[int | float | None] | None


class PointsError(Exception):
    """The points of a test file cannot be what they are; says why."""


@dataclass(frozen=True)
class Case:
    """One test case. `points` None stands for a share of what is left."""

    name: str
    hidden: bool
    points: int | float | None = None
    success: str | None = None
    failure: str | None = None


def resolved(total: Points, cases: Sequence[Case]) -> tuple[Case, ...]:
    """The cases with the points that each is worth.

    A list gives each case its points. A total is shared by the cases without points, after those
    with points have theirs. Without a total, cases without points are worth nothing if any other
    has points, else they share one point.

    Raises:
        PointsError: the cases have more points than the total, the list is of another length, or
            something is no number.
    """
    if isinstance(total, list):
        if len(total) != len(cases):
            raise PointsError(f"there are {len(total)} points for {len(cases)} cases")
        cases = [replace(case, points=one) for case, one in zip(cases, total, strict=True)]
        total = None
    for value in (total, *(case.points for case in cases)):
        if value is not None and type(value) not in (int, float):
            raise PointsError(f"{value!r} is no number of points")
    given = sum(case.points for case in cases if case.points is not None)
    unset = sum(case.points is None for case in cases)
    if total is not None:
        if given > total:
            raise PointsError(f"the cases give {given:g} points, more than the total of {total:g}")
        share = (total - given) / unset if unset else 0.0
    elif given == 0 and all(case.points in (0, None) for case in cases):
        share = 1 / unset if unset else 0.0
    else:
        share = 0.0
    return tuple(replace(c, points=share) if c.points is None else c for c in cases)


def possible(cases: Sequence[Case]) -> float:
    """What a file with these (resolved) cases is worth."""
    return sum(case.points or 0 for case in cases)


def score(cases: Sequence[Case], passed: Sequence[bool], *, all_or_nothing: bool) -> float:
    """What a file earns by its (resolved) cases."""
    if all_or_nothing:
        return possible(cases) if all(passed) else 0.0
    return sum(case.points or 0 for case, good in zip(cases, passed, strict=True) if good)
