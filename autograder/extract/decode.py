"""Bytes of a text file to text with LF line ends.

UTF-8 comes first even against a coding cookie (PEP 263): files whose cookie says GBK and whose
bytes are UTF-8 are common, and hardly any text in another encoding is valid UTF-8 by accident.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass

from autograder.ingest.encodings import guess_encoding

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")


@dataclass(frozen=True)
class Decoded:
    """Text, the encoding that it was read in, and whether bytes had to be replaced."""

    text: str
    encoding: str
    damaged: bool = False


def decode(data: bytes) -> Decoded:
    """Text of a file in any of the encodings that students save in. Never raises.

    CRLF and CR become LF; a byte order mark, NULs and a trailing Ctrl-Z (DOS end of file) go.
    """
    text, encoding = _decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.rstrip("\x00\x1a").replace("\x00", "").removeprefix("\ufeff")
    return Decoded(whole_characters(text), encoding, encoding.endswith("(damaged)"))


def cookie(data: bytes) -> str | None:
    """The encoding that a coding cookie in the first two lines declares, or None."""
    for line in data.split(b"\n", 2)[:2]:
        match = _COOKIE.match(line)
        if match:
            return match.group(1).decode("ascii", errors="replace")
    return None


def encoding_of(data: bytes) -> str:
    """The codec that reads `data` and writes it back, mark and all: "utf-8-sig", "gb18030", ..."""
    name = _decode(data)[1].removesuffix(" (damaged)")
    return "gb18030" if name in ("gbk", "gb2312") else name


def whole_characters(text: str) -> str:
    r"""`text` with surrogate pairs joined and lone surrogates replaced, so that it can be encoded.

    JSON may hold either ("\ud83d" alone is legal in it).
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _decode(data: bytes) -> tuple[str, str]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(name), name
            except UnicodeDecodeError:
                return data.decode(name, errors="replace"), f"{name} (damaged)"
    wide = _utf16_without_mark(data)
    if wide is not None:
        return wide
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8"), "utf-8"
    declared = cookie(data)
    if declared is not None:
        with suppress(LookupError, UnicodeError, ValueError):
            # Codecs such as "hex" are no text encodings and say so with a LookupError.
            return data.decode(declared), declared
    return guess_encoding(data)


def _utf16_without_mark(data: bytes) -> tuple[str, str] | None:
    """Text in UTF-16 without a mark: in code, every other byte is NUL."""
    sample = data[:4096]
    if len(sample) < 4 or sample.count(0) * 3 < len(sample):
        return None
    name = "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"
    with suppress(UnicodeDecodeError):
        return data.decode(name), name
    return None
