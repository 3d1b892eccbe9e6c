"""Where the store of a batch lies."""

from __future__ import annotations

from pathlib import Path

from autograder.errors import UsageError

STORE = "autograder.db"
"""Name of the store in the output folder where no other is asked for."""


def database_in(out: str) -> str | Path:
    """The store that OUT names: a URL, a database file, or the one in a folder.

    Raises:
        UsageError: there is none.
    """
    if "://" in out:
        return out
    path = Path(out)
    if path.is_file():
        return path
    found = path / STORE
    if not found.is_file():
        raise UsageError(
            f"there are no results in {out}: grade first (make grade SUBMISSIONS=DIR OUT={out})"
            if not path.is_dir()
            else f"{out} holds no database of results; grade into it again with this version"
        )
    return found
