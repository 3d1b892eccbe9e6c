"""Leaving nothing behind: processes, files and memory of a run that is over."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

from autograder.sandbox.plan import Plan, Slot

WRITABLE = ("work", "tmp", "shm")
"""The folders of a session."""

_PAGE = os.sysconf("SC_PAGE_SIZE")
_ROUNDS = 10_000


@contextlib.contextmanager
def acting_as(slot: Slot) -> Iterator[None]:
    """Take the session's identity for files and signals, and no more, for a moment.

    The real uid becomes one that nobody else has and the saved one stays root, so that the
    submission can never signal us while we may signal it. Without uids this does nothing.
    """
    if slot.uid is None or slot.warden_uid is None:
        yield
        return
    os.setresuid(slot.warden_uid, slot.uid, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def kill_all(plan: Plan, slot: Slot) -> None:
    """Kill every process of the session and wait until each is gone.

    Raises:
        OSError: some could not be killed.
    """
    for _ in range(_ROUNDS):
        if plan.pid_ns or slot.uid is not None:
            # As init of a pid namespace, or as a uid that only this session has.
            identity = contextlib.nullcontext() if plan.pid_ns else acting_as(slot)
            with identity, contextlib.suppress(ProcessLookupError):
                os.kill(-1, signal.SIGKILL)
        else:
            for pid in descendants():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return
    raise OSError("processes of the submission could not be ended")


def descendants() -> list[int]:
    """All processes below this one, as /proc tells; empty where it does not."""
    found: list[int] = []
    pending = _children("/proc/thread-self")
    while pending:
        pid = pending.pop()
        found.append(pid)
        try:
            tasks = os.listdir(f"/proc/{pid}/task")
        except OSError:
            continue
        for task in tasks:
            pending += _children(f"/proc/{pid}/task/{task}")
    return found


def _children(task: str) -> list[int]:
    try:
        return [int(word) for word in Path(task, "children").read_text().split()]
    except OSError:
        return []


def resident_kb() -> int:
    """Resident memory of this process in kilobytes; 0 where /proc does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE // 1024
    except OSError:
        return 0


def empty(folder: str, keep: tuple[str, ...] = ()) -> None:
    """Remove everything in `folder`, however deep and whatever its modes; links are not followed.

    Folders named in `keep` stay, empty. Folders found inside others are moved up first, so that
    no depth is too much.

    Raises:
        OSError: something could not be removed.
    """
    number = 0
    while entries := [entry for entry in _entries(folder) if entry[1] not in keep]:
        for path, _, is_folder in entries:
            if not is_folder:
                os.unlink(path)
                continue
            for below, _, below_is_folder in _entries(path):
                if below_is_folder:
                    number += 1
                    os.chmod(below, stat.S_IRWXU)
                    os.rename(below, os.path.join(folder, f".removing-{number}"))
                else:
                    os.unlink(below)
            os.rmdir(path)
    for path, _, is_folder in _entries(folder):
        if is_folder:
            empty(path)
        else:
            os.unlink(path)


def _entries(folder: str) -> list[tuple[str, str, bool]]:
    os.chmod(folder, stat.S_IRWXU)
    with os.scandir(folder) as listing:
        return [(entry.path, entry.name, entry.is_dir(follow_symlinks=False)) for entry in listing]


def lay_out(folder: str, files: tuple[tuple[str, bytes], ...]) -> None:
    """Make the folders `WRITABLE` in `folder`, with the submission's files in work.

    Raises:
        ValueError: a path that leads outside.
    """
    made: set[str] = set()
    for name in WRITABLE:
        with contextlib.suppress(FileExistsError):
            os.mkdir(os.path.join(folder, name), 0o700)
    root = os.path.join(folder, "work")
    for path, data in files:
        parts = path.split("/")
        if "\0" in path or any(part in ("", ".", "..") for part in parts):
            raise ValueError(f"{path!r} is no path inside a submission")
        for depth in range(1, len(parts)):
            above = "/".join(parts[:depth])
            if above not in made:
                made.add(above)
                os.mkdir(os.path.join(root, above), 0o700)
        target = os.path.join(root, path)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with open(descriptor, "wb") as file:
            file.write(data)
