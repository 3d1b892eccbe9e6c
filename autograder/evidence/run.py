"""The result of one sandboxed run: what was received, and how the supervisor saw it end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from autograder.evidence.schema import Frame

Verdict: TypeAlias = Literal[
    "ok",
    "timed_out",
    "memory_exceeded",
    "output_exceeded",
    "crashed",
    "exited",
    "protocol_error",
    "sandbox_error",
]
"""How a run ended; written by the supervisor alone.

ok: the child said `Finished` and left with status 0. timed_out: wall clock or CPU limit.
memory_exceeded: address space, cgroup or out-of-memory kill (a MemoryError that left the program
counts). output_exceeded: more output, frames or files than allowed. crashed: killed by another
signal (a native crash). exited: left before the end (`os._exit`, `sys.exit` in a thread).
protocol_error: bytes that are no frame. sandbox_error: our own fault, never the student's.
"""


@dataclass(frozen=True)
class Usage:
    """Resources of one run: seconds of wall clock and CPU, kilobytes of peak resident memory."""

    wall_s: float = 0.0
    cpu_s: float = 0.0
    peak_rss_kb: int = 0


@dataclass(frozen=True)
class Run:
    """One run of a program: frames in order, the verdict, a sentence of detail, and the cost."""

    frames: tuple[Frame, ...]
    verdict: Verdict
    detail: str = ""
    usage: Usage = Usage()
