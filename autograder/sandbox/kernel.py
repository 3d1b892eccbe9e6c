"""The Linux calls that the sandbox makes and Python does not offer, through ctypes.

Every function raises `OSError` with the name of the call when the kernel refuses. Prototypes are
prepared at import, so that a forked child only calls.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct

CLONE_NEWNS = 0x0002_0000
CLONE_NEWCGROUP = 0x0200_0000
CLONE_NEWUTS = 0x0400_0000
CLONE_NEWIPC = 0x0800_0000
CLONE_NEWUSER = 0x1000_0000
CLONE_NEWPID = 0x2000_0000
CLONE_NEWNET = 0x4000_0000

MS_RDONLY = 0x1
MS_NOSUID = 0x2
MS_NODEV = 0x4
MS_NOEXEC = 0x8
MS_REMOUNT = 0x20
MS_BIND = 0x1000
MS_REC = 0x4000
MS_PRIVATE = 0x4_0000
MNT_DETACH = 0x2

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_KEEPCAPS = 8
PR_SET_NAME = 15
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_GET_NO_NEW_PRIVS = 39
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4

CAP_DAC_OVERRIDE = 1
CAP_DAC_READ_SEARCH = 2
_LAST_CAPABILITY = 63
_CAPABILITY_VERSION_3 = 0x2008_0522

MADV_HUGEPAGE, MADV_COLLAPSE = 14, 25
_PROT_READ, _PROT_WRITE, _PROT_EXEC = 1, 2, 4
_MAP_PRIVATE, _MAP_ANONYMOUS = 0x2, 0x20
_MREMAP_MAYMOVE, _MREMAP_FIXED = 1, 2

MACHINE = platform.machine()
"""As `uname -m` says: "x86_64" and "aarch64" are supported."""

_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_MOUNT_SETATTR = 442
_AT_FDCWD = -100
_AT_RECURSIVE = 0x8000

_libc = ctypes.CDLL(None, use_errno=True)
_libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
_libc.mount.argtypes = [ctypes.c_char_p] * 3 + [ctypes.c_ulong, ctypes.c_char_p]
_libc.umount2.argtypes = [ctypes.c_char_p, ctypes.c_int]
_libc.unshare.argtypes = [ctypes.c_int]
_libc.setns.argtypes = [ctypes.c_int, ctypes.c_int]
_libc.capset.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
_libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
_libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
_libc.mmap.restype = ctypes.c_ssize_t
_libc.mremap.argtypes = [ctypes.c_void_p, *[ctypes.c_size_t] * 2, ctypes.c_int, ctypes.c_void_p]
_libc.mremap.restype = ctypes.c_ssize_t
_libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
_libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
_libc.syscall.restype = ctypes.c_long


def _check(result: int, call: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{call}: {os.strerror(number)}")
    return result


def syscall(name: str, number: int, *arguments: int | bytes | None) -> int:
    """Make the system call `number`; integers go as longs, bytes as pointers to them."""
    ready = [ctypes.c_long(a) if isinstance(a, int) else ctypes.c_char_p(a) for a in arguments]
    return _check(_libc.syscall(ctypes.c_long(number), *ready), name)


def prctl(option: int, argument: int = 0, second: int = 0) -> int:
    """prctl(2) with the arguments that we use."""
    return _check(_libc.prctl(option, argument, second, 0, 0), f"prctl({option})")


def unshare(flags: int) -> None:
    """unshare(2): leave the namespaces named by `flags` for new ones."""
    _check(_libc.unshare(flags), f"unshare({flags:#x})")


def setns(descriptor: int, kind: int) -> None:
    """setns(2): enter the namespace behind `descriptor`."""
    _check(_libc.setns(descriptor, kind), "setns")


def mount(source: str, target: str, kind: str = "", flags: int = 0, data: str = "") -> None:
    """mount(2)."""
    _check(
        _libc.mount(source.encode(), os.fsencode(target), kind.encode(), flags, data.encode()),
        f"mount {kind or source} on {target}",
    )


def unmount(target: str) -> None:
    """umount2(2), lazily: what still holds the mount keeps it, nobody else sees it."""
    _check(_libc.umount2(os.fsencode(target), MNT_DETACH), f"umount {target}")


def pivot_root(new: str, old: str) -> None:
    """pivot_root(2)."""
    syscall("pivot_root", _PIVOT_ROOT[MACHINE], os.fsencode(new), os.fsencode(old))


def make_read_only(target: str) -> None:
    """Make a mount, and those below it, read-only without set-uid programs or devices."""
    flags = MS_RDONLY | MS_NOSUID | MS_NODEV
    attributes = struct.pack("QQQQ", flags, 0, 0, 0)  # the MOUNT_ATTR_ bits of these equal MS_
    try:
        syscall(
            f"mount_setattr {target}",
            _MOUNT_SETATTR,
            _AT_FDCWD,
            os.fsencode(target),
            _AT_RECURSIVE,
            attributes,
            len(attributes),
        )
    except OSError:
        # Before Linux 5.12: the top mount alone, with the flags it has already.
        kept = os.statvfs(target).f_flag & 0xFFF
        mount("none", target, flags=MS_REMOUNT | MS_BIND | flags | kept)


def drop_bounding_set() -> None:
    """Take every capability out of the bounding set, for this process and all it forks."""
    for capability in range(_LAST_CAPABILITY + 1):
        if _libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) < 0:
            if ctypes.get_errno() == errno.EINVAL:  # past the last one that this kernel knows
                return
            _check(-1, "prctl(PR_CAPBSET_DROP)")


def permitted_capabilities() -> int:
    """The capabilities that this process may use, as a mask."""
    data = ctypes.create_string_buffer(24)
    _check(_libc.capget(struct.pack("Ii", _CAPABILITY_VERSION_3, 0), data), "capget")
    words = struct.unpack("6I", data.raw)
    return int(words[1] | words[4] << 32)


def set_capabilities(mask: int) -> None:
    """capset(2): permitted and effective become `mask`, inheritable becomes empty."""
    low, high = mask & 0xFFFF_FFFF, mask >> 32
    data = struct.pack("6I", low, low, 0, high, high, 0)
    _check(_libc.capset(struct.pack("Ii", _CAPABILITY_VERSION_3, 0), data), "capset")


def set_file_identity(identity: int) -> None:
    """setfsuid(2), setfsgid(2): the user and group that files are opened as.

    Raises:
        OSError: the kernel refuses.
    """
    _libc.setfsgid(identity)
    _libc.setfsuid(identity)
    if _libc.setfsuid(-1) != identity:  # an impossible one changes nothing and tells the present
        raise OSError(errno.EPERM, "setfsuid")


def advise(start: int, length: int, advice: int) -> None:
    """madvise(2), which is only advice: refusals are ignored."""
    _libc.madvise(start, length, advice)


def collapse(start: int, length: int) -> None:
    """Have these pages in huge ones, now."""
    _check(_libc.madvise(start, length, MADV_COLLAPSE), "madvise(MADV_COLLAPSE)")


def map_memory(length: int) -> int:
    """mmap(2): the address of so much empty memory."""
    how = _MAP_PRIVATE | _MAP_ANONYMOUS
    return _check(_libc.mmap(None, length, _PROT_READ | _PROT_WRITE, how, -1, 0), "mmap")


def unmap_memory(start: int, length: int) -> None:
    """munmap(2); what is not there is no fault."""
    _check(_libc.munmap(start, length), "munmap")


def protect_code(start: int, length: int) -> None:
    """mprotect(2): this is code from now on, to be run and not written."""
    _check(_libc.mprotect(start, length, _PROT_READ | _PROT_EXEC), "mprotect")


def move_memory(start: int, length: int, target: int) -> None:
    """mremap(2): put memory into the place of what is mapped at `target`, in one step."""
    how = _MREMAP_MAYMOVE | _MREMAP_FIXED
    _check(_libc.mremap(start, length, length, how, target), "mremap")


def overwrite_memory(start: int, end: int) -> None:
    """Fill this process's own memory from `start` to `end` with zeros."""
    if end > start > 0:
        ctypes.memset(start, 0, end - start)
