"""Starts a course in one of the two modes and asks it for results."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.hostile.containment.attacks import HERE

ROOT = HERE.parents[2]
MODES = ("namespaces", "container")
SECRET = "the-secret-of-the-grader-42"


class NotHereError(Exception):
    """This machine cannot be what the mode asks for; says why."""


@dataclass
class Range:
    """A running course: its layers, and what it answers."""

    layers: tuple[str, ...]
    process: subprocess.Popen[str]

    def ask(self, name: str) -> dict[str, Any]:
        """The result of one attack.

        Raises:
            EOFError: the grader itself went down, which is the worst of breaches.
        """
        assert self.process.stdin is not None
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()
        return _line(self.process)


@contextmanager
def course(mode: str) -> Iterator[Range]:
    """A course in this mode.

    Raises:
        NotHereError: only root can be root in a container, or there are no namespaces here.
    """
    if mode == "container" and os.geteuid() != 0:
        raise NotHereError("only root can be root in a container")
    launcher = [sys.executable, str(ROOT / "tests/sandbox/container.py")]
    command = [sys.executable, "-m", "tests.hostile.containment.course", SECRET]
    process = subprocess.Popen(
        [*(launcher if mode == "container" else ()), *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with process:
        layers = tuple(_line(process)["layers"])
        try:
            if mode == "namespaces" and "mount_ns" not in layers:
                raise NotHereError("this machine refuses namespaces; see `autograder doctor`")
            yield Range(layers, process)
        finally:
            assert process.stdin is not None
            process.stdin.close()


def _line(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise EOFError(f"the grader ended with status {process.wait()}")
    answer: dict[str, Any] = json.loads(line)
    return answer
