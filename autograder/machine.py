"""What this machine lets us use."""

from __future__ import annotations

import os


def usable_cores() -> int:
    """The cores that this process may run on, at least one."""
    try:
        return len(os.sched_getaffinity(0)) or 1
    except AttributeError:  # not on every system
        return os.cpu_count() or 1
