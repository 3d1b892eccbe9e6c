"""Which submissions share so much of what is rare that a person should look at them together."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from autograder.similar.spool import BLOCK, SHELVES, Spool

COMMON = 25
"""A fingerprint that more texts than this have is everybody's: the template, the lecture, the
usual way to write it. (MOSS calls this number m.) In a small class a quarter of it is enough."""

LEAST = 6
"""Rare fingerprints that two texts must share at the least, some hundred characters."""

SHARE = 0.7
"""Part of the rare fingerprints of the smaller text that the other must have."""

FEWEST = 5
"""Different texts from which on it can be told what is rare among them."""

MAX_PAIRS = 4_000_000
"""Pairs that are looked at, those with the rarest passages first; bounds disk and time."""

_DIGEST = 16
"""Bytes that a text is known by."""


@dataclass(frozen=True)
class Written:
    """One submission as it is compared: a number of the caller's, the hash of its bytes (None for
    none), and its fingerprints (`sketch`), None where it has too little text."""

    number: int
    content: str | None
    sketch: bytes | None


@dataclass(frozen=True)
class Alike:
    """Submissions to look at together; `identical` where they are the same to the byte. `share` is
    the least part of the rare passages that any two linked ones have in common."""

    numbers: tuple[int, ...]
    identical: bool
    share: float


def alike(written: Iterable[Written]) -> tuple[Alike, ...]:
    """Groups of submissions that are identical, then of those nearly so, each the largest first.

    Time grows with the number of submissions, not with that of pairs: only submissions that share
    a rare passage are ever compared. Memory has less than a hundred bytes of each submission;
    fingerprints and pairs wait on disk.

    Raises:
        OSError: there is no room for temporary files.
    """
    with Spool() as prints:
        texts = _Texts(written, prints)
        same = [Alike(texts.numbers([at]), True, 1.0) for at in texts.several()]
        near = [
            Alike(texts.numbers(members), False, share)
            for members, share in _near(prints, texts.told)
        ]
    return (*_largest_first(same), *_largest_first(near))


class _Texts:
    """Who wrote which text. Submissions are known by their place among those that have content;
    `told` says whose fingerprints stand for their text, which is the first that has any."""

    def __init__(self, written: Iterable[Written], prints: Spool) -> None:
        numbers, sketched, contents = array("q"), bytearray(), bytearray()
        for place, one in enumerate(one for one in written if one.content is not None):
            assert one.content is not None
            numbers.append(one.number)
            contents += blake2b(one.content.encode(), digest_size=_DIGEST).digest()
            sketched.append(bool(one.sketch))
            if one.sketch:
                prints.add(np.frombuffer(one.sketch, np.uint32), place)
        self._numbers = np.frombuffer(numbers, np.int64)
        _, text, self._times = np.unique(
            np.frombuffer(contents, f"S{_DIGEST}"), return_inverse=True, return_counts=True
        )
        self._text = text.astype(np.uint32)
        self._order = np.argsort(self._text, kind="stable").astype(np.uint32)
        self._ends = np.cumsum(self._times)
        having = np.flatnonzero(np.frombuffer(sketched, np.bool_))
        self.told = np.zeros(len(numbers), np.bool_)
        self.told[having[np.unique(self._text[having], return_index=True)[1]]] = True

    def several(self) -> Iterator[int]:
        """A place of each text that several handed in."""
        for text in np.flatnonzero(self._times > 1):
            yield int(self._order[self._ends[text] - 1])

    def numbers(self, places: Sequence[int]) -> tuple[int, ...]:
        """The caller's numbers of all who wrote the texts at some places."""
        found: list[int] = []
        for text in self._text[list(places)]:
            end = self._ends[text]
            found += self._numbers[self._order[end - self._times[text] : end]].tolist()
        return tuple(sorted(found))


def _largest_first(groups: list[Alike]) -> list[Alike]:
    return sorted(groups, key=lambda group: (-len(group.numbers), group.numbers))


def _near(prints: Spool, told: NDArray[np.bool_]) -> list[tuple[list[int], float]]:
    """Groups of places whose texts are nearly the same."""
    texts = int(np.count_nonzero(told))
    if texts < FEWEST:
        return []
    common = min(COMMON, max(2, texts // 4))
    rare = np.zeros(len(told), np.int64)
    sizes = np.zeros(common + 1, np.int64)
    for _, owners, counts in _passages(prints, told):
        here = counts[counts <= common]
        sizes += np.bincount(here, minlength=common + 1)
        np.add.at(rare, owners[np.repeat(counts <= common, counts)], 1)
    links: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    with Spool() as pairs:
        _pair(prints, told, _room(sizes), pairs)
        for number in range(SHELVES):
            firsts, seconds = pairs.shelf(number)
            starts = _starts(firsts, seconds)
            shared = np.diff(np.r_[starts, len(firsts)])
            first, second = firsts[starts], seconds[starts]
            shares = shared / np.maximum(np.minimum(rare[first], rare[second]), 1)
            for at in np.flatnonzero((shared >= LEAST) & (shares >= SHARE)):
                one, two, share = int(first[at]), int(second[at]), float(shares[at])
                links[one].append((two, share))
                links[two].append((one, share))
    return _connected(links)


def _passages(
    prints: Spool, told: NDArray[np.bool_]
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.uint32], NDArray[np.intp]]]:
    """A part of all fingerprints at a time: where each one begins, the places of those that have
    it, ascending, and how many those are."""
    for number in range(SHELVES):
        hashes, owners = prints.shelf(number)
        counted = told[owners]
        hashes, owners = hashes[counted], owners[counted]
        starts = _starts(hashes)
        yield starts, owners, np.diff(np.r_[starts, len(hashes)])


def _starts(*columns: NDArray[np.uint32]) -> NDArray[np.intp]:
    """Where something new begins in sorted columns."""
    steps = np.zeros(max(len(columns[0]) - 1, 0), np.bool_)
    for column in columns:
        steps |= column[1:] != column[:-1]
    return np.flatnonzero(np.r_[len(columns[0]) > 0, steps])


def _room(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many of the fingerprints that so many have are looked at; fewer have them, sooner."""
    allowed = np.zeros_like(sizes)
    room = MAX_PAIRS
    for size in range(2, len(sizes)):
        each = size * (size - 1) // 2
        allowed[size] = min(int(sizes[size]), room // each)
        room -= int(allowed[size]) * each
    return allowed


def _pair(prints: Spool, told: NDArray[np.bool_], allowed: NDArray[np.int64], pairs: Spool) -> None:
    """Put every pair of places that share a rare fingerprint into `pairs`, the smaller first, once
    for each fingerprint."""
    for starts, owners, counts in _passages(prints, told):
        for size in range(2, len(allowed)):
            here = starts[counts == size][: allowed[size]]
            if not len(here):
                continue
            allowed[size] -= len(here)
            one, two = np.triu_indices(size, 1)
            for at in range(0, len(here), step := BLOCK // len(one)):
                rows = owners[here[at : at + step, None] + np.arange(size)]
                pairs.add(rows[:, one].ravel(), rows[:, two].ravel())


def _connected(links: dict[int, list[tuple[int, float]]]) -> list[tuple[list[int], float]]:
    groups = []
    seen: set[int] = set()
    for start in sorted(links):
        if start in seen:
            continue
        seen.add(start)
        members, waiting, least = [], [start], 1.0
        while waiting:
            at = waiting.pop()
            members.append(at)
            for other, share in links[at]:
                least = min(least, share)
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        groups.append((sorted(members), least))
    return groups
