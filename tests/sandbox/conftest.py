"""Sandboxes as they are on a workstation (all layers) and in a plain container (no namespaces)."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.evidence.run import Run
from autograder.evidence.schema import Job, Output, Raised, Unit
from autograder.sandbox.client import Sandbox, SandboxError, Server, Session
from autograder.spec.model import Limits

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SECRET = "hunter2-is-the-secret"
LIMITS = Limits(wall_s=10, cpu_s=5, memory_mb=512, processes=24, file_mb=1, output_kb=64)


def job(source: str, max_output: int = 64 * 1024) -> Job:
    """A job that runs this program."""
    unit = Unit("script", "program.py", None, 1, textwrap.dedent(source))
    return Job((unit,), max_output=max_output)


def printed(run: Run) -> str:
    """What the program printed."""
    return "".join(frame.text for frame in run.frames if isinstance(frame, Output))


def raised(run: Run) -> tuple[str, ...]:
    """The exceptions that left the program."""
    return tuple(frame.type for frame in run.frames if isinstance(frame, Raised))


def names_of_processes() -> set[str]:
    """The names of all processes of this machine."""
    names = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                names.add((entry / "comm").read_text().strip())
            except OSError:
                continue
    return names


@dataclass
class Place:
    """One kind of machine: its server, and a sandbox on it."""

    mode: str
    server: Server
    sandbox: Sandbox

    def run(
        self, source: str, limits: Limits = LIMITS, files: tuple[tuple[str, bytes], ...] = ()
    ) -> Run:
        """Run a program in a session of its own."""
        with self.sandbox.session(files, limits) as session:
            return session.run(job(source))


def start(mode: str, **options: object) -> Server:
    """A server in one of the modes, for the small child function."""
    arguments: dict[str, object] = {
        "child": "child:run",
        "path": [HERE / "inside"],
        "preload": (),
        "private": [ROOT / "assignments", ROOT / "solutions", "/etc/shadow"],
    }
    if mode == "container":
        arguments["launcher"] = [sys.executable, str(HERE / "container.py")]
    return Server(**(arguments | options))  # type: ignore[arg-type]


@pytest.fixture(scope="session", params=["namespaces", "container"])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    mode: str = request.param
    if mode == "container" and os.geteuid() != 0:
        pytest.skip("only root can be root in a container")
    os.environ["AUTOGRADER_TEST_SECRET"] = SECRET
    with start(mode) as server:
        try:
            layers = server.layers
        except SandboxError as error:
            pytest.skip(f"this machine offers no sandbox: {error}")
        if mode == "namespaces" and "mount_ns" not in layers:
            pytest.skip("this machine refuses namespaces; `autograder doctor` says more")
        sandbox = Sandbox(server)
        yield Place(mode, server, sandbox)
        sandbox.close()


@pytest.fixture
def session(place: Place) -> Iterator[Session]:
    with place.sandbox.session((("data.txt", b"42"),), LIMITS) as session:
        yield session


@pytest.fixture
def run(place: Place) -> Callable[..., Run]:
    return place.run
