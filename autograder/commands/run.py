"""`autograder run`: the author's microscope, which shows what the grader sees of a program."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autograder.commands.common import (
    assignment_option,
    load_assignment,
    open_grader,
    starting_server,
    terminal_language,
)


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@assignment_option
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the headings.")
def run(file: Path, assignment: str | None, lang: str | None) -> None:
    """Run FILE in the sandbox and show its trace, its experiments and their roles.

    For authors of assignments: nothing is graded, but everything that grading would rest on is
    shown. FILE is any program (a script, a notebook, a folder or a zip).

    Exit status: 0 it was run, 1 there is nothing in it to run, 2 wrong usage.
    """
    with starting_server(assignment, few=True) as server:
        from autograder.commands.display import console_for
        from autograder.commands.microscope import show
        from autograder.extract import extract
        from autograder.ingest import load
        from autograder.report.text import one_line

        loaded = load_assignment(assignment)
        with open_grader(loaded, server, workers=1) as grader:
            document = extract(load(file))
            case, report = grader.examine(load(file), document)
    if not case.programs:
        click.echo(f"Error: {one_line(str(file))} holds no program that could be run", err=True)
        sys.exit(1)
    show(console_for(sys.stdout), case, report, terminal_language(lang))
