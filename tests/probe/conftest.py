"""Runs jobs really, each in a forked child, because a run changes the whole process."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import pytest

from autograder.evidence.schema import (
    Audited,
    Finished,
    Frame,
    Job,
    Output,
    Raised,
    Skipped,
    Unit,
    Warned,
)
from autograder.evidence.wire import Reader, encode
from autograder.probe import main

F = TypeVar("F")


class Ran:
    """What one run sent, and the status with which its process left."""

    def __init__(self, frames: list[Frame], status: int) -> None:
        self.frames = frames
        self.status = status

    def all(self, kind: type[F]) -> list[F]:
        return [frame for frame in self.frames if isinstance(frame, kind)]

    def text(self, stream: str = "stdout") -> str:
        return "".join(item.text for item in self.all(Output) if item.stream == stream)

    @property
    def errors(self) -> list[Raised]:
        return self.all(Raised)

    @property
    def skipped(self) -> list[tuple[str, str, int]]:
        return [(item.kind, item.text, item.line) for item in self.all(Skipped)]

    @property
    def audited(self) -> list[str]:
        return [item.event for item in self.all(Audited)]

    @property
    def warned(self) -> list[Warned]:
        return self.all(Warned)

    @property
    def finished(self) -> bool:
        return bool(self.all(Finished))


Runner: TypeAlias = Callable[..., Ran]


def run_job(job: Job) -> Ran:
    """Run a job in a forked child whose frames come back over a pipe, as in production."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 70
        try:
            os.close(reading)
            main.run(job, lambda frame: _send(writing, encode(frame)))
            status = 0
        except BaseException:
            import traceback

            os.write(2, traceback.format_exc().encode())
        finally:
            os._exit(status)
    os.close(writing)
    frames: list[Frame] = []
    reader = Reader()
    while data := os.read(reading, 1 << 16):
        frames.extend(reader.feed(data))
    os.close(reading)
    _, wait = os.waitpid(child, 0)
    return Ran(frames, os.waitstatus_to_exitcode(wait))


def _send(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


@pytest.fixture(scope="session", autouse=True)
def prepared() -> None:
    main.prepare()


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Runs one source as a script in an empty work folder."""
    folder = _folder(tmp_path, monkeypatch)

    def go(source: str, name: str = "homework.py", **options: Any) -> Ran:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(source, encoding="utf-8", errors="surrogatepass")
        return run_job(Job((Unit("script", name, None, 1, source),), **options))

    return go


@pytest.fixture
def notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Runs sources as the cells of a notebook in an empty work folder."""
    _folder(tmp_path, monkeypatch)

    def go(*sources: str, **options: Any) -> Ran:
        units = tuple(
            Unit("cell", "homework.ipynb", number, 1, source)
            for number, source in enumerate(sources, 1)
        )
        return run_job(Job(units, **options))

    return go


def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "work"
    folder.mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(folder))
    return folder
