"""Uids for sessions: numbers that no account has and no other server on this machine uses."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from autograder.sandbox.plan import Slot

_BLOCK = 256
_ABOVE_ALL_ACCOUNTS = 0x7000_0000
"""Beyond what systemd gives to containers and below the sign bit."""
_WITHIN_SMALL_MAPS = 40_000
"""For containers whose user namespace maps 65,536 uids only."""
_BLOCKS = 64


class Reservation:
    """A block of uids held for the life of this process.

    The lock is an abstract Unix socket: it needs no file, and the kernel frees it with us.

    Raises:
        OSError: all blocks are taken.
    """

    def __init__(self) -> None:
        first = uids_of_sessions().start
        self._lock = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        for block in range(_BLOCKS):
            self.first = first + block * _BLOCK
            try:
                self._lock.bind(f"\0autograder-uids-{self.first}")
            except OSError:
                continue
            return
        raise OSError("all uids for sandboxes are taken by other servers on this machine")

    def fileno(self) -> int:
        """The descriptor that holds the lock, for whoever still uses the uids to keep."""
        return self._lock.fileno()

    def slot(self, number: int, folder: str) -> Slot:
        """The identity of one slot, below 128."""
        uid = self.first + 2 * number
        return Slot(number, uid, uid + 1, folder)


def uids_of_sessions() -> range:
    """The uids that sessions of any server on this machine may have."""
    mapped = _largest_mapped_uid()
    first = _ABOVE_ALL_ACCOUNTS if mapped > _ABOVE_ALL_ACCOUNTS * 1.1 else _WITHIN_SMALL_MAPS
    return range(first, first + _BLOCK * _BLOCKS)


def can_change_uid(slot: Slot) -> bool:
    """Whether this process may really become the slot's user (tried in a forked child)."""
    pid = os.fork()
    if pid == 0:
        try:
            os.setgroups([])
            os.setresgid(*(slot.uid or 0,) * 3)
            os.setresuid(*(slot.uid or 0,) * 3)
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitpid(pid, 0)[1] == 0


def _largest_mapped_uid() -> int:
    try:
        lines = Path("/proc/self/uid_map").read_text().splitlines()
    except OSError:
        return 65_535
    return max(int(start) + int(count) - 1 for start, _, count in map(str.split, lines))
