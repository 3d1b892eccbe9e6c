"""Work in this process: one desk, for a single submission, which no pool would make faster; and
threads, for a grader that waits most of the time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from autograder.ingest.submission import Submission
from autograder.report.model import Report
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


class GradesAll(Protocol):
    """A grader of whatever kind."""

    def grade_all(self, submissions: Iterable[Submission]) -> Iterator[Report]:
        """Yield a report for each submission, as they finish."""


class Threads:
    """Fills orders by a grader that has threads of its own."""

    def __init__(self, grader: GradesAll) -> None:
        self._grader = grader

    def work(self, orders: Iterable[Order]) -> Iterator[Done]:
        """Fill orders and yield what is done; see `order.Workshop`."""
        yield from map(written, self._grader.grade_all(order.submission for order in orders))
