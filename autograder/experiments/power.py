"""Is a quantity a power of the input? c * x**p through the values at every probe.

Three points tell c and p and leave one for the proof. It works on numbers, so it holds for
whatever way the student took (`x*x*x`, `torch.pow`, `.item()` and back).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from autograder.experiments.model import Power, Values

TOLERANCE = 1e-3
"""Relative; float32 arithmetic on small powers stays well below."""


def close(left: float, right: float, tolerance: float = 2e-4) -> bool:
    """Equal up to rounding in float32; NaN equals nothing."""
    return math.isclose(left, right, rel_tol=tolerance, abs_tol=1e-5)


def uniform(values: Values | None) -> float | None:
    """The one number that all elements share, or None."""
    if not values or not all(close(value, values[0]) for value in values):
        return None
    return values[0]


def fit(inputs: Sequence[Values | None], outputs: Sequence[Values | None]) -> Power | None:
    """c and p with outputs = c * inputs**p at every probe, element by element, or None where no
    such pair exists.

    p is looked for among multiples of one half. At least two different inputs are needed.
    """
    points: list[tuple[float, float]] = []
    for given, seen in zip(inputs, outputs, strict=True):
        pairs = _pairs(given, seen)
        if not pairs or not all(0 < x < math.inf and math.isfinite(y) for x, y in pairs):
            return None
        points += pairs
    if len(points) < 2:
        return None
    low, high = min(points), max(points)
    if close(low[0], high[0]):
        return None
    if all(close(y, points[0][1]) for _, y in points):
        return Power(points[0][1], 0.0)
    if not low[1] or not high[1] or (low[1] > 0) != (high[1] > 0):
        return None
    try:
        exponent = math.log(high[1] / low[1]) / math.log(high[0] / low[0])
        exponent = round(exponent * 2) / 2
        coefficient = high[1] / high[0] ** exponent
        if all(close(y, coefficient * x**exponent, TOLERANCE) for x, y in points):
            return Power(coefficient, exponent)
    except (ArithmeticError, ValueError):
        # Evidence is a claim: its numbers may lie further apart than a ratio can say.
        return None
    return None


def _pairs(given: Values | None, seen: Values | None) -> list[tuple[float, float]]:
    """One pair where each is one number, else one for each element; none where sizes differ."""
    x, y = uniform(given), uniform(seen)
    if x is not None and y is not None:
        return [(x, y)]
    if given is None or seen is None or len(given) != len(seen):
        return []
    return list(zip(given, seen, strict=True))
