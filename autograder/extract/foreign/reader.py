"""Starts the process that reads a document, bounds it, and takes what it says as data."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

Kind: TypeAlias = Literal["docx", "pdf", "html"]
"""What a document is read as."""

SECONDS = 25
"""Wall clock for one document; the process has less of the processor's time."""

_MAX_ANSWER = 16 << 20
_CHILD = Path(__file__).with_name("child.py")
_ENV = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


class ForeignOutput(msgspec.Struct, frozen=True):
    """A saved output of a cell."""

    kind: Literal["stream", "result", "error"]
    text: str


class ForeignCell(msgspec.Struct, frozen=True):
    """A piece of code or text in the order of the document."""

    kind: Literal["code", "text"]
    source: str
    outputs: tuple[ForeignOutput, ...] = ()


class Foreign(msgspec.Struct, frozen=True):
    """What is in a document: cells in order, and how many pictures (or pages that are one).

    `notebook` says that it is an exported notebook; `cut` that only a beginning was read.
    """

    cells: tuple[ForeignCell, ...] = ()
    pictures: int = 0
    pages: int = 0
    notebook: bool = False
    cut: bool = False
    error: str = ""
    detail: str = ""


class ForeignError(Exception):
    """A document that cannot be read: "encrypted", "damaged", "old_word" or "too_complex"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_foreign(data: bytes, kind: Kind, seconds: float = SECONDS) -> Foreign:
    """The code and text of a document, read within limits of time and memory.

    It gets `seconds` of wall clock, but never more than `SECONDS`.

    Raises:
        ForeignError: it cannot be read.
        OSError: no process can be started here.
    """
    if seconds <= 0:
        raise ForeignError("too_complex")
    with tempfile.TemporaryFile() as document, tempfile.TemporaryFile() as answer:
        document.write(data)
        document.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-I", str(_CHILD), kind],
            stdin=document,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env=_ENV,
            cwd="/",
            start_new_session=True,
        )
        try:
            process.wait(min(seconds, SECONDS))
        except subprocess.TimeoutExpired:
            raise ForeignError("too_complex") from None
        finally:
            if process.poll() is None:
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        answer.seek(0)
        said = answer.read(_MAX_ANSWER + 1)
    if process.returncode != 0:
        # Killed by a limit, or by a fault of a parser's C code.
        raise ForeignError("too_complex" if process.returncode < 0 else "damaged")
    try:
        found = msgspec.json.decode(said, type=Foreign)
    except msgspec.MsgspecError:
        raise ForeignError("damaged") from None
    if found.error:
        raise ForeignError(found.error)
    return found
