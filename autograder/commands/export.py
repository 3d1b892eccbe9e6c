"""`autograder export`: the marks of a batch in the form that an LMS takes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.commands.common import terminal_language
from autograder.errors import AutograderError, UsageError

if TYPE_CHECKING:
    from autograder.export.filling import Filled, Rules
    from autograder.export.results import Result

FORMATS = {
    "canvas": "gradebook-canvas.csv",
    "moodle": "gradebook-moodle.csv",
    "nbgrader": "gradebook-nbgrader.csv",
    "gradescope": "gradebook-gradescope.csv",
    "csv": "gradebook.csv",
    "canvas-feedback": "feedback-canvas.zip",
    "moodle-feedback": "feedback-moodle.zip",
}
"""Every format with the file that it goes to by default."""


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice([*FORMATS]))
@click.argument("out", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--worksheet",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Your own gradebook from Canvas or Moodle; a filled copy of it is written.",
)
@click.option(
    "--to",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to write; by default a file in OUT named after the format.",
)
@click.option(
    "--column", metavar="NAME", help="The assignment's column in the worksheet, by name or number."
)
@click.option("--overwrite", is_flag=True, help="Replace grades and comments that are there.")
@click.option(
    "--include-review", is_flag=True, help="Also give what waits for a person to look at."
)
@click.option(
    "--scale/--no-scale",
    default=True,
    show_default=True,
    help="Turn points into those of the worksheet's column.",
)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), help="Language of what is said in the terminal."
)
def export(
    *,
    form: str,
    out: Path,
    worksheet: Path | None,
    to: Path | None,
    column: str | None,
    overwrite: bool,
    include_review: bool,
    scale: bool,
    lang: str | None,
) -> None:
    """Write the marks in OUT, the folder of an earlier `autograder grade`, as FORMAT.

    \b
    canvas            Canvas gradebook (CSV); with --worksheet your own is filled
    moodle            Moodle grading worksheet (CSV); with --worksheet your own is filled
    nbgrader          what `nbgrader export` writes
    gradescope        what Gradescope's "Download Grades" gives
    csv               one row for each student with every id that is known
    canvas-feedback   zip for Canvas's "Upload Submissions"
    moodle-feedback   zip for Moodle's "Upload multiple feedback files in a zip"

    Grades that are already there stay unless --overwrite is given, and what waits for a person is
    left out unless --include-review is. Whatever is not filled in is named on standard error.

    Exit status: 0 every submission's mark is where it belongs, 1 some are not, 2 wrong usage.
    """
    from autograder.commands.words import export_words
    from autograder.export.filling import Rules
    from autograder.export.results import of_last_batch, results_in

    if worksheet is not None and form not in ("canvas", "moodle"):
        raise UsageError(f"--worksheet goes with canvas and moodle; {form} is made without one")
    results, left = of_last_batch(out, results_in(out))
    assignments = sorted({result.assignment for result in results})
    if len(assignments) > 1:
        raise UsageError(
            f"{out} holds reports of several assignments ({', '.join(assignments)}); grade each "
            "into a folder of its own"
        )
    rules = Rules(overwrite=overwrite, include_review=include_review, scale=scale)
    if form.endswith("-feedback"):
        data, found = _packed(form, results, rules, out)
    else:
        data, found = _table(form, results, rules, worksheet, column)
    found.left = [result.submission for result in left]
    target = to or out / FORMATS[form]
    if worksheet is not None and target.exists() and target.samefile(worksheet):
        raise UsageError(f"{target} is the worksheet itself; a copy is written, give another --to")
    _write(target, data)
    words = export_words(terminal_language(lang))
    click.echo(words["written"].format(count=found.written, file=target))
    for line in _told(found, words):
        click.echo(line, err=True)
    sys.exit(0 if found.complete else 1)


def _table(
    form: str, results: list[Result], rules: Rules, worksheet: Path | None, column: str | None
) -> tuple[bytes, Filled]:
    from autograder.export import canvas, moodle, tables
    from autograder.export.sheets import read_sheet

    if worksheet is not None:
        sheet = read_sheet(worksheet)
        fill = canvas.fill if form == "canvas" else moodle.fill
        found = fill(sheet, results, rules, column)
        return sheet.dump(), found
    if form == "canvas":
        made = canvas.fresh(results, rules, column)
    elif form == "moodle":
        made = moodle.fresh(results, rules)
    else:
        make = {"nbgrader": tables.nbgrader, "gradescope": tables.gradescope, "csv": tables.plain}
        made = make[form](results, rules)
    return made[0].dump(), made[1]


def _packed(form: str, results: list[Result], rules: Rules, out: Path) -> tuple[bytes, Filled]:
    from autograder.export import feedback

    def page(result: Result) -> str | None:
        path = out / "reports" / f"{result.submission}.html"
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, ValueError):
            return None

    pack = feedback.for_canvas if form == "canvas-feedback" else feedback.for_moodle
    return pack(results, rules, page)


def _write(target: Path, data: bytes) -> None:
    from autograder.export.atomic import write_bytes

    try:
        write_bytes(target, data)
    except OSError as error:
        raise AutograderError(f"{target} cannot be written: {error.strerror}") from None


def _told(found: Filled, words: dict[str, str]) -> list[str]:
    """What the teacher has to know, each with the names that it is about."""
    from autograder.export.filling import points
    from autograder.report.text import one_line

    told = []
    if found.unchanged:
        told.append(words["unchanged"].format(count=found.unchanged))
    if found.scaled is not None:
        ours, theirs = found.scaled
        told.append(words["scaled"].format(ours=points(ours), theirs=points(theirs)))
    if found.no_comments:
        told.append(words["no_comments"])
    for key in ("replaced", "kept"):
        changes: list[tuple[str, str, str]] = getattr(found, key)
        if changes:
            told.append(words[key].format(count=len(changes)))
            told += [
                f"  {one_line(name)}: {words['there'].format(there=one_line(there), ours=ours)}"
                for name, there, ours in changes
            ]
    for key in (
        *("comments_kept", "held", "failed", "locked", "unmatched", "clashes"),
        *("unreturned", "unanswered", "left"),
    ):
        names: list[str] = getattr(found, key)
        if names:
            told.append(words[key].format(count=len(names)))
            told += [f"  {one_line(name)}" for name in names]
    return told
