"""How wait statuses and frames become verdicts."""

from __future__ import annotations

import signal

import pytest

from autograder.evidence.schema import Finished, Frame, Raised, UnitStarted
from autograder.sandbox.protocol import Caps, Ended
from autograder.sandbox.verdict import judge

CAPS = Caps(5.0, 512 << 20, 24, 1 << 20, 64 << 20)
DONE: tuple[Frame, ...] = (UnitStarted(0), Finished(0, 0))


def ended(status: int, cause: str = "", cpu_s: float = 0.1, growth_mb: int = 1) -> Ended:
    return Ended(status, cause, cpu_s, 1 << 20, growth_mb << 10, ())


@pytest.mark.parametrize(
    ("end", "frames", "verdict"),
    [
        (ended(0), DONE, "ok"),
        (ended(0), (), "exited"),
        (ended(3 << 8), DONE, "exited"),
        (ended(70 << 8), (), "exited"),
        (ended(71 << 8), (), "memory_exceeded"),
        (ended(75 << 8), (), "output_exceeded"),
        (ended(signal.SIGKILL, "memory"), (), "memory_exceeded"),
        (ended(signal.SIGKILL, "disk"), (), "output_exceeded"),
        (ended(signal.SIGKILL, "cpu"), (), "timed_out"),
        (ended(signal.SIGXCPU), (), "timed_out"),
        (ended(signal.SIGKILL, cpu_s=6.0), (), "timed_out"),
        (ended(signal.SIGKILL), (), "crashed"),
        (ended(signal.SIGKILL, growth_mb=500), (), "memory_exceeded"),
        (ended(signal.SIGABRT, growth_mb=500), (), "memory_exceeded"),
        (ended(signal.SIGABRT), (), "crashed"),
        (ended(signal.SIGSEGV), DONE, "crashed"),
        (ended(signal.SIGXFSZ), (), "output_exceeded"),
        (ended(64), (), "crashed"),
        (ended(0), (Raised(0, "MemoryError", "", (), 0), *DONE), "memory_exceeded"),
        (
            ended(0),
            (
                Raised(0, "RuntimeError", "DefaultCPUAllocator: can't allocate memory", (), 0),
                *DONE,
            ),
            "memory_exceeded",
        ),
        (ended(0), (Raised(0, "RuntimeError", "other", (), 0), *DONE), "ok"),
    ],
)
def test_each_ending_has_its_verdict(end: Ended, frames: tuple[Frame, ...], verdict: str) -> None:
    assert judge(end, CAPS, frames, incomplete=False)[0] == verdict


def test_a_stream_that_breaks_off_counts_only_for_those_who_ended_well() -> None:
    assert judge(ended(0), CAPS, DONE, incomplete=True)[0] == "protocol_error"
    assert judge(ended(signal.SIGSEGV), CAPS, (), incomplete=True)[0] == "crashed"
