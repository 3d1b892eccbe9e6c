"""Files and folders to be looked over before they are read: on disk, or inside a class's zip.

A layout sees names and small metadata files only; a submission is read when its turn comes. A zip
that an LMS made for a whole class may be larger than memory, so its members are read one by one
from the file on disk.
"""

from __future__ import annotations

import mmap
import os
import stat
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from autograder.ingest.archives import archive_kind, member_name, read_members, read_zip, unpack
from autograder.ingest.collector import Collector, UnreadableError
from autograder.ingest.folders import is_folder, read_file, read_folder
from autograder.ingest.limits import Limits
from autograder.ingest.names import (
    is_junk,
    natural_key,
    readable,
    safe_name,
    safe_path,
    split_ending,
)

MAX_MEMBERS = 200_000
"""Members of a class's zip; beyond this it is not looked into."""

_UNOPENED = {"rar", "7z", "gz", "bz2", "xz", "tar"}
_NEVER_ZIPPED = {"", "py", "ipynb", "md", "txt"}
_MEMBER_MARK = b"PK\x01\x02"
_END_MARK = b"PK\x05\x06"
_MAX_END = 22 + (1 << 16)


class Place(Protocol):
    """A file or folder that may hold submissions."""

    @property
    def name(self) -> str:
        """Its name as its author saw it."""
        ...

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder itself, not a link to one."""
        ...

    def children(self) -> tuple[Place, ...]:
        """What lies directly in a folder, without junk, in natural order.

        Raises:
            OSError: the folder is not there or cannot be listed.
        """
        ...

    def holds(self, name: str) -> bool:
        """Whether a folder holds something of this very name, junk or not."""
        ...

    def peek(self, limit: int) -> bytes | None:
        """The content of a file of at most `limit` bytes, or None."""
        ...

    def read(self, into: Collector, called: str = "") -> None:
        """Put the file, or all below the folder, into the collector. Never raises.

        `called` is what a file is called in the submission, or the folder that a folder's files
        go to; without it a file keeps its name, and a zip opens at the top.
        """
        ...


@dataclass(frozen=True, slots=True)
class DiskPlace:
    """A file or folder on disk: `leaf` in the folder `parent`, or `parent` itself.

    Of ten thousand such places all are kept through a batch, so they hold no path of their own.
    """

    parent: Path
    leaf: str
    is_folder: bool

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.parent / self.leaf if self.leaf else self.parent

    @property
    def name(self) -> str:
        """See `Place`."""
        return (
            readable(self.leaf or self.parent.name or self.parent.absolute().name) or "submission"
        )

    def children(self) -> tuple[Place, ...]:
        """See `Place`."""
        path = self.path
        with os.scandir(path) as found:
            kinds = {
                item.name: item.is_dir(follow_symlinks=False)
                for item in found
                if not is_junk(item.name)
            }
        names = sorted(kinds, key=natural_key)
        return tuple(DiskPlace(path, name, kinds[name]) for name in names)

    def holds(self, name: str) -> bool:
        """See `Place`."""
        return os.path.lexists(self.path / name)

    def peek(self, limit: int) -> bytes | None:
        """See `Place`."""
        try:
            return read_file(self.path, limit)
        except UnreadableError:
            return None

    def read(self, into: Collector, called: str = "") -> None:
        """See `Place`."""
        path = self.path
        if is_folder(path):
            read_folder(path, into, f"{safe_name(called, 200)}/" if called else "")
            return
        name = safe_name(called or readable(path.name), 200)
        zipped = path.suffix.lower() == ".zip"
        try:
            data = read_file(path, into.limits.total if zipped else into.room)
        except UnreadableError as error:
            into.refuse(name, error)
            return
        take(data, name, into, inside=bool(called))


def place_at(path: Path) -> DiskPlace:
    """The place at a path."""
    return DiskPlace(path, "", is_folder(path))


def take(data: bytes, name: str, into: Collector, *, inside: bool = False) -> None:
    """Put a file's content into the collector: a zip is opened, other archives are refused.

    `inside` says that other files stand beside it, so that a zip opens in a folder of its name.
    """
    kind = archive_kind(data)
    stem, ending = split_ending(name)
    if ending.lower() == "zip" or (kind == "zip" and ending.lower() in _NEVER_ZIPPED):
        read_zip(data, into, file=name, prefix=f"{stem}/" if inside else "")
    elif kind in _UNOPENED:
        into.problem("unsupported_archive", name, kind=str(kind))
    else:
        into.add(name, data)


@dataclass(frozen=True, slots=True)
class ZipPlace:
    """A file or folder inside a zip on disk; `path` is safe and "" for the zip as a whole."""

    archive: zipfile.ZipFile
    path: str
    title: str
    info: zipfile.ZipInfo | None = None
    parts: dict[str, ZipPlace] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """See `Place`."""
        return self.path.rpartition("/")[2] or self.title

    @property
    def is_folder(self) -> bool:
        """See `Place`."""
        return self.info is None

    def children(self) -> tuple[Place, ...]:
        """See `Place`."""
        return tuple(self.parts[name] for name in sorted(self.parts, key=natural_key))

    def holds(self, name: str) -> bool:
        """See `Place`."""
        return name in self.parts or name in self.hidden

    def peek(self, limit: int) -> bytes | None:
        """See `Place`."""
        if self.info is None:
            return None
        scratch = Collector(Limits(total=limit, file=limit))
        return unpack(self.archive, self.info, scratch, self.path, limit)

    def read(self, into: Collector, called: str = "") -> None:
        """See `Place`."""
        name = safe_name(called or self.name, 200)
        if self.info is None:
            read_members(
                self.archive,
                list(self._members()),
                into,
                file=self.title,
                below=f"{self.path}/" if self.path else "",
                prefix=f"{name}/" if called else "",
            )
            return
        if stat.S_ISLNK(self.info.external_attr >> 16):
            into.problem("link", name, archive=self.title)
            return
        zipped = name.lower().endswith(".zip")
        room = into.limits.total if zipped else into.room
        data = unpack(self.archive, self.info, into, name, room)
        if data is not None:
            take(data, name, into, inside=bool(called))

    def _members(self) -> Iterator[zipfile.ZipInfo]:
        for part in self.parts.values():
            if part.info is None:
                yield from part._members()
            else:
                yield part.info


def open_zip(path: Path) -> ZipPlace | None:
    """The inside of a zip on disk, or None where it is no zip or too much is in it. Never raises.

    The file stays open as long as the place is in use.
    """
    try:
        if is_folder(path) or path.is_symlink() or not path.is_file() or not _bounded(path):
            return None
        archive = zipfile.ZipFile(path)
    except Exception:  # zipfile lets struct, unicode and index errors of its own out
        return None
    root = ZipPlace(archive, "", split_ending(readable(path.name))[0])
    for info in archive.infolist():
        _plant(root, info)
    return root


def _bounded(path: Path) -> bool:
    """Whether a file can hold no more members than we take: each takes an object in memory."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if archive_kind(data[:512]) != "zip":
            return False
        start, end = _directory(data)
        found, at = 0, data.find(_MEMBER_MARK, start, end)
        while at >= 0 and found <= MAX_MEMBERS:
            found, at = found + 1, data.find(_MEMBER_MARK, at + 4, end)
        return found <= MAX_MEMBERS


def _directory(data: mmap.mmap) -> tuple[int, int]:
    """Where the list of members lies (APPNOTE 4.3.16), so that those of zips within do not count.

    The whole file, where the record at its end does not tell (it is broken, or of a large zip).
    """
    end = data.rfind(_END_MARK, max(0, len(data) - _MAX_END))
    if end < 0 or end + 22 > len(data):
        return 0, len(data)
    (size,) = struct.unpack_from("<I", data, end + 12)
    return (end - size, end) if size <= end else (0, len(data))


def _plant(root: ZipPlace, info: zipfile.ZipInfo) -> None:
    """Put a member at its place in the tree; what has no safe place is left out."""
    raw = member_name(info).replace("\\", "/")
    safe = safe_path(raw)
    if safe is None:
        return
    parts = safe[0].split("/")
    place = root
    for depth, part in enumerate(parts):
        if is_junk(part):
            place.hidden.add(part)
            return
        last = depth == len(parts) - 1 and not raw.endswith("/")
        at = "/".join(parts[: depth + 1])
        found = place.parts.get(part)
        if found is None:
            found = ZipPlace(root.archive, at, root.title, info if last else None)
            place.parts[part] = found
        if found.info is not None:
            return
        place = found
