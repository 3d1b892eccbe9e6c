"""Running a program and knowing what it cost."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from autograder.sandbox import kernel

ROOT = Path(__file__).resolve().parent.parent
_SAMPLING_S = 0.05
_SAID = 2000
_ORPHANS_S = 10.0


@dataclass(frozen=True)
class Cost:
    """Seconds of wall clock; CPU seconds of the program and all its descendants; peak resident
    kilobytes of the program alone and of the largest among it and its descendants; the exit status
    and the end of what it said on standard error."""

    wall_s: float
    cpu_s: float
    own_rss_kb: int
    largest_rss_kb: int
    status: int
    said: str = ""


def run(
    command: Sequence[str], *, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> Cost:
    """Run a program to its end, its output thrown away."""
    with tempfile.TemporaryFile() as errors:
        cost = _run(command, cwd, env, errors)
        errors.seek(max(0, errors.seek(0, os.SEEK_END) - _SAID))
        return replace(cost, said=errors.read().decode("utf-8", "replace").strip())


def _run(
    command: Sequence[str], cwd: Path | None, env: Mapping[str, str] | None, errors: IO[bytes]
) -> Cost:
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=None if env is None else dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
    )
    peak = [0]
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peak, over))
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    over.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak[0], usage.ru_maxrss, process.returncode)


def _watch(pid: int, peak: list[int], over: threading.Event) -> None:
    """Note the kernel's high-water mark of the process; the last reading is the highest."""
    while not over.is_set():
        try:
            for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                if line.startswith("VmHWM:"):
                    peak[0] = int(line.split()[1])
        except OSError:
            return
        over.wait(_SAMPLING_S)


def run_with_orphans(command: Sequence[str]) -> Cost:
    """Run a program to its end with everything that outlives it: processes that it started and
    nobody waited for, such as those of multiprocessing's fork server, count as well.

    No other program may be running from here meanwhile.
    """
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    cost = run(command)
    cpu_s, until = cost.cpu_s, time.monotonic() + _ORPHANS_S
    while time.monotonic() < until:
        try:
            pid, _, usage = os.wait3(os.WNOHANG)
        except ChildProcessError:
            break
        cpu_s += usage.ru_utime + usage.ru_stime
        if pid == 0:
            time.sleep(0.01)
    return replace(cost, cpu_s=cpu_s)


def autograder(*arguments: str) -> list[str]:
    """The command line of our own program in this environment."""
    return [sys.executable, "-m", "autograder", *arguments]


def grade_command(source: Path, out: Path, workers: int) -> list[str]:
    """The command line that grades a file or a folder."""
    return autograder(
        "grade",
        str(source),
        "--out",
        str(out),
        "--assignment",
        "no_grad_cubic",
        "--workers",
        str(workers),
    )
