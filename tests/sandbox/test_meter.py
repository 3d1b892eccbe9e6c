"""The clock of a run does not count the time for which the machine had no processor for it."""

from __future__ import annotations

import os

import pytest

from autograder.sandbox import meter
from autograder.sandbox.meter import Meter
from autograder.sandbox.plan import Plan, Slot
from autograder.sandbox.protocol import Caps


def _meter(wall_s: float) -> Meter:
    plan = Plan(
        root=False,
        user_ns=False,
        mount_ns=True,
        pid_ns=True,
        shared=(),
        visible=(),
        landlock=0,
        baseline=0,
    )
    caps = Caps(1e9, 1 << 60, 1, 1, 1)
    return Meter(plan, Slot(0, None, None, "/nowhere"), caps, os.getpid(), wall_s)


@pytest.mark.parametrize(("waited", "cause"), [(0.0, "wall"), (1e9, "")])
def test_waiting_for_a_processor_is_not_the_programs_time(
    monkeypatch: pytest.MonkeyPatch, waited: float, cause: str
) -> None:
    monkeypatch.setattr(meter, "waited", lambda _: waited)
    assert _meter(1e-9).exceeded() == cause


def test_no_limit_is_none() -> None:
    assert _meter(0.0).exceeded() == ""


def test_the_kernel_says_how_long_a_process_waited() -> None:
    assert meter.waited(os.getpid()) >= 0.0
    assert meter.waited(1 << 30) == 0.0
