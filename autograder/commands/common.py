"""What commands share: options, the assignment, the language of the terminal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING

import click

from autograder.errors import UsageError

if TYPE_CHECKING:
    from autograder.pipeline import Grader
    from autograder.recorded import Recorded
    from autograder.running import SandboxOpener
    from autograder.sandbox.host import Server
    from autograder.spec.load import LoadedAssignment

assignment_option = click.option(
    "--assignment",
    metavar="ID",
    help="Assignment, by id or by its folder; by default the only one, else no_grad_cubic.",
)
lang_option = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    help="Language of the feedback; by default that of each submission.",
)


def _chosen(wanted: str | None) -> str:
    from autograder.spec.locate import available, chosen_among

    if wanted is not None:
        return wanted
    found = available()
    chosen = chosen_among(found)
    if chosen is None:
        known = f"one of {', '.join(found)}" if found else "the path of an assignment's folder"
        raise UsageError(f"which assignment? Give --assignment {known}")
    return chosen


def load_assignment(wanted: str | None) -> LoadedAssignment:
    """Load the assignment called `wanted`, or the one that is meant where none is named.

    Raises:
        UsageError: there is none, it is not clear which, or it is broken (with all its errors).
    """
    from autograder.spec.load import SpecError, load

    try:
        return load(_chosen(wanted))
    except SpecError as error:
        raise UsageError(f"the assignment cannot be used:\n{error}") from None


@contextmanager
def starting_server(wanted: str | None, *, few: bool = False) -> Iterator[Server]:
    """The sandbox's server for the assignment called `wanted`; see `load_assignment`.

    `few` tells that only a few programs are to run, so that it is better ready sooner.

    It loads torch for a second. Whatever else takes time to load, the assignment included, does so
    meanwhile.

    Raises:
        UsageError: there is no such assignment.
    """
    from autograder.sandbox.host import PRELOAD, Server
    from autograder.spec.locate import folder_of, secrets_of, solutions_of
    from autograder.spec.preload import preload
    from autograder.spec.problems import SpecError

    try:
        folder = folder_of(_chosen(wanted))
    except SpecError as error:
        raise UsageError(f"the assignment cannot be used:\n{error}") from None
    modules = preload(PRELOAD, (folder, solutions_of(folder, folder.name)))
    with Server(private=secrets_of(folder), preload=modules, few=few) as server:
        yield server


@contextmanager
def open_grader(
    loaded: LoadedAssignment,
    server: Server | None = None,
    *,
    language: str | None = None,
    workers: int | None = None,
    key: bytes | None = None,
    recorded: Recorded | None = None,
    sandbox: SandboxOpener | None = None,
) -> Iterator[Grader]:
    """The grader of an assignment, with what can stop it put into a sentence.

    Programs run in `sandbox`, else in one at `server`, else in one of the grader's own.

    Raises:
        UsageError: the reference solution does not show what the assignment says.
        AutograderError: the sandbox does not work on this machine.
    """
    from autograder.commands.workshop import in_words
    from autograder.pipeline import Grader
    from autograder.report import page
    from autograder.sandbox.client import Sandbox

    page.prepare()
    with in_words(), ExitStack() as stack:
        if sandbox is None and server is not None:
            sandbox = stack.enter_context(closing(Sandbox(server)))
        yield stack.enter_context(
            Grader(
                loaded,
                language=language,
                workers=workers,
                sandbox=sandbox,
                key=key,
                recorded=recorded,
            )
        )


def terminal_language(lang: str | None) -> str:
    """The language to speak to the person at the terminal: as asked for, else as its locale."""
    if lang is not None:
        return lang
    locale = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return "zh" if locale.lower().startswith("zh") else "en"
