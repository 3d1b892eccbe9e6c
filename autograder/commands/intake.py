"""The submissions of a batch: read one by one, counted and named apart beforehand."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from autograder.errors import UsageError
from autograder.ingest import read_all
from autograder.ingest.layouts import Attempts, survey
from autograder.ingest.submission import Submission

_log = logging.getLogger(__name__)


class Intake:
    """Yields every submission under some paths, in input order, and remembers that order.

    A folder holds submissions, as does a zip that an LMS made; any other file is one. `attempts`
    says which attempts of a student count. `recognised` tells what each path was taken for: the
    name of a layout, how many submissions of how many students, and how many of those are earlier
    attempts that do not count.

    `order` maps names to places in the input as they are read; names that occur under two paths
    are told apart by a number.
    """

    def __init__(self, paths: tuple[Path, ...], attempts: Attempts = "latest") -> None:
        """Count what lies under `paths`.

        Raises:
            UsageError: a folder cannot be listed.
        """
        self.order: dict[str, int] = {}
        self.unread: list[Path] = []
        """Paths that a fault of ours stopped the reading of."""
        try:
            self._surveys = [(path, survey(path, attempts)) for path in paths]
        except OSError as error:
            raise UsageError(f"{error.filename} cannot be listed: {error.strerror}") from None
        self.total = sum(len(found.entries) for _, found in self._surveys)
        self.recognised = [
            (found.layout, len(found.entries) + found.earlier, found.students, found.earlier)
            for _, found in self._surveys
        ]

    def __iter__(self) -> Iterator[Submission]:
        taken: set[str] = set()
        for path, found in self._surveys:
            try:
                for submission in read_all(found):
                    named = self._apart(submission, taken)
                    taken.add(named.name.casefold())
                    self.order[named.name] = len(self.order)
                    yield named
            except Exception:  # noqa: PERF203 - once for each path
                # The batch goes on; what was lost here is named at the end.
                _log.exception("reading %s", path)
                self.unread.append(path)

    @staticmethod
    def _apart(submission: Submission, taken: set[str]) -> Submission:
        name, number = submission.name, 1
        while name.casefold() in taken:
            number += 1
            name = f"{submission.name}-{number}"
        return submission if name == submission.name else replace(submission, name=name)
