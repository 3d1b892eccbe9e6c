"""Whether one file is graded and nothing is to be kept of it: the quick way, from a cold start."""

from __future__ import annotations

from pathlib import Path

from autograder.commands.stores import STORE


def may_be_alone(
    paths: tuple[Path, ...], out: Path, store: str | None, scheduler: str | None
) -> bool:
    """Whether this looks like one submission, with nothing said about keeping its result; what is
    in the file decides in the end, since a zip may hold a whole class."""
    return (
        len(paths) == 1
        and paths[0].is_file()
        and store is None
        and scheduler is None
        and not (out / STORE).exists()
    )
