"""`autograder check`: the student's own check, with the feedback that the teacher's run gives."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autograder.commands.common import (
    assignment_option,
    lang_option,
    load_assignment,
    open_grader,
    starting_server,
)


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@assignment_option
@lang_option
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Also write the report as a page.",
)
def check(file: Path, assignment: str | None, lang: str | None, html: Path | None) -> None:
    """Check FILE (a notebook, a script, a folder or a zip of one homework) and print feedback.

    It is run and graded as your teacher will run and grade it, on this machine; nothing is sent
    anywhere.

    Exit status: 0 it could be graded, 1 it could not, 2 wrong usage.
    """
    with starting_server(assignment) as server:
        from autograder.commands.display import console_for
        from autograder.commands.terminal import print_report
        from autograder.errors import UsageError
        from autograder.export import write_text
        from autograder.ingest import load
        from autograder.report import to_html

        loaded = load_assignment(assignment)
        with open_grader(loaded, server, language=lang, workers=1) as grader:
            report = grader.grade(load(file))
    print_report(console_for(sys.stdout), report)
    if html is not None:
        try:
            write_text(html, to_html(report))
        except OSError as error:
            raise UsageError(f"{html} cannot be written: {error.strerror}") from None
    sys.exit(1 if report.status == "not_graded" else 0)
