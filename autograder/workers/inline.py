"""One desk in this process: for a single submission, which no pool would make faster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from autograder.workers.desk import Desk
from autograder.workers.order import Done, Order


class Inline:
    """Fills orders one after another."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def work(self, orders: Iterable[Order]) -> Iterator[Done]:
        """Fill orders and yield what is done; see `order.Workshop`."""
        for order in orders:
            yield self._desk.fill(order)
