"""Which submissions share so much of what is rare that a person should look at them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
"""Pairs that are looked at, those with the rarest passages first; bounds memory and time."""


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

    Time and memory grow with the number of submissions, not with that of pairs: only submissions
    that share a rare passage are ever compared.
    """
    by_content: defaultdict[str, list[int]] = defaultdict(list)
    sketches: dict[str, bytes] = {}
    for one in written:
        if one.content is None:
            continue
        by_content[one.content].append(one.number)
        if one.sketch:
            sketches[one.content] = one.sketch
    same = [Alike(tuple(numbers), True, 1.0) for numbers in by_content.values() if len(numbers) > 1]
    contents = list(sketches)
    near = [
        Alike(
            tuple(sorted(number for at in members for number in by_content[contents[at]])),
            False,
            share,
        )
        for members, share in _near([sketches[content] for content in contents])
    ]
    return (*_largest_first(same), *_largest_first(near))


def _largest_first(groups: list[Alike]) -> list[Alike]:
    return sorted(groups, key=lambda group: (-len(group.numbers), group.numbers))


def _near(sketches: list[bytes]) -> list[tuple[list[int], float]]:
    """Groups of places in `sketches` whose texts are nearly the same."""
    if len(sketches) < FEWEST:
        return []
    parts = [np.frombuffer(sketch, np.uint32) for sketch in sketches]
    owners = np.repeat(np.arange(len(parts), dtype=np.uint32), [len(part) for part in parts])
    hashes = np.concatenate(parts)
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    counts = np.diff(np.r_[starts, len(hashes)])
    common = min(COMMON, max(2, len(parts) // 4))
    rare = np.bincount(owners[np.repeat(counts <= common, counts)], minlength=len(parts))
    links: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    pairs, shared = _pairs(owners, starts, counts, common)
    first, second = (pairs >> 32).astype(np.int64), (pairs & 0xFFFFFFFF).astype(np.int64)
    shares = shared / np.maximum(np.minimum(rare[first], rare[second]), 1)
    for at in np.flatnonzero((shared >= LEAST) & (shares >= SHARE)):
        one, two, share = int(first[at]), int(second[at]), float(shares[at])
        links[one].append((two, share))
        links[two].append((one, share))
    return _connected(links)


def _pairs(
    owners: NDArray[np.uint32], starts: NDArray[np.intp], counts: NDArray[np.intp], common: int
) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """Every pair (smaller place in the high half) that shares a rare fingerprint, and how many."""
    found: list[NDArray[np.uint64]] = []
    room = MAX_PAIRS
    for size in range(2, common + 1):
        here = starts[counts == size]
        one, two = np.triu_indices(size, 1)
        here = here[: room // len(one)]
        room -= len(here) * len(one)
        if not len(here):
            continue
        rows = np.sort(owners[here[:, None] + np.arange(size)], axis=1).astype(np.uint64)
        found.append(((rows[:, one] << np.uint64(32)) | rows[:, two]).ravel())
    if not found:
        return np.empty(0, np.uint64), np.empty(0, np.intp)
    return np.unique(np.concatenate(found), return_counts=True)


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
