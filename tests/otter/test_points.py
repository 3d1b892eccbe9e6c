"""Otter's rules of points, each as its documentation says it."""

from __future__ import annotations

import pytest

from autograder.otter.points import Case, Points, PointsError, possible, resolved, score


def cases(*points: float | None) -> list[Case]:
    return [Case(str(number), False, one) for number, one in enumerate(points)]


@pytest.mark.parametrize(
    ("total", "given", "wanted"),
    [
        (None, (None, None), (0.5, 0.5)),  # a file without points is worth one
        (6, (None, None, None), (2, 2, 2)),
        (5, (2, None, None), (2, 1.5, 1.5)),
        (None, (2, None), (2, 0)),  # some have points: the others are worth none
        (None, (0, None), (0, 1)),
        (None, (0, 0), (0, 0)),
        ([1, 2], (None, 7), (1, 2)),
        ([1, None], (None, None), (1, 0)),
        (3, (1, 2), (1, 2)),
        (4, (1, 2), (1, 2)),  # nobody is left to take the rest
    ],
)
def test_points_are_shared_out(
    total: Points, given: tuple[float | None, ...], wanted: tuple[float, ...]
) -> None:
    assert tuple(case.points for case in resolved(total, cases(*given))) == wanted


@pytest.mark.parametrize(
    ("total", "given"), [(1, (2, None)), ([1], (None, None)), (None, ("2",)), (True, (None,))]
)
def test_impossible_points_are_an_error(total: Points, given: tuple[float | None, ...]) -> None:
    with pytest.raises(PointsError):
        resolved(total, cases(*given))


def test_all_or_nothing_gives_all_or_nothing() -> None:
    three = resolved(3, cases(None, None, None))
    assert score(three, (True, True, False), all_or_nothing=False) == 2
    assert score(three, (True, True, False), all_or_nothing=True) == 0
    assert score(three, (True, True, True), all_or_nothing=True) == possible(three) == 3
