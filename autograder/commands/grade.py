"""`autograder grade`: a folder of submissions in, reports and grades.csv out."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.commands.common import (
    assignment_option,
    lang_option,
    load_assignment,
    open_grader,
    sandbox_failed,
    terminal_language,
)
from autograder.errors import UsageError

if TYPE_CHECKING:
    from autograder.commands.batch import GradesAll, Result
    from autograder.commands.tally import Line
    from autograder.report.model import Report
    from autograder.spec.load import LoadedAssignment

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
@lang_option
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print each report as one line of JSON as it is finished, in place of the table.",
)
def grade(
    *,
    paths: tuple[Path, ...],
    out: Path,
    assignment: str | None,
    otter: Path | None,
    workers: int | None,
    lang: str | None,
    as_json: bool,
) -> None:
    """Grade submissions and write a report for each.

    A PATH that is a folder holds submissions: each file or folder at its top level is one. A PATH
    that is a file (.py, .ipynb, .zip, ...) is one submission.

    The reports are DIR/reports/<submission>.html for people and .json for programs; DIR/grades.csv
    has one row for each submission.

    Exit status: 0 all were graded, whatever their marks; 1 some could not be graded (they are
    named on standard error); 2 wrong usage or a broken assignment.
    """
    if otter is not None and assignment is not None:
        raise UsageError("give either --assignment or --otter")
    loaded = load_assignment(assignment) if otter is None else None

    from autograder.commands.intake import Intake

    intake = Intake(paths)
    if intake.total == 0:
        raise UsageError(
            f"there is no submission in {', '.join(map(str, paths))}: each file or folder at the "
            "top level would be one"
        )

    from autograder.commands.batch import LOG, logged_to, prepare, run
    from autograder.commands.display import Shown, show_result
    from autograder.commands.words import terminal_words
    from autograder.report import dumps

    prepare(out, paths)
    language = terminal_language(lang)
    words = terminal_words(language)
    with (
        logged_to(out / LOG),
        _stopped_by_sigterm(),
        _grader(loaded, otter, lang, workers) as grader,
        Shown(sys.stderr, intake.total, language) as shown,
    ):

        def on_report(report: Report, line: Line) -> None:
            shown.advance(line)
            if as_json:
                click.echo(dumps(report, indent=None), nl=False)

        result = run(
            grader,
            intake,
            out,
            on_report=on_report,
            on_fault=lambda name: shown.say(words["fault"].format(name=name, log=out / LOG)),
        )
    if not as_json:
        show_result(sys.stdout, result.tally, out, language)
    _name_failures(result, out, words)
    if result.interrupted:
        click.echo(
            words["interrupted"].format(done=result.tally.total, total=intake.total), err=True
        )
        sys.exit(INTERRUPTED)
    sys.exit(0 if result.complete else 1)


@contextmanager
def _grader(
    loaded: LoadedAssignment | None, otter: Path | None, lang: str | None, workers: int | None
) -> Iterator[GradesAll]:
    """What grades: the assignment's own grader, or one that runs Otter's tests."""
    if loaded is not None:
        with open_grader(loaded, language=lang, workers=workers) as grader:
            yield grader
        return
    from autograder.otter.grader import OtterGrader
    from autograder.sandbox.host import SandboxError

    assert otter is not None
    try:
        with OtterGrader(otter, language=lang, workers=workers) as grader:
            ignored = ", ".join(grader.zip.config.ignored)
            if ignored:
                click.echo(f"{otter}: not used here: {ignored}", err=True)
            yield grader
    except SandboxError as error:
        raise sandbox_failed(error) from error


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
