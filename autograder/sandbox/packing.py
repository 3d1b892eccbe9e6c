"""Keeps together what forks write to.

A fork copies each page that it writes to, if only to the reference count of one object in it or to
a free block between two that are in use. A process that has imported much has such blocks all over
its memory. `fill_gaps` takes them and keeps them, so that what this process and its forks allocate
from then on lies side by side in memory of its own.
"""

from __future__ import annotations

import ctypes

_POOL, _POOL_HEAD = 1 << 14, 48
_SMALL = range(16, 512 + 16, 16)
"""Bytes of the blocks that Python's allocator serves, each from pools of its own
(CPython's Objects/obmalloc.c)."""

_LARGE = (
    *range(1 << 16, 1 << 13, -(1 << 12)),
    *range(1 << 13, 1 << 10, -256),
    *range(1024, 8, -16),
)
"""Bytes of the blocks that are asked of the C library, the large ones first."""

_MOST = 400_000
"""Blocks of one size that are taken at the most, should the end not be seen."""

_kept: list[object] = []


def fill_gaps() -> None:
    """Take every free block between those in use, for good; some megabytes in all."""
    for size in _SMALL:
        _fill_pools(size)
    _fill_heap()


def _fill_pools(size: int) -> None:
    """Allocate blocks of one size until a whole pool came in order, which only a new one does."""
    whole = (_POOL - _POOL_HEAD) // size - 2
    row = last = 0
    for number in range(_MOST):
        item = _block(size, number)
        _kept.append(item)
        row = row + 1 if id(item) == last + size else 0
        last = id(item)
        if row >= whole:
            return


def _block(size: int, number: int) -> object:
    """An object that takes a block of this size."""
    if size == 16:
        return object()
    if size == 32:
        return (1 << 31) + number  # an integer of two digits
    return bytes(size - bytes.__basicsize__)


def _fill_heap() -> None:
    libc = ctypes.CDLL(None)
    try:
        untouched = _untouched(libc)
    except AttributeError:
        # Another C library than glibc, or one before 2.33.
        return
    libc.malloc.restype = ctypes.c_void_p
    libc.malloc.argtypes = [ctypes.c_size_t]
    libc.free.argtypes = [ctypes.c_void_p]
    for size in _LARGE:
        for _ in range(_MOST):
            block = libc.malloc(size) or untouched
            if block >= untouched:
                libc.free(block)
                break


class _Mallinfo(ctypes.Structure):
    """`struct mallinfo2` of malloc.h."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    )


def _untouched(libc: ctypes.CDLL) -> int:
    """The address from which on the heap is free to its end."""
    libc.mallinfo2.restype = _Mallinfo
    libc.sbrk.restype = ctypes.c_void_p
    libc.sbrk.argtypes = [ctypes.c_ssize_t]
    return int(libc.sbrk(0) or 0) - int(libc.mallinfo2().keepcost)
