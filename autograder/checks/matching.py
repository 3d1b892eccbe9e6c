"""Which of several attempts is taken for which exercise, each attempt at most once.

Students go through a task in its order, so an assignment that keeps that order is preferred: of
"80, 80, 32" the first 80 is the whole gradient, and the second a cut that failed. One that breaks
the order is taken only where it earns more points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Score: TypeAlias = tuple[float, ...]
"""Points, then whatever decides among equal points; compared from the left, added up by place."""

_MOST_EXERCISES = 10
"""Up to here every assignment is considered; beyond, those that keep the order."""


def assign(scores: Sequence[Mapping[int, Score]], attempts: int) -> list[int | None]:
    """Return the attempt that is taken for each exercise, None where none is left.

    Args:
        scores: for each exercise, in the order of the task, what each attempt at it would be worth.
        attempts: how many there are, numbered from 0 in the order in which they ran.
    """
    ordered = _in_order(scores, attempts)
    if len(scores) > _MOST_EXERCISES or _points(scores, ordered) >= _most(scores):
        return ordered
    free = _in_any_order(scores)
    return free if _points(scores, free) > _points(scores, ordered) else ordered


def _points(scores: Sequence[Mapping[int, Score]], taken: Sequence[int | None]) -> float:
    pairs = zip(scores, taken, strict=True)
    return round(sum(row[place][0] for row, place in pairs if place is not None), 9)


def _most(scores: Sequence[Mapping[int, Score]]) -> float:
    """What could be earned if each exercise had its best attempt to itself."""
    return round(sum(max((s[0] for s in row.values()), default=0.0) for row in scores), 9)


def _sum(one: Score, other: Score) -> Score:
    if not one or not other:
        return one or other
    # Rounded, so that the order in which they are added decides nothing.
    return tuple(round(a + b, 9) for a, b in zip(one, other, strict=True))


def _in_order(scores: Sequence[Mapping[int, Score]], attempts: int) -> list[int | None]:
    """The best assignment in which a later exercise has a later attempt (sequence alignment)."""
    best: list[list[Score]] = [[()] * (attempts + 1)]
    for row in scores:
        above, line = best[-1], [best[-1][0]]
        for place in range(attempts):
            here = max(above[place + 1], line[-1])
            if place in row:
                here = max(here, _sum(above[place], row[place]))
            line.append(here)
        best.append(line)
    taken: list[int | None] = [None] * len(scores)
    exercise, place = len(scores), attempts
    while exercise and place:
        row, here = scores[exercise - 1], best[exercise][place]
        if here == best[exercise - 1][place]:
            # Whoever did it once is taken to have done the first of the exercises that it fits.
            exercise -= 1
        elif place - 1 in row and here == _sum(best[exercise - 1][place - 1], row[place - 1]):
            exercise, place = exercise - 1, place - 1
            taken[exercise] = place
        else:
            place -= 1
    return taken


def _in_any_order(scores: Sequence[Mapping[int, Score]]) -> list[int | None]:
    """The best assignment of all. With n exercises only the n best attempts at each can matter."""
    wanted: dict[int, list[int]] = {}
    for exercise, row in enumerate(scores):
        for place in sorted(row, key=lambda p: (row[p], p), reverse=True)[: len(scores)]:
            wanted.setdefault(place, []).append(exercise)
    # By the set of exercises that are served: the sum, and who serves them.
    best: dict[int, tuple[Score, tuple[tuple[int, int], ...]]] = {0: ((), ())}
    for place in sorted(wanted):
        for served, (score, pairs) in list(best.items()):
            for exercise in wanted[place]:
                if served >> exercise & 1:
                    continue
                total = _sum(score, scores[exercise][place])
                key = served | 1 << exercise
                if key not in best or total >= best[key][0]:
                    best[key] = (total, (*pairs, (exercise, place)))
    _, pairs = max(best.values(), key=lambda found: found[0])
    chosen = dict(pairs)
    return [chosen.get(exercise) for exercise in range(len(scores))]
