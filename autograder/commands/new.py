"""`autograder new`: a working assignment to start from."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("identifier", metavar="ID")
@click.option(
    "--in",
    "root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The folder that holds assignments/ and solutions/; by default the current one.",
)
def new(identifier: str, root: Path) -> None:
    """Make the assignment ID: a rubric, a reference solution, right and wrong samples.

    It can be graded with at once; change it step by step, and let `autograder validate ID` say what
    does not fit together. docs/authoring.md leads through it.
    """
    from autograder.spec.scaffold import create

    for path in create(identifier, root):
        click.echo(f"made {path}")
    click.echo(f"Next: edit them, and run `autograder validate {identifier}`.")
