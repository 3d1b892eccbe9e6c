"""Zips as strangers make them: lying headers, bombs, links, doubles, nesting, damage."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from random import Random
from warnings import catch_warnings, simplefilter

from tests.fuzz.mutate import break_bytes, some_bytes

NAMES = (
    *(
        "hw.py",
        "HW.PY",
        "a/hw.py",
        "a",
        "../hw.py",
        "..\\hw.py",
        "/etc/passwd",
        "C:\\x.py",
        "C:hw.py",
    ),
    *("", ".", "..", "...", "a//b.py", "a/./b.py", "a/../b.py", "con.py", "NUL", "aux.ipynb", " "),
    *(
        "x" * 300 + ".py",
        "a/" * 200 + "b.py",
        "作业.py",
        "\u202eyp.exe",
        "n\x00ul.py",
        "new\nline.py",
    ),
    *("\U0001f600.ipynb", "=cmd|x.py", "a:b.py", "._hw.py", "__MACOSX/hw.py", ".git/config"),
    *(
        "deep.zip",
        "hw.ipynb",
        "answer.md",
        "~",
        "-rf",
        "%00.py",
        "a\\b\\c.py",
        "trailing. ",
        "x.py/",
    ),
)
_LOCAL, _CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


def archive(random: Random, seeds: Sequence[bytes], depth: int = 0) -> bytes:
    """A zip with members of any kind, then perhaps with headers that lie."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for _ in range(random.choice((0, 1, 1, 2, 3, 8))):
            info = zipfile.ZipInfo(random.choice(NAMES) or "e")
            info.compress_type = random.choice(
                (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
            )
            mode = random.choice((0, 0, stat.S_IFREG | 0o644, stat.S_IFLNK | 0o777, stat.S_IFCHR))
            info.external_attr = (mode | random.choice((0, 0o4777))) << 16
            info.extra = random.choice((b"", b"", some_bytes(random), b"up\x09\x00\x01abcdhw.p"))
            with suppress(ValueError, UnicodeEncodeError, struct.error), catch_warnings():
                simplefilter("ignore")  # that a name is there twice is the point
                file.writestr(info, _content(random, seeds, depth))
    data = bytearray(buffer.getvalue())
    if random.random() < 0.5:
        _lie(random, data)
    return break_bytes(random, bytes(data), seeds) if random.random() < 0.2 else bytes(data)


def _content(random: Random, seeds: Sequence[bytes], depth: int) -> bytes:
    match random.randrange(8):
        case 0 if depth < 4:
            return archive(random, seeds, depth + 1)
        case 1:
            return b"\0" * random.choice((10, 1 << 20, 3 << 20))
        case 2:
            return some_bytes(random, 300)
        case _:
            return random.choice(seeds)


def _lie(random: Random, data: bytearray) -> None:
    """Change a field of some member's local or central header (APPNOTE 4.3.7 and 4.3.12)."""
    mark = random.choice((_LOCAL, _CENTRAL))
    places = [at for at in range(len(data) - 46) if data[at : at + 4] == mark]
    if not places:
        return
    at = random.choice(places) + (2 if mark == _CENTRAL else 0)
    offset, size = random.choice(
        ((4, 2), (6, 2), (8, 2), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2))
    )
    value = random.choice((0, 1, 9, 99, 0x801, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF))
    data[at + offset : at + offset + size] = (value & ((1 << 8 * size) - 1)).to_bytes(
        size, "little"
    )


def bomb(size: int, members: int) -> bytes:
    """Many members of zeros, each of `size` bytes unpacked."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(members):
            file.writestr(f"{number}.py", b"\0" * size)
    return buffer.getvalue()
