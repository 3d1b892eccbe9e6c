"""`autograder validate`: does every sample solution get what it declares?"""

from __future__ import annotations

import sys

import click

from autograder.commands.common import load_assignment, open_grader, starting_server


@click.command()
@click.argument("assignment", metavar="ID")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Samples graded at a time.")
def validate(assignment: str, workers: int | None) -> None:
    """Grade the sample solutions of assignment ID and compare with what they declare.

    The reference and everything in right/ must earn full marks; every program in wrong/ must get
    the diagnosis and the score that its header states. ID is an id or the path of the folder.

    Exit status: 0 all do, 1 some do not, 2 the assignment is broken (all its errors are listed).
    """
    from autograder.errors import UsageError

    with starting_server(assignment) as server:
        from autograder.spec.load import SpecError
        from autograder.spec.validate import validate as compare

        loaded = load_assignment(assignment)
        with open_grader(loaded, server, workers=workers) as grader:
            try:
                result = compare(loaded, grader)
            except SpecError as error:
                raise UsageError(f"the samples cannot be used:\n{error}") from None
    click.echo(result.render())
    sys.exit(0 if result.ok else 1)
