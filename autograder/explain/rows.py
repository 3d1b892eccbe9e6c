"""The tables in data/: one entry a line, remarks behind #."""

from __future__ import annotations

from importlib.resources import files


def rows_of(name: str) -> list[str]:
    """Return the lines of a table, without remarks and blanks."""
    table = files("autograder.explain").joinpath("data", name).read_text("utf-8")
    return [line for line in table.splitlines() if line and not line.startswith("#")]
