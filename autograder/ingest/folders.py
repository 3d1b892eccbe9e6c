"""Reads files and folders from disk without following links or blocking on devices."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from autograder.ingest.archives import read_zip
from autograder.ingest.collector import Collector, UnreadableError, reading_order
from autograder.ingest.names import is_junk, readable, safe_name, split_ending


def is_folder(path: Path) -> bool:
    """Whether `path` is a folder itself, not a link to one. Never raises."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def read_file(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most `limit` bytes.

    Raises:
        UnreadableError: a link, a device, a pipe, too large, or refused by the system.
    """
    try:
        # Without O_NONBLOCK, opening a pipe that nobody writes to would wait forever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        code = "link" if path.is_symlink() else "unreadable_file"
        raise UnreadableError(code, reason=error.strerror or "") from None
    except ValueError as error:
        raise UnreadableError("unreadable_file", reason=str(error)) from None
    with os.fdopen(descriptor, "rb") as file:
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableError("special_file")
            if status.st_size > limit:
                raise UnreadableError("too_large", size=status.st_size, limit=limit)
            data = file.read(limit + 1)
        except OSError as error:
            raise UnreadableError("unreadable_file", reason=error.strerror or "") from None
    if len(data) > limit:
        raise UnreadableError("too_large", size=len(data), limit=limit)
    return data


def read_folder(folder: Path, into: Collector, prefix: str = "") -> None:
    """Put the files below `folder` into the collector, under `prefix`; zips among them are opened.

    Never raises.
    """
    found = sorted(_walk(folder, into, prefix, 1), key=lambda item: reading_order(item[0]))
    for path, place in found:
        if into.full:
            into.problem("too_many_files", limit=into.limits.files)
            return
        zipped = path.lower().endswith(".zip")
        try:
            data = read_file(place, into.limits.total if zipped else into.room)
        except UnreadableError as error:
            into.refuse(path, error)
            continue
        if zipped:
            read_zip(data, into, file=path, prefix=split_ending(path)[0] + "/")
        else:
            into.add(path, data)


def _walk(folder: Path, into: Collector, prefix: str, depth: int) -> Iterator[tuple[str, Path]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not into.listed(1):
                    into.problem("too_many_files", prefix or None, limit=into.limits.listed)
                    return
                name = readable(entry.name)
                if is_junk(name):
                    continue
                path = prefix + safe_name(name, 200)
                if entry.is_symlink():
                    into.problem("link", path)
                elif entry.is_dir(follow_symlinks=False):
                    place = Path(entry.path)
                    if (place / "pyvenv.cfg").exists():
                        continue
                    if depth >= into.limits.folders:
                        into.problem("nested_too_deep", path, limit=into.limits.folders)
                        continue
                    yield from _walk(place, into, path + "/", depth + 1)
                elif entry.is_file(follow_symlinks=False):
                    yield path, Path(entry.path)
                else:
                    into.problem("special_file", path)
    except OSError as error:
        into.problem("unreadable_folder", prefix or None, reason=error.strerror or "")
