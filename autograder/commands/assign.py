"""`autograder assign`: from a master notebook to what students get, by the real Otter Assign."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.commands.common import load_assignment


@click.command()
@click.argument("assignment", metavar="ID")
@click.option(
    "--out",
    default="dist",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the notebooks and zips go; what is there of this assignment is replaced.",
)
@click.option("--no-run-tests", is_flag=True, help="Do not run the tests on the solutions.")
def assign(assignment: str, out: Path, no_run_tests: bool) -> None:
    """Make the students' notebook of assignment ID from its master notebook.

    Runs `otter assign` on notebook.ipynb in the assignment's folder. ID is an id or the path of
    the folder.

    Exit status: 0 made, 2 not made: wrong usage, a broken assignment, or Otter failed (and why).
    """
    loaded = load_assignment(assignment)

    from autograder.experiments.oracle import OracleError
    from autograder.otter.assign import assign as make

    try:
        made = make(loaded, out, run_tests=not no_run_tests)
    except OracleError as error:
        raise click.UsageError(f"the assignment cannot be used: {error}") from None
    click.echo(f"For students: {made.student_zip} ({made.notebook.parent})")
    click.echo(f"For Otter and Gradescope: {made.autograder_zip}")
