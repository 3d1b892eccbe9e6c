"""The system call filter: allowed unless dangerous, new numbers unknown, foreign tables refused.

An allow list would have to follow every release of Python, torch and numpy, and would accuse
honest programs of what a library does; so calls are refused by name, each for a reason below, and
whatever is newer than `NEWEST` does not exist. Programs are not run: `execve` is refused, since
homework needs no other program and each is a way round the recorder.

Assembled by hand as classic BPF (seccomp(2)); no library is needed in the forked child.
"""

from __future__ import annotations

import ctypes
import errno
import struct

from autograder.sandbox import kernel
from autograder.sandbox.syscalls import (
    AUDIT_ARCH,
    IGNORED_WITH_OVERRIDE,
    NEWEST,
    NUMBERS,
    REFUSED,
)

_LOAD, _JUMP_EQUAL, _JUMP_GREATER_EQUAL, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_AND = 0x54
_ALLOW, _KILL, _ERRNO = 0x7FFF_0000, 0x8000_0000, 0x0005_0000
_NUMBER_AT, _ARCH_AT, _ARGUMENTS_AT = 0, 4, 16
_X32_BIT = 0x4000_0000
_SET_MODE_FILTER = 1
_SPEC_ALLOW = 1 << 2
"""Without it older kernels slow the whole process down (speculative store bypass)."""

_NEW_NAMESPACES = (
    kernel.CLONE_NEWNS
    | kernel.CLONE_NEWCGROUP
    | kernel.CLONE_NEWUTS
    | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWUSER
    | kernel.CLONE_NEWPID
    | kernel.CLONE_NEWNET
)
_AF_UNIX = 1
_SOCK_STREAM, _SOCK_KIND = 1, 0xF
_MAP_SHARED, _MAP_ANONYMOUS = 0x1, 0x20
_TERMINAL_INJECTION = (0x5412, 0x541C)  # TIOCSTI, TIOCLINUX
_PRCTL_REFUSED = (
    kernel.PR_SET_DUMPABLE,
    kernel.PR_SET_KEEPCAPS,
    *(22, 28, 35),
    kernel.PR_CAP_AMBIENT,
    0x5961_6D61,
)
"""core dumps, keep capabilities, seccomp, securebits, mm layout, ambient capabilities, ptracer."""


def _instruction(code: int, value: int, true: int = 0, false: int = 0) -> bytes:
    return struct.pack("HBBI", code, true, false, value)


def _refuse(number: int) -> bytes:
    return _instruction(_RETURN, _ERRNO | number)


def _unless_argument(index: int, allowed: tuple[int, ...]) -> bytes:
    # Refuse when the argument is none of these; the block ends in a return either way.
    body = _instruction(_LOAD, _ARGUMENTS_AT + 8 * index)
    for value in allowed:
        body += _instruction(_JUMP_EQUAL, value, 0, 1) + _instruction(_RETURN, _ALLOW)
    return body + _refuse(errno.EPERM)


def _if_argument(index: int, refused: tuple[int, ...]) -> bytes:
    body = _instruction(_LOAD, _ARGUMENTS_AT + 8 * index)
    for value in refused:
        body += _instruction(_JUMP_EQUAL, value, 0, 1) + _refuse(errno.EPERM)
    return body + _instruction(_RETURN, _ALLOW)


def _socketpair() -> bytes:
    # A datagram may carry the address of anybody's socket; ends of a stream know each other only.
    return (
        _instruction(_LOAD, _ARGUMENTS_AT)
        + _instruction(_JUMP_EQUAL, _AF_UNIX, 0, 4)
        + _instruction(_LOAD, _ARGUMENTS_AT + 8)
        + _instruction(_AND, _SOCK_KIND)
        + _instruction(_JUMP_EQUAL, _SOCK_STREAM, 0, 1)
        + _instruction(_RETURN, _ALLOW)
        + _refuse(errno.EPERM)
    )


def _mmap() -> bytes:
    # Shared memory without a file lives on unseen once it is unmapped in one of its processes.
    return (
        _instruction(_LOAD, _ARGUMENTS_AT + 8 * 3)
        + _instruction(_JUMP_ANY_BIT, _MAP_ANONYMOUS, 0, 2)
        + _instruction(_JUMP_ANY_BIT, _MAP_SHARED, 0, 1)
        + _refuse(errno.EPERM)
        + _instruction(_RETURN, _ALLOW)
    )


