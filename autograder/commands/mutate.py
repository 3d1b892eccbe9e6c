"""`autograder mutate`: is the rubric good enough to see every mistake?"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from autograder.commands.common import load_assignment, open_grader, starting_server

if TYPE_CHECKING:
    from autograder.mutation.judge import Judged

DIAGNOSED = 0.9
"""Share of the mutants that lose marks that must be told why."""


@click.command()
@click.argument("assignment", metavar="ID")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Mutants graded at a time.")
@click.option("--all", "show_all", is_flag=True, help="List every mutant, not only the holes.")
def mutate(assignment: str, workers: int | None, show_all: bool) -> None:
    """Make mistakes in the reference of assignment ID, one at a time, and grade the results.

    Lists the mutants that get full marks although they behave differently, which the rubric should
    see, and those that lose marks without a diagnosis, whose authors would not learn why.

    Exit status: 0 none of the first kind, and at least 90 % of the rest are told why; 1 otherwise;
    2 the assignment is broken.
    """
    from autograder.errors import UsageError

    with starting_server(assignment) as server:
        from autograder.diagnosis.examples import behaviour
        from autograder.extract import extract
        from autograder.ingest.submission import Submission, SubmittedFile
        from autograder.mutation.judge import judge
        from autograder.mutation.mutants import make

        loaded = load_assignment(assignment)
        data = loaded.reference.read_bytes()
        if loaded.reference.suffix != ".py":
            raise UsageError(f"{loaded.reference} is no script: mutants are made of reference.py")
        with open_grader(loaded, server, workers=workers) as grader:
            judged = judge(
                make(data.decode("utf-8")),
                loaded.spec,
                grader,
                lambda submission: behaviour(grader.examine(submission, extract(submission))[0]),
                Submission("reference", "", (SubmittedFile(loaded.reference.name, data),)),
            )
    sys.exit(0 if _show(judged, show_all=show_all) else 1)


def _show(judged: tuple[Judged, ...], *, show_all: bool) -> bool:
    """Print the list and the counts; whether the rubric is good enough."""
    from rich.table import Table

    from autograder.commands.display import console_for

    console = console_for(sys.stdout)
    table = Table(box=None, pad_edge=False)
    for heading in ("fate", "operator", "line", "what", "points", "diagnosis"):
        table.add_column(heading, overflow="fold")
    holes = ("survived", "undiagnosed")
    for item in sorted(judged, key=lambda item: item.fate not in holes):
        if show_all or item.fate in holes:
            mutant = item.mutant
            table.add_row(
                item.fate,
                mutant.operator,
                str(mutant.line),
                mutant.what,
                f"{item.points:g}",
                item.diagnosis or "-",
            )
    if table.row_count:
        console.print(table)
        console.print()
    count = Counter(item.fate for item in judged)
    losing = count["diagnosed"] + count["undiagnosed"]
    share = count["diagnosed"] / losing if losing else 1.0
    console.print(
        f"{len(judged)} mutants: {count['equivalent']} behave as the reference does, "
        f"{count['survived']} get full marks although they do not, {losing} lose marks, "
        f"{share:.0%} of them with a diagnosis"
    )
    return not count["survived"] and share >= DIAGNOSED
