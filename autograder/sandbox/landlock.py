"""Landlock: the process gives up every file it was not told to keep (landlock(7)).

It works without privileges and without namespaces, which makes it the file layer of a container
that refuses mounts. Rules follow files, not paths: a rule on a directory holds for what is
mounted below it later.
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterable

from autograder.sandbox import kernel

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_QUERY_VERSION = 1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_MAKE_CHAR, _MAKE_BLOCK = 1 << 6, 1 << 11
_TRUNCATE, _IOCTL_DEV = 1 << 14, 1 << 15
_FILE_RIGHTS = _WRITE_FILE | _READ_FILE | _TRUNCATE

_NET_TCP = 0b11
_SCOPE_ABSTRACT_SOCKET_AND_SIGNAL = 0b11


def _handled(abi: int) -> int:
    # One more access right came with each of these versions of the interface.
    rights = 13 + (abi >= 2) + (abi >= 3) + (abi >= 5)
    return (1 << rights) - 1


def version() -> int:
    """The version of the interface that the kernel offers, 0 where it offers none."""
    try:
        return kernel.syscall("landlock_create_ruleset", _CREATE_RULESET, None, 0, _QUERY_VERSION)
    except OSError:
        return 0


class Ruleset:
    """What may still be reached once `restrict` is called; everything else is refused.

    Running programs, device nodes and (where the kernel can) TCP, abstract sockets and signals
    to processes outside are refused altogether.

    Raises:
        OSError: the kernel offers no Landlock.
    """

    def __init__(self) -> None:
        abi = kernel.syscall("landlock_create_ruleset", _CREATE_RULESET, None, 0, _QUERY_VERSION)
        self._handled = _handled(abi)
        attributes = struct.pack("Q", self._handled)
        if abi >= 4:
            attributes += struct.pack("Q", _NET_TCP)
        if abi >= 6:
            attributes += struct.pack("Q", _SCOPE_ABSTRACT_SOCKET_AND_SIGNAL)
        self._descriptor = kernel.syscall(
            "landlock_create_ruleset", _CREATE_RULESET, attributes, len(attributes), 0
        )

    def allow_reading(self, paths: Iterable[str]) -> None:
        """Allow reading these files and everything below these directories."""
        for path in paths:
            self._add(path, _READ_FILE | _READ_DIR)

    def allow_devices(self, paths: Iterable[str]) -> None:
        """Allow reading and writing these device nodes."""
        for path in paths:
            self._add(path, _READ_FILE | _WRITE_FILE)

    def allow_writing(self, path: str) -> None:
        """Allow everything below this directory but running programs and making devices."""
        self._add(path, self._handled & ~(_EXECUTE | _MAKE_CHAR | _MAKE_BLOCK | _IOCTL_DEV))

    def restrict(self) -> None:
        """Apply to this process and all it starts; needs no_new_privs to be set before."""
        kernel.syscall("landlock_restrict_self", _RESTRICT_SELF, self._descriptor, 0)

    def close(self) -> None:
        """Give the descriptor back."""
        os.close(self._descriptor)

    def _add(self, path: str, rights: int) -> None:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            rights &= self._handled
            if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
                rights &= _FILE_RIGHTS
            rule = struct.pack("=Qi", rights, descriptor)
            kernel.syscall(
                f"landlock_add_rule {path}", _ADD_RULE, self._descriptor, _PATH_BENEATH, rule, 0
            )
        finally:
            os.close(descriptor)
