"""Places of columns in a histogram; `templates/charts.html` writes the SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.report.text import number

WIDTH, HEIGHT, BOTTOM, TOP = 560.0, 170.0, 24.0, 18.0


@dataclass(frozen=True)
class Column:
    """One column: scores from `low` up to `high`, how many, where it stands; the column of the
    run that is compared with, if any, has `before` submissions and the height `before_height`."""

    low: float
    high: float
    count: int
    x: float
    y: float
    width: float
    height: float
    before: int = 0
    before_y: float = 0.0
    before_height: float = 0.0

    @property
    def label(self) -> str:
        """The scores in words: "7" or "6–7"."""
        return (
            number(self.low) if self.low == self.high else f"{number(self.low)}–{number(self.high)}"
        )


@dataclass(frozen=True)
class Histogram:
    """Columns from the left, in units of the view box."""

    columns: tuple[Column, ...]
    width: float = WIDTH
    height: float = HEIGHT
    base: float = HEIGHT - BOTTOM


def histogram(bins: Sequence[tuple[float, float, int]], before: Sequence[int] = ()) -> Histogram:
    """Columns for (low, high, count) bins, over those of an earlier run where there are some."""
    tallest = max([count for _, _, count in bins] + [*before] + [1])
    step = WIDTH / max(len(bins), 1)
    room = HEIGHT - BOTTOM - TOP
    columns = []
    for at, (low, high, count) in enumerate(bins):
        earlier = before[at] if at < len(before) else 0
        size, earlier_size = room * count / tallest, room * earlier / tallest
        columns.append(
            Column(
                low=low,
                high=high,
                count=count,
                x=round(at * step + 2, 1),
                y=round(HEIGHT - BOTTOM - size, 1),
                width=round(max(step - 4, 1), 1),
                height=round(size, 1),
                before=earlier,
                before_y=round(HEIGHT - BOTTOM - earlier_size, 1),
                before_height=round(earlier_size, 1),
            )
        )
    return Histogram(tuple(columns))
