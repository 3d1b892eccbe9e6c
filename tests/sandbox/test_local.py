"""A person's own programs, on their own machine, without walls."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.evidence.schema import Job, Op, Output, Unit
from autograder.sandbox.local import LAYERS, LocalSandbox
from autograder.spec.model import Limits


@pytest.fixture(scope="module")
def sandbox() -> Iterator[LocalSandbox]:
    opened = LocalSandbox()
    yield opened
    opened.close()


def job(source: str, max_output: int = 100_000) -> Job:
    return Job((Unit("cell", "hw.ipynb", 1, 1, source),), max_output=max_output)


def test_a_program_runs_beside_its_files_and_is_recorded(sandbox: LocalSandbox) -> None:
    source = "import torch\nfrom helper import two\nprint(torch.ones(1) * two)"
    with sandbox.session((("helper.py", b"two = 2"),), Limits()) as session:
        assert session.layers == LAYERS
        first, second = session.run(job(source)), session.run(job(source))
    assert first.verdict == second.verdict == "ok"
    assert [frame.text for frame in first.frames if isinstance(frame, Output)] == ["tensor([2.])\n"]
    assert any(isinstance(frame, Op) and "mul" in frame.name for frame in first.frames)


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("while True: pass", "timed_out"),
        ("import os; os._exit(3)", "exited"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "crashed"),
        ("while True: print('x' * 1000)", "output_exceeded"),
    ],
)
def test_every_end_has_its_verdict_and_the_next_run_is_fine(
    sandbox: LocalSandbox, source: str, verdict: str
) -> None:
    with sandbox.session((), Limits(wall_s=3)) as session:
        assert session.run(job(source, max_output=10_000)).verdict == verdict
        assert session.run(job("1 + 1")).verdict == "ok"


def test_a_helper_that_died_is_started_again(sandbox: LocalSandbox) -> None:
    with sandbox.session((), Limits()) as session:
        assert session.run(job("1")).verdict == "ok"
        sandbox.close()
        assert session.run(job("1")).verdict == "ok"
