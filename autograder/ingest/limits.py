"""How much of one submission is read."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Caps on one submission, unpacked: sizes in bytes.

    `archives` is how deep zips are opened (2: a zip within a zip); `folders` how deep folders are
    read; `listed` how many names of one folder tree or archive are looked at before giving up.
    """

    total: int = 64 * MIB
    file: int = 16 * MIB
    files: int = 1_000
    folders: int = 16
    archives: int = 2
    listed: int = 20_000


DEFAULT = Limits()
