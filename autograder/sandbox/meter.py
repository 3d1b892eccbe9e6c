"""What a run uses, all its processes together, as /proc and its folder tell while it goes on."""

from __future__ import annotations

import contextlib
import errno
import math
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from autograder.sandbox import kernel
from autograder.sandbox.leftovers import descendants
from autograder.sandbox.plan import Plan, Slot
from autograder.sandbox.protocol import Caps

ENTRIES = 4096
"""Files and folders of a session."""

_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")
_MAPPINGS_EVERY = 8
"""Looks at files and memory for each one at mappings, which take longer to read."""
_NAMELESS = " (deleted)"
_THREADS = 64


class Meter:
    """The use of one run; asked now and then from its start on."""

    def __init__(self, plan: Plan, slot: Slot, caps: Caps, main: int, wall_s: float) -> None:
        self._main = main
        self._wall_s = wall_s or math.inf
        self._began = time.monotonic()
        self._plan = plan
        self._slot = slot
        self._caps = caps
        self._own = own_memory("self")
        self._seen: dict[int, float] = {}
        self._cpu_s = 0.0
        self._looks = 0
        self._mapped: dict[int, int] = {}

    def exceeded(self) -> str:
        """What the run has more of than it may: "memory", "cpu", "wall" or "disk"; empty if
        nothing."""
        elapsed = time.monotonic() - self._began
        if elapsed > self._wall_s and elapsed - waited(self._main) > self._wall_s:
            return "wall"
        pids = descendants()
        if sum(max(0, own_memory(pid) - self._own) for pid in pids) > self._caps.memory:
            return "memory"
        if self._processor_time(pids) > self._caps.cpu_s + 1:
            return "cpu"
        if not self._plan.mount_ns and self._disk(pids):
            return "disk"
        return ""

    def _processor_time(self, pids: list[int]) -> float:
        """Seconds of all, those included that nobody waited for and that are gone.

        Both sums are too low at the worst: the first misses what was used between the last look
        and the end of a process, the second the children of a process that ignores their end.
        """
        times = {pid: cpu_times(pid) for pid in pids}
        for pid, (own, _) in times.items():
            before = self._seen.get(pid, 0.0)
            self._cpu_s += own - before if own >= before else own
        self._seen = {pid: own for pid, (own, _) in times.items()}
        return max(self._cpu_s, sum(own + waited for own, waited in times.values()))

    def _disk(self, pids: list[int]) -> bool:
        folder, room = self._slot.folder, self._caps.disk
        if usage(folder, room, ENTRIES):
            return True
        with _looking_as(self._slot):
            if self._looks % _MAPPINGS_EVERY == 0:
                self._mapped = mapped_files(pids, folder)
            self._looks += 1
            # An open file is measured by its blocks, which are fewer where it is sparse.
            nameless = self._mapped | open_files(pids, folder)
        return sum(nameless.values()) > room


@contextlib.contextmanager
def _looking_as(slot: Slot) -> Iterator[None]:
    """Look at files as the session's user, since /proc shows a process's own to its user alone."""
    if slot.uid is None:
        yield
        return
    held = kernel.permitted_capabilities()
    kernel.set_file_identity(slot.uid)
    # A process that kept a capability is shown only to those who have it as well.
    kernel.set_capabilities(held)
    try:
        yield
    finally:
        kernel.set_file_identity(0)
        kernel.set_capabilities(held)


def own_memory(pid: int | str) -> int:
    """Resident bytes of a process that no file backs; 0 when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0
    return (int(fields[1]) - int(fields[2])) * _PAGE


def cpu_times(pid: int) -> tuple[float, float]:
    """Seconds of CPU of a process, and of the children it waited for; 0 when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0, 0.0
    user, system, waited_user, waited_system = (int(field) for field in fields[11:15])
    return (user + system) / _TICKS, (waited_user + waited_system) / _TICKS


def waited(pid: int) -> float:
    """Seconds that a process was ready to run and had no processor, its longest waiting thread's.

    On a busy machine they are most of the time that passes, and no fault of the program. 0 where
    the kernel does not count them (proc(5), schedstat).
    """
    longest = 0
    with contextlib.suppress(OSError, ValueError, IndexError):
        for thread in os.listdir(f"/proc/{pid}/task")[:_THREADS]:
            fields = Path(f"/proc/{pid}/task/{thread}/schedstat").read_text().split()
            longest = max(longest, int(fields[1]))
    return longest / 1e9


def open_files(pids: list[int], folder: str) -> dict[int, int]:
    """Bytes of the files of `folder` that have no name and are open, by inode number."""
    found: dict[int, int] = {}
    for pid in pids:
        try:
            numbers = os.listdir(f"/proc/{pid}/fd")
        except OSError:
            continue
        for number in numbers:
            with contextlib.suppress(OSError):
                path = f"/proc/{pid}/fd/{number}"
                if _nameless_in(folder, os.readlink(path)):
                    status = os.stat(path)
                    found[status.st_ino] = status.st_blocks * 512
    return found


def mapped_files(pids: list[int], folder: str) -> dict[int, int]:
    """Bytes of the files of `folder` that have no name and are mapped, by inode number."""
    found: dict[int, int] = {}
    for pid in pids:
        ranges: dict[int, int] = {}
        try:
            lines = Path(f"/proc/{pid}/maps").read_text(errors="replace").splitlines()
        except OSError:
            continue
        for line in lines:
            if line.endswith(_NAMELESS):
                bounds, _, _, _, inode, path = line.split(None, 5)
                if _nameless_in(folder, path):
                    low, high = (int(bound, 16) for bound in bounds.split("-"))
                    ranges[int(inode)] = ranges.get(int(inode), 0) + high - low
        for number, size in ranges.items():
            found[number] = max(size, found.get(number, 0))
    return found


def _nameless_in(folder: str, path: str) -> bool:
    return path.endswith(_NAMELESS) and path.startswith(folder + "/")


def usage(folder: str, enough: int, entries: int) -> bool:
    """Whether the files below `folder` take more than `enough` bytes or are more than `entries`,
    or lie deeper than a path can say."""
    total = count = 0
    pending = [folder]
    while pending:
        # Files come and go meanwhile: what cannot be looked at now is counted next time.
        try:
            listing = os.scandir(pending.pop())
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                return True
            continue
        with listing, contextlib.suppress(OSError):
            for entry in listing:
                count += 1
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(status.st_mode):
                    pending.append(entry.path)
                total += status.st_blocks * 512
                if total > enough or count > entries:
                    return True
    return False
