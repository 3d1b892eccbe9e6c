"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TextIO

_numbers = count()


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8, line ends as they are, replacing `path` in one step.

    Whoever opens `path` at any moment finds the old content or the new, never half of it. Lone
    surrogates become "?".

    Raises:
        OSError: the folder cannot be written to; `path` is then as it was.
    """
    write_bytes(path, text.encode(errors="replace"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data`, replacing `path` in one step.

    Raises:
        OSError: the folder cannot be written to; `path` is then as it was.
    """
    with _replacing(path) as temporary:
        temporary.write_bytes(data)


@contextmanager
def writing(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A file to write text to bit by bit, line ends as they are, which replaces `path` in one step
    once the block ends without an error. Lone surrogates become "?".

    Raises:
        OSError: the folder cannot be written to; `path` is then as it was.
    """
    with (
        _replacing(path) as temporary,
        temporary.open("w", encoding=encoding, errors="replace", newline="") as file,
    ):
        yield file


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    # A short name of its own: the path may already be as long as the file system allows.
    temporary = path.parent / f".autograder-{os.getpid()}-{next(_numbers)}.tmp"
    try:
        yield temporary
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
