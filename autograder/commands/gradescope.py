"""`autograder gradescope`: the zip that is uploaded to Gradescope."""

from __future__ import annotations

import os
from pathlib import Path

import click

from autograder.commands.common import load_assignment, open_grader, terminal_language

DEFAULT_TIMEOUT_S = 600
"""What Gradescope gives an autograder unless the teacher chooses more."""


@click.command()
@click.argument("assignment", metavar="ID")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where the zip goes; by default dist/ID-gradescope.zip.",
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    help="Language of all feedback; by default that of each submission.",
)
@click.option(
    "--torch-index",
    metavar="ADDRESS",
    help="Package index of CPU-only torch wheels, which setup.sh takes torch from; by default "
    "$INDEX. PyTorch's installation page names one.",
)
@click.option(
    "--allow-weak",
    is_flag=True,
    help="Grade although the container's kernel offers less than we ask for (docs/security.md).",
)
def gradescope(
    *,
    assignment: str,
    out: Path | None,
    lang: str | None,
    torch_index: str | None,
    allow_weak: bool,
) -> None:
    """Build the autograder zip of assignment ID for Gradescope.

    The reference solution and the teaching samples are run here; the zip holds what they gave, and
    no solution. ID is an id or the path of the folder. docs/gradescope.md says what to do with it.

    Exit status: 0 the zip is there, 2 the assignment is broken (all its errors are listed).
    """
    loaded = load_assignment(assignment)

    from autograder import points
    from autograder.commands.words import terminal_words
    from autograder.gradescope.bundle import Options, write_bundle
    from autograder.pipeline import MAX_PROGRAMS

    spec = loaded.spec
    key = points.derived_key(points.installation_key(), f"gradescope/{spec.id}")
    with open_grader(loaded, key=key) as grader:
        recorded = grader.record()
    out = out or Path("dist", f"{spec.id}-gradescope.zip")
    index = torch_index if torch_index is not None else os.environ.get("INDEX", "")
    # All runs of all programs of one submission, and two minutes to start in a slow container.
    deadline_s = int(MAX_PROGRAMS * (1 + spec.probes.count) * spec.limits.wall_s) + 120
    options = Options(lang, index.strip(), allow_weak)
    write_bundle(out, loaded, recorded, options, deadline_s=deadline_s)
    words = terminal_words(terminal_language(lang))
    click.echo(words["zip_ready"].format(file=out))
    if not index.strip():
        click.echo(words["zip_no_index"], err=True)
    if deadline_s > DEFAULT_TIMEOUT_S:
        click.echo(words["zip_long"].format(seconds=deadline_s), err=True)
