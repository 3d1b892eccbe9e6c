"""The filter as a program: interpreted here for both processors, every call looked at."""

from __future__ import annotations

import errno
import struct

import pytest

from autograder.sandbox import seccomp
from autograder.sandbox.syscalls import AUDIT_ARCH, NEWEST, NUMBERS, REFUSED

ALLOWED, KILLED = "allowed", "killed"
MACHINES = tuple(AUDIT_ARCH)


def decide(
    code: bytes, machine: str, number: int, *arguments: int, arch: int | None = None
) -> str | int:
    """What the kernel would answer: allowed, killed, or an error number."""
    marked = AUDIT_ARCH[machine] if arch is None else arch
    padded = (*arguments, *(0,) * (6 - len(arguments)))
    data = struct.pack("IIQ6Q", number, marked, 0, *padded)
    accumulator = position = 0
    while True:
        operation, true, false, value = struct.unpack_from("HBBI", code, position * 8)
        position += 1
        if operation == 0x20:
            (accumulator,) = struct.unpack_from("I", data, value)
        elif operation == 0x54:
            accumulator &= value
        elif operation == 0x06:
            if value == 0x7FFF_0000:
                return ALLOWED
            return KILLED if value >> 16 == 0x8000 else int(value & 0xFFFF)
        else:
            test = {
                0x15: accumulator == value,
                0x35: accumulator >= value,
                0x45: bool(accumulator & value),
            }[operation]
            position += true if test else false


@pytest.mark.parametrize("machine", MACHINES)
def test_refused_calls_and_no_others_are_refused(machine: str) -> None:
    code = seccomp.program(machine=machine)
    column = MACHINES.index(machine)
    refused = {pair[column] for pair in REFUSED.values()} - {-1}
    checked = {pair[column] for pair in NUMBERS.values()}
    for number in range(NEWEST + 1):
        if number in refused:
            assert decide(code, machine, number) == errno.EPERM, number
        elif number not in checked:
            assert decide(code, machine, number) == ALLOWED, number


@pytest.mark.parametrize("machine", MACHINES)
def test_unknown_and_foreign_tables_are_closed(machine: str) -> None:
    code = seccomp.program(machine=machine)
    for number in (NEWEST + 1, 1000, 0x4000_0000, 0x4000_0000 + 39, 0xFFFF_FFFF):
        assert decide(code, machine, number) == errno.ENOSYS
    for arch in (0x4000_0003, 0x4000_0028, 0):
        assert decide(code, machine, 0, arch=arch) == KILLED


@pytest.mark.parametrize("machine", MACHINES)
def test_arguments_decide(machine: str) -> None:
    code = seccomp.program(machine=machine)
    column = MACHINES.index(machine)

    def ask(name: str, *arguments: int) -> str | int:
        return decide(code, machine, NUMBERS[name][column], *arguments)

    thread = 0x3D0F00
    assert ask("clone", thread) == ALLOWED
    for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert ask("clone", thread | flag) == errno.EPERM
    assert ask("clone3") == errno.ENOSYS
    assert ask("socketpair", 1, 1) == ask("socketpair", 1, 1 | 0x80800) == ALLOWED
    for family, kind in ((2, 1), (1, 2), (1, 3), (1, 2 | 0x80800), (1, 5), (1, 0x11 << 4)):
        assert ask("socketpair", family, kind) == errno.EPERM
    assert ask("mmap", 0, 4096, 3, 0x22) == ask("mmap", 0, 4096, 3, 0x01) == ALLOWED
    assert ask("mmap", 0, 4096, 3, 0x21) == ask("mmap", 0, 4096, 3, 0x23) == errno.EPERM
    for name in ("prlimit64", "sched_setaffinity", "sched_setscheduler", "sched_setattr"):
        assert ask(name, 0) == ALLOWED
        assert ask(name, 1) == errno.EPERM
    for name in ("setpriority", "ioprio_set"):
        assert ask(name, 0, 0) == ALLOWED
        assert ask(name, 0, 1) == errno.EPERM
    assert ask("fallocate", 3) == errno.EOPNOTSUPP
    assert ask("sync") == ask("syncfs", 3) == 0
    assert ask("ioctl", 0, 0x5401) == ALLOWED
    assert ask("ioctl", 0, 0x5412) == errno.EPERM
    assert ask("prctl", 15) == ALLOWED
    assert ask("prctl", 22) == ask("prctl", 4) == errno.EPERM
    assert ask("kill", 5) == ALLOWED


@pytest.mark.parametrize("machine", MACHINES)
def test_without_other_walls_signals_reach_the_process_alone(machine: str) -> None:
    code = seccomp.program(own_pid=77, machine=machine)
    column = MACHINES.index(machine)
    for name in ("kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"):
        number = NUMBERS[name][column]
        assert decide(code, machine, number, 77) == ALLOWED
        for other in (78, 1, 0, 0xFFFF_FFFF_FFFF_FFFF):
            assert decide(code, machine, number, other) == errno.EPERM
    assert decide(code, machine, NUMBERS["tkill"][column], 77) == errno.EPERM


def test_processors_without_a_table_are_an_error() -> None:
    with pytest.raises(OSError, match="riscv64"):
        seccomp.program(machine="riscv64")
