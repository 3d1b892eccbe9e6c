"""`autograder check`: the student's own check, with the feedback that the teacher's run gives."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.commands.common import (
    assignment_option,
    lang_option,
    load_assignment,
    open_grader,
    starting_server,
    terminal_language,
)
from autograder.commands.words import terminal_words

if TYPE_CHECKING:
    from autograder.pipeline import Grader
    from autograder.report.model import Report
    from autograder.running import SandboxOpener
    from autograder.sandbox.host import Server


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
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "classroom", "github"]),
    default="text",
    show_default=True,
    help="text for people; json: the whole report; classroom: GitHub Classroom's runner result; "
    "github: text, annotations and that result for a step of a workflow (docs/github.md).",
)
def check(
    *, file: Path, assignment: str | None, lang: str | None, html: Path | None, form: str
) -> None:
    """Check FILE (a notebook, a script, a folder or a zip of one homework) and print feedback.

    It is run and graded as your teacher will run and grade it, on this machine; nothing is sent
    anywhere. The assignment is the packed one beside FILE, as you were given it, else one that is
    installed.

    Exit status: 0 it could be graded, 1 it could not, 2 wrong usage.
    """
    from autograder.errors import UsageError
    from autograder.export import write_text
    from autograder.ingest import load
    from autograder.report import to_html

    with _grader(file, assignment, lang) as grader:
        report = grader.grade(load(file))
    _show(report, file, form)
    if html is not None:
        try:
            write_text(html, to_html(report))
        except OSError as error:
            raise UsageError(f"{html} cannot be written: {error.strerror}") from None
    sys.exit(1 if report.status == "not_graded" else 0)


@contextmanager
def _grader(file: Path, assignment: str | None, lang: str | None) -> Iterator[Grader]:
    """The grader, without walls where this machine has none: it is the student's own program."""
    from autograder.otter.material import ENDING, find, packed_in
    from autograder.sandbox.local import LocalSandbox

    folder = file.parent if file.is_file() else file
    packed = packed_in(folder) if assignment is None else None
    if assignment is not None and assignment.endswith(ENDING):
        packed = Path(assignment)
    material = None if packed is None else find(str(packed))
    recorded = None if material is None else material.recorded
    with ExitStack() as stack:
        server = None
        if sys.platform == "linux" and material is None:
            server = stack.enter_context(starting_server(assignment, few=True))
        loaded = load_assignment(assignment) if material is None else material.loaded
        sandbox = _walls(stack, server, (loaded.folder, loaded.solutions))
        if sandbox is None:
            click.echo(terminal_words(terminal_language(lang))["no_walls"], err=True)
            local = LocalSandbox()
            stack.callback(local.close)
            sandbox = local
        yield stack.enter_context(
            open_grader(loaded, language=lang, workers=1, recorded=recorded, sandbox=sandbox)
        )


def _walls(
    stack: ExitStack, server: Server | None, private: tuple[Path, ...]
) -> SandboxOpener | None:
    if sys.platform != "linux":
        return None
    from autograder.sandbox.client import Sandbox, SandboxError
    from autograder.sandbox.host import Server

    if server is None:
        server = stack.enter_context(Server(private=private, few=True))
    try:
        server.ready()
    except SandboxError:
        return None
    sandbox = Sandbox(server)
    stack.callback(sandbox.close)
    return sandbox


def _show(report: Report, file: Path, form: str) -> None:
    if form == "text":
        from autograder.commands.display import console_for
        from autograder.commands.terminal import print_report

        print_report(console_for(sys.stdout), report)
    elif form == "json":
        from autograder.report import dumps

        click.echo(dumps(report), nl=False)
    elif form == "classroom":
        from autograder.export.github import classroom

        click.echo(json.dumps(classroom(report), ensure_ascii=False, allow_nan=False, indent=2))
    else:
        from autograder.commands.github import show

        show(report, file)
