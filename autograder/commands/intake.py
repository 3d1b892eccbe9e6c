"""The submissions of a batch: read one by one, counted and named apart beforehand."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from autograder.errors import AutograderError, UsageError
from autograder.ingest import labelled, read
from autograder.ingest.layouts import Attempts, Survey, survey
from autograder.ingest.submission import Submission
from autograder.ingest.waiting import Awaited, Waiting

_log = logging.getLogger(__name__)


class Intake:
    """Yields every submission under some paths, in input order.

    A folder holds submissions, as does a zip that an LMS made; any other file is one. `attempts`
    says which attempts of a student count. `recognised` tells what each path was taken for: the
    name of a layout, how many submissions of how many students, and how many of those are earlier
    attempts that do not count. `total` is how many submissions there are.

    Names that occur under two paths are told apart by a number.
    """

    def __init__(self, paths: tuple[Path, ...], attempts: Attempts = "latest") -> None:
        """Count what lies under `paths`.

        Raises:
            UsageError: a folder cannot be listed.
            AutograderError: there is no room for temporary files.
        """
        self.unread: list[str] = []
        """Names of submissions that a fault of ours stopped the reading of."""
        self.recognised: list[tuple[str, int, int, int]] = []
        self._waiting = Waiting()
        taken: set[str] = set()
        for path in paths:
            try:
                found = survey(path, attempts)
            except OSError as error:
                raise UsageError(f"{error.filename} cannot be listed: {error.strerror}") from None
            count = len(found.entries) + found.earlier
            self.recognised.append((found.layout, count, found.students, found.earlier))
            self._take(found, taken)
        self._waiting.close_lists()
        self.total = len(self._waiting)

    def __iter__(self) -> Iterator[Submission]:
        for awaited in self._waiting:
            try:
                submission = read(awaited.label, awaited.entry)
            except Exception:
                # The batch goes on; what was lost here is named at the end.
                _log.exception("reading %s", awaited.name)
                self.unread.append(awaited.name)
                continue
            yield replace(submission, name=awaited.name)

    def _take(self, found: Survey, taken: set[str]) -> None:
        for label, entry in labelled(found):
            name, number = label, 1
            while name.casefold() in taken:
                number += 1
                name = f"{label}-{number}"
            taken.add(name.casefold())
            try:
                self._waiting.add(Awaited(name, label, entry))
            except OSError as error:
                raise AutograderError(
                    "the list of submissions does not fit into the folder for temporary files, "
                    f"{tempfile.gettempdir()}: {error.strerror}. Make room there, or name another "
                    "folder by the variable TMPDIR"
                ) from None
