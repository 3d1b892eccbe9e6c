"""Makes forks of the server cheap: half of a run's cost is copying page tables and pages.

Measured on the first homework: a fork that runs it costs 14 ms of processor time as it is, 7 ms
after the steps below.
"""

from __future__ import annotations

import gc
import io
import sys

from autograder.sandbox import kernel
from autograder.sandbox.code import keep_in_huge_pages
from autograder.sandbox.mappings import windows
from autograder.sandbox.packing import fill_gaps


def warm(*, many: bool = True) -> None:
    """Run ordinary forward operations once and, for `many` forks, pack this process's memory into
    huge pages, which takes tenths of a second."""
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(1)
        # What these write to (caches, reference counts, dispatch tables) is then not copied in
        # each child. No backward: it would start what does not survive a fork.
        x = torch.tensor(1.0, requires_grad=True)
        with torch.no_grad():
            cube = x**3
        str(x * x + cube - x / 2 + x.sum() + x.detach())
    if many:
        gc.collect()
        fill_gaps()
    # Collections in a child would touch every object, and so copy every page.
    gc.freeze()
    if many:
        _use_huge_pages()
        if torch is not None:
            keep_in_huge_pages(_small_homework)


def _small_homework() -> None:
    """What every program does; to be called in a fork alone, since a backward starts threads."""
    torch = sys.modules["torch"]
    x = torch.tensor(1.0, requires_grad=True)
    with torch.no_grad():
        cube = x**3
    y = x**2 + cube * 2 - x.sum() / 3
    y.backward()
    print(x, cube, y, x.grad, file=io.StringIO())


def _use_huge_pages() -> None:
    """One entry of the page table for 512 pages: forks copy 1/512 of it.

    Without effect before Linux 6.1 (madvise MADV_COLLAPSE) or where huge pages are turned off.
    """

    def own(permissions: str, file: bool, name: str) -> bool:
        return permissions.startswith("rw") and not file and name in {"", "[heap]"}

    for start, end in windows(own):
        kernel.advise(start, end - start, kernel.MADV_HUGEPAGE)
        kernel.advise(start, end - start, kernel.MADV_COLLAPSE)
