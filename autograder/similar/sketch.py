"""Fingerprints of a text by winnowing (Schleimer, Wilkerson, Aiken: "Winnowing: local algorithms
for document fingerprinting", SIGMOD 2003), as MOSS takes them.

Any passage of at least `WINDOW + NOISE - 1` characters that two texts share gives both a
fingerprint in common; passages shorter than `NOISE` give none.
"""

from __future__ import annotations

import zlib
from array import array
from functools import lru_cache

from autograder.extract.document import Document
from autograder.spec.model import Assignment

NOISE = 20
"""Characters of a k-gram: shorter coincidences say nothing."""

WINDOW = 13
"""Hashes of which the least is kept."""

MAX_TEXT = 1 << 16
"""Characters of one submission that are looked at."""


def sketch_of(document: Document, spec: Assignment) -> bytes | None:
    """The fingerprints of everything that a student wrote, code, comments and text alike, but for
    passages of the assignment's own; None where too little is left to say anything.

    They are 32-bit numbers, ascending, as an array of bytes; `numbers` reads them.
    """
    parts = [cell.source for program in document.programs for cell in program.cells]
    parts += [cell.source for cell in document.texts]
    found = fingerprints("".join(parts)[:MAX_TEXT]) - _given(_told(spec))
    return array("I", sorted(found)).tobytes() if found else None


def numbers(sketch: bytes) -> array[int]:
    """The fingerprints of a sketch."""
    found: array[int] = array("I")
    found.frombytes(sketch)
    return found


def fingerprints(text: str) -> set[int]:
    """The fingerprints of a text; case and white space do not count."""
    hashes = grams(text)
    if not hashes:
        return set()
    chosen: set[int] = set()
    at = -1  # place of the hash that was chosen last
    for end in range(min(WINDOW, len(hashes)), len(hashes) + 1):
        start = max(end - WINDOW, 0)
        newest = end - 1
        if at < start:
            # The rightmost of the least ones, so that it stays chosen as long as possible.
            least = min(hashes[start:end])
            at = end - 1 - hashes[start:end][::-1].index(least)
            chosen.add(least)
        elif hashes[newest] <= hashes[at]:
            at = newest
            chosen.add(hashes[newest])
    return chosen


def grams(text: str) -> list[int]:
    """A hash (CRC-32) of every k-gram of a text without its white space."""
    plain = "".join(text.lower().split())
    return [
        zlib.crc32(plain[at : at + NOISE].encode("utf-8", "replace"))
        for at in range(len(plain) - NOISE + 1)
    ]


def _told(spec: Assignment) -> tuple[str, ...]:
    return spec.statement.zh, spec.statement.en, *spec.boilerplate.zh, *spec.boilerplate.en


@lru_cache(maxsize=4)
def _given(texts: tuple[str, ...]) -> frozenset[int]:
    """Every k-gram of what the assignment says to students."""
    return frozenset(number for text in texts for number in grams(text))
