"""What can be seen of a sandbox from outside: processes, memory and files that it left."""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from autograder.sandbox import identity
from autograder.sandbox.leftovers import descendants

_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run", "/", "/etc", "/usr/lib")
_CLONE_NEWIPC = 0x0800_0000
_PATIENCE_S = 5.0


_UIDS = identity.uids_of_sessions()


def processes_left(name: str) -> list[str]:
    """Processes of runs that are over: below us with a uid of a session, or of this name."""
    return _patiently(lambda: [*_of_sessions(), *_named(name)])


def _of_sessions() -> Iterator[str]:
    for pid in descendants():
        try:
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            continue
        lines = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        if int(lines["Uid"].split()[0]) in _UIDS:
            yield f"process {pid} ({lines['Name']}, {lines['State']}) as {lines['Uid']}"


def _named(name: str) -> Iterator[str]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                found = (entry / "comm").read_text().strip()
            except OSError:
                continue
            if found == name:
                yield f"process {entry.name} named {name}"


def files_left(name: str) -> list[str]:
    """Files of this name, or of a session's user, where anybody may write."""
    found = []
    for folder in _FOLDERS:
        try:
            entries = list(os.scandir(folder))
        except OSError:
            continue
        for entry in entries:
            try:
                owner = entry.stat(follow_symlinks=False).st_uid
            except OSError:
                continue
            if name in entry.name or owner in _UIDS:
                found.append(entry.path)
    return found


def memory_left(server: int) -> list[str]:
    """System V objects of sessions, in our IPC namespace and in the server's."""
    return [*_objects(), *_in_server(server)]


def _objects() -> list[str]:
    found = []
    for kind in ("shm", "msg", "sem"):
        try:
            header, *lines = Path("/proc/sysvipc", kind).read_text().splitlines()
        except OSError:
            continue
        column = header.split().index("uid")
        found += [f"{kind} {line}" for line in lines if int(line.split()[column]) in _UIDS]
    return found


def _in_server(server: int) -> list[str]:
    """What the server's IPC namespace holds, seen by a child of ours that enters it."""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            namespace = os.open(f"/proc/{server}/ns/ipc", os.O_RDONLY)
            if ctypes.CDLL(None).setns(namespace, _CLONE_NEWIPC) == 0:
                os.write(write_end, "\n".join(_objects()).encode()[:4096])
        finally:
            os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end) as answer:
        text = answer.read()
    os.waitpid(pid, 0)
    return text.splitlines()


def _patiently(look: Callable[[], list[str]]) -> list[str]:
    # A session that ended badly is cleared away after its report is out.
    deadline = time.monotonic() + _PATIENCE_S
    while (found := look()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found
