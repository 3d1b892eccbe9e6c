"""Attempts are assigned to exercises: most points first, then in the order of the task."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.matching import Score, assign


def test_each_attempt_serves_one_exercise() -> None:
    assert assign([{0: (1.0,)}, {0: (1.0,)}], 1) == [0, None]


def test_of_equal_points_the_order_of_the_task_decides() -> None:
    whole = {0: (1.0, 2.0), 1: (1.0, 2.0), 2: (0.0, 2.0)}
    cut = {0: (0.0, 2.0), 1: (0.0, 2.0), 2: (1.0, 2.0)}
    assert assign([whole, cut, cut], 3) == [0, 1, 2]


def test_another_order_counts_where_it_earns_more() -> None:
    assert assign([{0: (0.0,), 1: (1.0,)}, {0: (1.0,), 1: (0.0,)}], 2) == [1, 0]


def test_of_equal_attempts_the_last_is_taken() -> None:
    assert assign([{0: (1.0,), 1: (1.0,), 2: (0.5,)}], 3) == [1]


def test_nothing_is_taken_where_nothing_was_tried() -> None:
    assert assign([{}, {}], 0) == [None, None]


_ROWS = st.lists(
    st.dictionaries(
        st.integers(0, 4), st.tuples(st.sampled_from([0.0, 0.5, 1.0, 2.0]), st.just(1.0))
    ),
    min_size=1,
    max_size=4,
)


@given(_ROWS)
def test_no_assignment_earns_more(rows: list[dict[int, Score]]) -> None:
    taken = assign(rows, 5)
    places = [place for place in taken if place is not None]
    assert len(places) == len(set(places))
    assert all(place is None or place in row for place, row in zip(taken, rows, strict=True))

    def worth(order: tuple[int | None, ...]) -> float:
        return sum(
            row[place][0]
            for row, place in zip(rows, order, strict=True)
            if place is not None and place in row
        )

    most = max(worth(order) for order in permutations([0, 1, 2, 3, 4, *[None] * 4], len(rows)))
    assert worth(tuple(taken)) == most
