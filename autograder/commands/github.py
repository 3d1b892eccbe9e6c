"""`autograder check --format github`: what a step of a GitHub workflow prints and hands on."""

from __future__ import annotations

import io
import os
from pathlib import Path, PurePosixPath

import click

from autograder.commands.display import console_for
from autograder.commands.terminal import print_report
from autograder.errors import UsageError
from autograder.export.github import annotate, commands, encoded, stopped, summary
from autograder.report.model import Report


def show(report: Report, submitted: Path) -> None:
    """Print the report and its annotations; inside GitHub Actions also set the step's output
    `result` to Classroom's runner result and write the step's summary.

    Raises:
        UsageError: a file that GitHub names cannot be written.
    """
    console = console_for(io.StringIO())
    print_report(console, report)
    assert isinstance(console.file, io.StringIO)
    click.echo(stopped(console.file.getvalue()), nl=False)
    for line in commands(annotate(report, _folder(submitted))):
        click.echo(line)
    _append("GITHUB_OUTPUT", f"result={encoded(report)}\n")
    _append("GITHUB_STEP_SUMMARY", summary(report))


def _folder(submitted: Path) -> PurePosixPath:
    """The folder of the submitted files, as the repository's own paths go."""
    folder = submitted if submitted.is_dir() else submitted.parent
    workspace = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
    try:
        return PurePosixPath(folder.resolve().relative_to(workspace.resolve()).as_posix())
    except ValueError:
        return PurePosixPath(folder.as_posix())


def _append(variable: str, text: str) -> None:
    path = os.environ.get(variable)
    if not path:
        return
    try:
        with Path(path).open("a", encoding="utf-8", errors="replace") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"{path} (${variable}) cannot be written: {error.strerror}") from None
