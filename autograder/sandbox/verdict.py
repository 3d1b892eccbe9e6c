"""How a run ended, judged from what the kernel and the warden say, never from the run's word."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence

from autograder.evidence.run import Verdict
from autograder.evidence.schema import Finished, Frame, Raised
from autograder.sandbox.protocol import Caps, Ended

_OUT_OF_MEMORY = 71
"""Exit status of `runner` for a MemoryError that left the program."""
_STATUSES: dict[int, tuple[Verdict, str]] = {
    70: ("exited", "an exception left the part that runs programs"),
    75: ("output_exceeded", "more output than allowed"),
}
"""Exit statuses of `runner` and `probe`; a submission can only accuse itself with them."""
_NEAR_LIMIT = 0.8
_TORCH_OUT_OF_MEMORY = "can't allocate memory"


def judge(
    ended: Ended, caps: Caps, frames: Sequence[Frame], incomplete: bool
) -> tuple[Verdict, str]:
    """The verdict and a sentence of detail for a run that the supervisor did not end itself.

    `incomplete` says that the stream broke off inside a frame.
    """
    causes: dict[str, tuple[Verdict, str]] = {
        "memory": ("memory_exceeded", f"more than {caps.memory >> 20} MB of memory"),
        "disk": ("output_exceeded", f"more than {caps.disk >> 20} MB of files, or too many files"),
        "cpu": ("timed_out", f"more than {caps.cpu_s:g} s of processor time"),
    }
    if ended.cause in causes:
        return causes[ended.cause]
    if os.WIFSIGNALED(ended.status):
        return _judge_signal(os.WTERMSIG(ended.status), ended, caps)
    status = os.WEXITSTATUS(ended.status)
    if status == _OUT_OF_MEMORY or any(map(_is_out_of_memory, frames)):
        return causes["memory"]
    if status == 0 and incomplete:
        return "protocol_error", "the evidence stream breaks off inside a frame"
    if status == 0 and any(isinstance(frame, Finished) for frame in frames):
        return "ok", ""
    left = f"the process left with status {status} before the program's end"
    return _STATUSES.get(status, ("exited", left))


def _judge_signal(number: int, ended: Ended, caps: Caps) -> tuple[Verdict, str]:
    name = signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"
    if number == signal.SIGXCPU or (number == signal.SIGKILL and ended.cpu_s >= caps.cpu_s):
        return "timed_out", f"more than {caps.cpu_s:g} s of processor time"
    if number == signal.SIGXFSZ:
        return "output_exceeded", f"a file of more than {caps.file >> 20} MB"
    near = ended.growth_kb * 1024 >= _NEAR_LIMIT * caps.memory
    if near and number in (signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS):
        return "memory_exceeded", f"more than {caps.memory >> 20} MB of memory ({name})"
    return "crashed", f"the process was ended by {name}"


def _is_out_of_memory(frame: Frame) -> bool:
    return isinstance(frame, Raised) and (
        frame.type.rpartition(".")[2] == "MemoryError"
        or (frame.type == "RuntimeError" and _TORCH_OUT_OF_MEMORY in frame.message)
    )
