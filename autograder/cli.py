"""The command line.

Each command lives in a module of its own under `commands`, which is imported when it is called:
`autograder --help` and a cold start must not wait for what they do not use.

Exit status: 0 everything asked for was done, 1 something could not be graded or does not hold,
2 wrong usage or a broken assignment, 130 interrupted.
"""

from __future__ import annotations

import gc
import importlib
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

import click

from autograder.errors import AutograderError

_COMMANDS = {
    "grade": "Grade a folder of submissions, or some files.",
    "check": "Check your own homework before you hand it in.",
    "export": "Write the marks of a batch as a gradebook, or its feedback as files.",
    "new": "Make a working assignment to start from.",
    "validate": "Grade an assignment's sample solutions against what they declare.",
    "schema": "Print the JSON Schema of assignment.yaml, for editors.",
    "run": "Show what the grader sees of a program: trace, experiments, roles.",
    "mutate": "Find mistakes that the rubric of an assignment does not see.",
    "assign": "Make the students' notebook with Otter Assign.",
    "gradescope": "Build the autograder zip for Gradescope.",
    "explain": "Explain a diagnosis or a check.",
    "doctor": "Show which sandbox layers this machine offers.",
    "dashboard": "Open the instructor dashboard over graded results.",
}


class _Refused(click.ClickException):
    """The person at the terminal can do something about it."""

    exit_code = 2


class _Fault(click.ClickException):
    """Only we can."""

    exit_code = 1


class _Commands(click.Group):
    """Finds commands by name without importing the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(importlib.import_module(f"autograder.commands.{cmd_name}"), cmd_name)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except AutograderError as error:
            from autograder.report.text import visible

            raise _Refused(visible(str(error))) from None
        except Exception as error:
            raise _Fault(_our_fault(error)) from error


def _our_fault(error: Exception) -> str:
    with tempfile.NamedTemporaryFile(
        "w", prefix="autograder-fault-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write("".join(traceback.format_exception(error)))
    return (
        f"this is a fault of Autograder, not yours ({type(error).__name__}: {error}). "
        f"Please report it with {Path(file.name)}."
    )


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="autograd-autograder", prog_name="autograder")
def cli() -> None:
    """Grade PyTorch autograd homework by what the program really did.

    \b
    autograder grade submissions/ --out graded     grade a class
    autograder check homework.ipynb                check your own homework
    """


def main() -> None:
    """Run the command line and leave with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show Chinese shows question marks rather than a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        cli.main(prog_name="autograder")
    finally:
        # Python would look through all that was loaded for garbage, a fifth of a second, to end.
        gc.freeze()
