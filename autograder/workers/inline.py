"""Work in this process: one desk, for a single submission, which no pool would make faster; and
threads, for a grader that waits most of the time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from autograder.grading import GradesAll
from autograder.workers.desk import Desk, written
from autograder.workers.order import Done, Order


class Inline:
    """Fills orders one after another."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def work(self, orders: Iterable[Order]) -> Iterator[Done]:
        """Fill orders and yield what is done; see `order.Workshop`."""
        for order in orders:
            yield self._desk.fill(order)


class Threads:
    """Fills orders by a grader that has threads of its own."""

    def __init__(self, grader: GradesAll) -> None:
        self._grader = grader

    def work(self, orders: Iterable[Order]) -> Iterator[Done]:
        """Fill orders and yield what is done; see `order.Workshop`."""
        yield from map(written, self._grader.grade_all(order.submission for order in orders))