def _clone() -> bytes:
    return (
        _instruction(_LOAD, _ARGUMENTS_AT)
        + _instruction(_JUMP_ANY_BIT, _NEW_NAMESPACES, 0, 1)
        + _refuse(errno.EPERM)
        + _instruction(_RETURN, _ALLOW)
    )


def program(
    own_pid: int | None = None, *, override: bool = False, machine: str = kernel.MACHINE
) -> bytes:
    """The filter as an array of struct sock_filter.

    With `own_pid` signals may go to that process alone: for machines where neither a pid
    namespace nor a uid of its own keeps the submission from signalling others. `override` is for
    runs that keep CAP_DAC_OVERRIDE (see `plan.Plan`).

    Raises:
        OSError: no table of system calls for this kind of machine.
    """
    if machine not in AUDIT_ARCH:
        raise OSError(errno.ENOSYS, f"no system call filter for {machine} processors")
    checked = {
        "clone": _clone(),
        "socketpair": _socketpair(),
        "mmap": _mmap(),
        # The C library then writes what it wants to reserve, and is stopped by its limits.
        "fallocate": _refuse(errno.EOPNOTSUPP),
        "sync": _refuse(0),
        "syncfs": _refuse(0),
        # Of itself alone: others with this uid are told apart by nothing else.
        "prlimit64": _unless_argument(0, (0,)),
        "sched_setaffinity": _unless_argument(0, (0,)),
        "sched_setscheduler": _unless_argument(0, (0,)),
        "sched_setparam": _unless_argument(0, (0,)),
        "sched_setattr": _unless_argument(0, (0,)),
        "setpriority": _unless_argument(1, (0,)),
        "ioprio_set": _unless_argument(1, (0,)),
        "ioctl": _if_argument(1, _TERMINAL_INJECTION),
        "prctl": _if_argument(0, _PRCTL_REFUSED),
    }
    if own_pid is not None:
        for name in ("kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"):
            checked[name] = _unless_argument(0, (own_pid,))
        checked["tkill"] = _refuse(errno.EPERM)

    if override:
        checked |= dict.fromkeys(IGNORED_WITH_OVERRIDE, _refuse(0))

    numbers = NUMBERS | IGNORED_WITH_OVERRIDE
    column = tuple(AUDIT_ARCH).index(machine)
    blocks: list[tuple[int, int, bytes]] = []
    for name, block in checked.items():
        if numbers[name][column] >= 0:
            blocks.append((numbers[name][column], numbers[name][column], block))
    # glibc falls back to clone, whose flags can be looked at; clone3's lie in memory.
    blocks.append((NUMBERS["clone3"][column],) * 2 + (_refuse(errno.ENOSYS),))
    refused = sorted(pair[column] for pair in REFUSED.values() if pair[column] >= 0)
    for first, last in _ranges(refused):
        blocks.append((first, last, _refuse(errno.EPERM)))

    code = _instruction(_LOAD, _ARCH_AT)
    code += _instruction(_JUMP_EQUAL, AUDIT_ARCH[machine], 1, 0) + _instruction(_RETURN, _KILL)
    code += _instruction(_LOAD, _NUMBER_AT)
    # Newer than we know, and on x86-64 the x32 table, whose numbers have a high bit.
    code += _instruction(_JUMP_GREATER_EQUAL, NEWEST + 1, 0, 1) + _refuse(errno.ENOSYS)
    for first, last, block in sorted(blocks):
        length = len(block) // 8
        if first == last:
            code += _instruction(_JUMP_EQUAL, first, 0, length) + block
        else:
            code += _instruction(_JUMP_GREATER_EQUAL, first, 0, length + 1)
            code += _instruction(_JUMP_GREATER_EQUAL, last + 1, length, 0) + block
    return code + _instruction(_RETURN, _ALLOW)


def _ranges(numbers: list[int]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ranges


def install(code: bytes) -> None:
    """Apply a filter to this process and all it starts, for good; needs no_new_privs.

    Raises:
        OSError: the kernel refuses filters.
    """
    buffer = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(buffer))
    number = NUMBERS["seccomp"][tuple(AUDIT_ARCH).index(kernel.MACHINE)]
    try:
        kernel.syscall("seccomp", number, _SET_MODE_FILTER, _SPEC_ALLOW, header)
    except OSError:
        kernel.syscall("seccomp", number, _SET_MODE_FILTER, 0, header)
