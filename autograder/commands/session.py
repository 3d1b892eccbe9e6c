"""One call of `autograder grade`: where it grades, what it keeps, and what it finds out at its end.

A single file is graded in this process and nothing is kept, so that it costs hardly more than
`import torch`. Everything else goes to worker processes or to a cluster, and into a store.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

import click

from autograder.commands import workshop
from autograder.commands.batch import LOG, Result, run
from autograder.commands.display import Shown
from autograder.commands.intake import Intake
from autograder.commands.stores import STORE
from autograder.commands.tally import Line
from autograder.commands.words import terminal_words
from autograder.errors import AutograderError
from autograder.points import installation_key
from autograder.report import dumps
from autograder.report.model import Report
from autograder.spec.load import LoadedAssignment
from autograder.workers.order import Setup, Workshop

if TYPE_CHECKING:
    from autograder.commands.aftermath import Aftermath
    from autograder.sandbox.host import Server
    from autograder.store.ledger import Ledger


@dataclass(frozen=True)
class Options:
    """What was asked for. `language` is that of all feedback, None each submission's own;
    `speaks` that of the terminal."""

    paths: tuple[Path, ...]
    out: Path
    language: str | None
    speaks: str
    workers: int | None
    as_json: bool
    store: str | None
    fresh: bool
    scheduler: str | None


def grade_into(
    loaded: LoadedAssignment, intake: Intake, options: Options, server: Server | None = None
) -> tuple[Result, Aftermath | None]:
    """Grade everything; returns what came of it, and (with a store) what is to be said of it.

    `server` serves a submission that is graded alone.

    Raises:
        UsageError, AutograderError: what keeps the whole batch from being graded.
    """
    log = (options.out / LOG).absolute()
    setup = Setup(loaded, options.language, installation_key(), log=log)
    if server is not None and intake.total == 1:
        with workshop.alone(setup, server) as desk:
            return _shown(desk, intake, options, None), None

    with _opened(setup, intake, options) as (desks, ledger):
        result = _shown(desks, intake, options, ledger)

        from autograder.commands.aftermath import look_back

        try:
            return result, look_back(ledger, options.out, result)
        except OSError as error:
            raise AutograderError(
                f"everything is graded, but {error.filename or gettempdir()} cannot be written: "
                f"{error.strerror}"
            ) from error


def grade_with_otter(zipped: Path, intake: Intake, options: Options) -> Result:
    """Grade everything with the tests of an Otter zip.

    Raises:
        UsageError, AutograderError: what keeps the whole batch from being graded.
    """
    with workshop.of_otter(zipped, options.language, options.workers) as (desks, ignored):
        if ignored:
            click.echo(f"{zipped}: not used here: {', '.join(ignored)}", err=True)
        return _shown(desks, intake, options, None)


@contextmanager
def _opened(setup: Setup, intake: Intake, options: Options) -> Iterator[tuple[Workshop, Ledger]]:
    place = options.store or options.out / STORE
    if options.scheduler is not None:
        with (
            _ledger(setup, place, intake, options) as ledger,
            workshop.elsewhere(replace(setup, common=ledger.common()), options.scheduler) as desks,
        ):
            yield desks, ledger
        return
    with workshop.many(setup, options.workers) as pool:
        if options.fresh or not (options.out / STORE).exists():
            # There is work for certain: what takes long to load does so meanwhile.
            pool.start()
        with _ledger(setup, place, intake, options) as ledger:
            pool.share(ledger.common())
            yield pool, ledger


@contextmanager
def _ledger(setup: Setup, place: str | Path, intake: Intake, options: Options) -> Iterator[Ledger]:
    from autograder.identity import identity
    from autograder.store.ledger import open_ledger

    with open_ledger(
        place,
        setup.assignment.spec.id,
        identity(setup.assignment, options.language, setup.key),
        language=options.language,
        total=intake.total,
        source=", ".join(map(str, options.paths)),
        fresh=options.fresh,
    ) as ledger:
        yield ledger


def _shown(desks: Workshop, intake: Intake, options: Options, ledger: Ledger | None) -> Result:
    with Shown(sys.stderr, intake.total, options.speaks) as shown:
        return run(desks, intake, options.out, ledger, _Watcher(shown, options))


class _Watcher:
    def __init__(self, shown: Shown, options: Options) -> None:
        self._shown = shown
        self._options = options
        self._words = terminal_words(options.speaks)

    def on_report(self, report: Report, line: Line, *, new: bool) -> None:
        self._shown.advance(line, new=new)
        if self._options.as_json:
            click.echo(dumps(report, indent=None), nl=False)

    def on_fault(self, name: str) -> None:
        log = self._options.out / LOG
        self._shown.say(self._words["fault"].format(name=name, log=log))
