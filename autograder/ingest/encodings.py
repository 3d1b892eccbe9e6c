"""Which encoding bytes of Chinese or Western text are in, when nothing says so.

GB18030 and Big5 accept nearly any bytes, so what decides is how many of the characters are common
ones: GB2312 level 1 (rows 0xB0 to 0xD7) and Big5 level 1 (0xA4 to 0xC6) hold the few thousand
characters that ordinary text is made of, and text read in the wrong one of the two lands outside.
"""

from __future__ import annotations

import re
from contextlib import suppress

_PLAUSIBLE = 0.6
_SAMPLE = 65_536
_LATIN = ("cp1250", "cp1252", "cp1254", "cp1257", "iso8859_", "latin_1", "mac_", "hp_roman")
_GB_PUNCTUATION = range(0xA1, 0xAA)
_GB_COMMON = range(0xB0, 0xD8)
_BIG5_PUNCTUATION = range(0xA1, 0xA4)
_BIG5_COMMON = range(0xA4, 0xC7)
_PAIR = re.compile(rb"[\x81-\xfe][\x30-\x39\x40-\x7e\x80-\xfe]")


def guess(data: bytes) -> str:
    """`data` as text in the likeliest encoding; bytes that fit none are replaced."""
    return guess_encoding(data)[0]


def guess_encoding(data: bytes) -> tuple[str, str]:
    """`data` as text, and the name of the encoding that it was read in."""
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    mended = data.decode("utf-8", errors="replace")
    broken = mended.count("\ufffd")
    foreign = sum(1 for character in mended if ord(character) > 0x7F) - broken
    if foreign >= 8 and broken * 3 <= foreign:
        return mended, "utf-8 (damaged)"

    candidates = [
        (_commonness(data, _GB_COMMON, _GB_PUNCTUATION, low_trail=False), "gb18030"),
        (_commonness(data, _BIG5_COMMON, _BIG5_PUNCTUATION, low_trail=True), "big5"),
    ]
    # On a tie the sort is stable and GB18030 stays first: it is what Windows in China writes.
    candidates.sort(key=lambda candidate: -candidate[0])
    for score, name in candidates:
        if score >= _PLAUSIBLE:
            with suppress(UnicodeDecodeError):
                return data.decode(name), name
    return _last_resort(data, candidates[0][1])


def _commonness(data: bytes, common: range, punctuation: range, *, low_trail: bool) -> float:
    """The share of two-byte characters that ordinary text in this encoding would use."""
    pairs = _PAIR.findall(data[:_SAMPLE])
    if not pairs:
        return 0.0
    good = sum(
        1
        for lead, trail in pairs
        if (lead in common or lead in punctuation)
        and (trail >= 0xA1 or (low_trail and 0x40 <= trail <= 0x7E))
    )
    return good / len(pairs)


def _last_resort(data: bytes, fallback: str) -> tuple[str, str]:
    # Only odd files come here, and the import is slow.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(data[:_SAMPLE]).best()
    name = best.encoding if best is not None else "cp1252"
    # Among the Latin code pages it takes the first that fits; the common one is the better guess.
    if name.startswith(_LATIN):
        name = "cp1252"
    for choice in (name, fallback, "cp1252"):
        with suppress(UnicodeDecodeError, LookupError):
            return data.decode(choice), choice
    return data.decode("utf-8", errors="replace"), "utf-8 (damaged)"
