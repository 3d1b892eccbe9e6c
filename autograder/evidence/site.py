"""Where in the student's code something happened."""

from __future__ import annotations

import msgspec


class Site(msgspec.Struct, frozen=True, array_like=True):
    """A place in the student's code: the innermost student frame when something happened."""

    unit: int
    line: int
    column: int = -1
    """0-based start of the expression, or -1 where Python does not say (before 3.11)."""
    function: str = ""
    """Name of the function or class body; empty at module level."""
