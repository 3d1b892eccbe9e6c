"""Reads zips in memory, believing nothing that they say about themselves.

Sizes are counted while unpacking (a header may lie), the number of members is bounded before
`zipfile` builds an object for each, links and devices are left out, and names go through
`names.safe_path`. Names without the UTF-8 flag are cp437 by the standard (APPNOTE 6.3.10, D.1),
yet hold whatever the packer's system used: UTF-8 on a Mac, GBK or Big5 on Chinese Windows.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable

from autograder.ingest.collector import Collector, reading_order
from autograder.ingest.encodings import guess
from autograder.ingest.names import is_junk, safe_path, split_ending

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_UNICODE_PATH = 0x7075
_MEMBER_MARK = b"PK\x01\x02"
_CHUNK = 1 << 16
_MAGIC = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"Rar!": "rar",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x1f\x8b": "gz",
    b"BZh": "bz2",
    b"\xfd7zXZ\x00": "xz",
}


def archive_kind(data: bytes) -> str | None:
    """The kind of archive that the first bytes announce ("zip", "rar", "7z", ...), or None."""
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            return kind
    return "tar" if data[257:262] == b"ustar" else None


def read_zip(data: bytes, into: Collector, *, file: str, prefix: str = "", depth: int = 1) -> None:
    """Put the members of a zip into the collector, below `prefix`; `file` names it in problems.

    Zips within it are opened until `Limits.archives` is reached. Never raises.
    """
    if not into.listed(data.count(_MEMBER_MARK)):
        into.problem("too_many_files", file, limit=into.limits.listed)
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # zipfile lets struct, unicode and index errors of its own out
        into.problem("not_a_zip", file, looks_like=archive_kind(data) or "", reason=str(error))
        return
    with archive:
        read_members(archive, archive.infolist(), into, file=file, prefix=prefix, depth=depth)


def read_members(
    archive: zipfile.ZipFile,
    infos: Iterable[zipfile.ZipInfo],
    into: Collector,
    *,
    file: str,
    below: str = "",
    prefix: str = "",
    depth: int = 0,
) -> None:
    """Put some members of an open zip into the collector, under `prefix`.

    `below` is the folder in the zip that their paths are told from. Never raises.
    """
    members = [(path, info) for info in infos if (path := _place(info, into, file)) is not None]
    members.sort(key=lambda member: reading_order(member[0]))
    for full, info in members:
        if into.full:
            into.problem("too_many_files", file, limit=into.limits.files)
            return
        path = full.removeprefix(below)
        zipped = path.lower().endswith(".zip")
        room = into.limits.total if zipped and depth == 0 else into.room
        content = unpack(archive, info, into, path, room)
        if content is None:
            continue
        if zipped and depth < into.limits.archives:
            stem = split_ending(path)[0]
            read_zip(content, into, file=path, prefix=f"{prefix}{stem}/", depth=depth + 1)
        elif zipped:
            into.problem("nested_too_deep", path, limit=into.limits.archives)
        else:
            into.add(prefix + path, content)


def _place(info: zipfile.ZipInfo, into: Collector, file: str) -> str | None:
    """Where a member goes, or None for what is not taken (noted unless it is mere junk)."""
    raw = member_name(info)
    parts = raw.replace("\\", "/").split("/")
    if parts[-1] == "" or any(is_junk(part) for part in parts if part not in (".", "..")):
        return None
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        into.problem("link", raw, archive=file)
        return None
    if kind not in (0, stat.S_IFREG):
        into.problem("special_file", raw, archive=file)
        return None
    safe = safe_path(raw)
    if safe is None or not safe[1]:
        into.problem("unsafe_path", raw, archive=file)
    return None if safe is None else safe[0]


def unpack(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, into: Collector, path: str, room: int
) -> bytes | None:
    """The content of one member of at most `room` bytes; else None, and a problem says why."""
    if info.flag_bits & _ENCRYPTED_FLAG:
        into.problem("encrypted", path)
        return None
    parts: list[bytes] = []
    size = 0
    try:
        with archive.open(info) as member:
            while chunk := member.read(_CHUNK):
                size += len(chunk)
                if not into.unpacked(len(chunk)) or size > room:
                    into.too_large(path, max(size, info.file_size))
                    return None
                parts.append(chunk)
    except NotImplementedError as error:
        into.problem("unsupported_compression", path, reason=str(error))
        return None
    except Exception as error:  # each decompressor has errors of its own for broken data
        into.problem("broken_archive", path, reason=str(error))
        return None
    return b"".join(parts)


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a zip member as its author saw it."""
    if info.flag_bits & _UTF8_FLAG:
        return info.orig_filename.split("\0")[0]
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.orig_filename
    return _unicode_path(info.extra, raw) or guess(raw.split(b"\0")[0])


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The Info-ZIP Unicode Path field (APPNOTE 4.6.9), if it belongs to this name."""
    while len(extra) >= 4:
        tag, size = struct.unpack_from("<HH", extra)
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if tag == _UNICODE_PATH and len(body) > 5:
            (crc,) = struct.unpack_from("<I", body, 1)
            if crc == zlib.crc32(raw):
                return body[5:].decode("utf-8", errors="replace")
    return None
