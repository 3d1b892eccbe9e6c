"""`autograder grade`: a folder of submissions in, reports and grades.csv out."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

import click

from autograder.commands.common import (
    assignment_option,
    lang_option,
    load_assignment,
    starting_server,
    terminal_language,
)
from autograder.errors import UsageError

if TYPE_CHECKING:
    from autograder.commands.aftermath import Aftermath
    from autograder.commands.batch import Result
    from autograder.commands.intake import Intake
    from autograder.commands.session import Options

INTERRUPTED = 130
"""Exit status after an interrupt, as a shell reports it."""


@click.command()
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH...",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where reports/ and grades.csv go; made where it is missing.",
)
@assignment_option
@click.option(
    "--otter",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="ZIP",
    help="Grade with the tests of Otter's autograder zip, as they are, instead of an assignment.",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="N",
    help="Submissions graded at a time; by default one for each core.",
)
@click.option(
    "--attempts",
    type=click.Choice(["latest", "all"]),
    default="latest",
    show_default=True,
    help="Which attempts count where a student handed in several.",
)
@lang_option
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print each report as one line of JSON as it is finished, in place of the table.",
)
@click.option(
    "--store",
    metavar="FILE|URL",
    help="Where results are kept: an SQLite file (by default DIR/autograder.db) or the URL of a "
    "PostgreSQL database.",
)
@click.option(
    "--fresh",
    is_flag=True,
    help="Run and grade everything anew, also what the store knows already.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Grade on a Dask cluster, whose scheduler is at ADDRESS (tcp://host:8786).",
)
def grade(
    *,
    paths: tuple[Path, ...],
    out: Path,
    assignment: str | None,
    otter: Path | None,
    workers: int | None,
    attempts: Literal["latest", "all"],
    lang: str | None,
    as_json: bool,
    store: str | None,
    fresh: bool,
    scheduler: str | None,
) -> None:
    """Grade submissions and write a report for each.

    A PATH that is a folder holds submissions: each file or folder at its top level is one. What
    Canvas, Moodle, Gradescope, nbgrader and GitHub Classroom let you download is recognised, also
    as the zip that it came in. A PATH that is any other file (.py, .ipynb, .zip) is one submission.

    The reports are DIR/reports/<submission>.html for people and .json for programs; DIR/grades.csv
    has one row for each submission. Every result is kept in a store as it is made: whatever stops
    this command, the same command goes on where it stopped, and after a change of the assignment
    it says whose marks changed (docs/batch.md).

    Exit status: 0 all were graded, whatever their marks; 1 some could not be graded (they are
    named on standard error); 2 wrong usage or a broken assignment.
    """
    if scheduler is not None and workers is not None:
        raise UsageError("--workers is for this machine; a cluster has as many as it has workers")
    if otter is not None and (assignment or store or scheduler or fresh):
        raise UsageError(
            "--otter grades with the zip alone and keeps no store: leave out --assignment, "
            "--store, --scheduler and --fresh"
        )
    from autograder.commands.alone import may_be_alone

    with ExitStack() as stack:
        server = None
        if otter is None and may_be_alone(paths, out, store, scheduler):
            server = stack.enter_context(starting_server(assignment, few=True))
        loaded = load_assignment(assignment) if otter is None else None

        from autograder.commands.intake import Intake

        intake = Intake(paths, attempts)
        if intake.total == 0:
            raise UsageError(
                f"there is no submission in {', '.join(map(str, paths))}: each file or folder at "
                "the top level would be one"
            )

        from autograder.commands.batch import LOG, logged_to, prepare
        from autograder.commands.session import Options, grade_into, grade_with_otter
        from autograder.commands.words import recognised

        prepare(out, paths)
        language = terminal_language(lang)
        if any(layout != "plain" for layout, *_ in intake.recognised):
            click.echo(recognised(intake.recognised, language), err=True)
        options = Options(
            paths=paths,
            out=out,
            language=lang,
            speaks=language,
            workers=workers,
            as_json=as_json,
            store=store,
            fresh=fresh,
            scheduler=scheduler,
        )
        with logged_to(out / LOG), _stopped_by_sigterm():
            if loaded is not None:
                result, after = grade_into(loaded, intake, options, server)
            else:
                assert otter is not None
                result, after = grade_with_otter(otter, intake, options), None
    _conclude(result, after, intake, options)


def _conclude(
    result: Result, after: Aftermath | None, intake: Intake, options: Options
) -> NoReturn:
    from autograder.commands.display import show_result
    from autograder.commands.words import recognised, terminal_words

    words = terminal_words(options.speaks)
    more: list[str] = []
    if after is not None:
        from autograder.commands.aftermath import in_words

        more = list(in_words(after, options.out, options.speaks))
    more.append(recognised(intake.recognised, options.speaks))
    if not options.as_json:
        show_result(sys.stdout, result.tally, options.out, options.speaks, more)
    _name_failures(result, options.out, words)
    if result.interrupted:
        said = words["interrupted"].format(done=result.tally.total, total=intake.total)
        click.echo(said if after is None else f"{said} {words['go_on']}", err=True)
        sys.exit(INTERRUPTED)
    sys.exit(0 if result.complete else 1)


def _name_failures(result: Result, out: Path, words: dict[str, str]) -> None:
    from autograder.commands.batch import LOG
    from autograder.report.text import one_line

    failed = [(name, reason) for name, reason in result.tally.not_graded]
    count = len(failed) + len(result.faults)
    if count:
        click.echo(words["could_not"].format(count=count), err=True)
    for name, reason in failed:
        click.echo(f"  {one_line(name)}: {one_line(reason)}", err=True)
    for name in result.faults:
        fault = words["fault"].format(name=name, log=out / LOG)
        click.echo(f"  {one_line(fault)}", err=True)


@contextmanager
def _stopped_by_sigterm() -> Iterator[None]:
    """Let a polite kill end a batch as Ctrl-C does, with everything finished kept."""

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
