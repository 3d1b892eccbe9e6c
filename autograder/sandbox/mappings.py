"""What is mapped into this process, in windows of the size of a huge page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

WINDOW = 2 << 20
"""Bytes of a huge page, on x86-64 and on arm64 with pages of 4 KB."""


def windows(wanted: Callable[[str, bool, str], bool]) -> Iterator[tuple[int, int]]:
    """The bounds of whole windows in the mappings that are wanted (proc(5), maps).

    `wanted` is given a mapping's permissions, whether it comes out of a file, and its name.
    """
    for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines():
        bounds, permissions, _, _, inode, *name = line.split(None, 5)
        if not wanted(permissions, inode != "0", name[0] if name else ""):
            continue
        low, high = (int(bound, 16) for bound in bounds.split("-"))
        start, end = -(-low // WINDOW) * WINDOW, high // WINDOW * WINDOW
        if start < end:
            yield start, end
