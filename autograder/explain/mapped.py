"""Text that remembers where each of its characters came from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Mapped:
    """`text` made from `original`: its i-th character stands for `original[starts[i]:ends[i]]`.

    Both lists only ever grow from left to right, so that a span of `text` is a span of `original`.
    """

    text: str
    original: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Mapped:
        """The text itself, each character standing for itself."""
        return cls(text, text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of `original` that `text[start:end]` stands for; an empty one at its place."""
        if start >= end or not self.text:
            place = self.starts[start] if start < len(self.starts) else len(self.original)
            return place, place
        return self.starts[start], self.ends[end - 1]

    def quote(self, start: int, end: int) -> str:
        """The original wording of `text[start:end]`, without white space around it."""
        first, last = self.span(start, end)
        # Marks of emphasis around the words belong to them.
        while first > 0 and self.original[first - 1] in "*`_~":
            first -= 1
        while last < len(self.original) and self.original[last] in "*`_~":
            last += 1
        return self.original[first:last].strip()

    def replace(self, pattern: re.Pattern[str], by: str | Callable[[re.Match[str]], str]) -> Mapped:
        """Every match replaced; new characters stand for the whole match.

        With a string, `\\1` and the like are filled in as in `re.sub`.
        """
        match = pattern.search(self.text)
        if match is None:
            return self
        text: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        last = 0
        for match in pattern.finditer(self.text):
            first, end = match.span()
            text.append(self.text[last:first])
            starts += self.starts[last:first]
            ends += self.ends[last:first]
            new = match.expand(by) if isinstance(by, str) else by(match)
            if new and first < end:
                text.append(new)
                starts += [self.starts[first]] * len(new)
                ends += [self.ends[end - 1]] * len(new)
            last = end
        text.append(self.text[last:])
        starts += self.starts[last:]
        ends += self.ends[last:]
        return Mapped("".join(text), self.original, tuple(starts), tuple(ends))

    def without(self, pattern: re.Pattern[str], unwanted: Callable[[str], bool]) -> Mapped:
        """Those matches taken out whose text is unwanted."""
        kept: list[tuple[int, int]] = []
        last = 0
        for match in pattern.finditer(self.text):
            if unwanted(match.group()):
                kept.append((last, match.start()))
                last = match.end()
        return self._only([*kept, (last, len(self.text))]) if kept else self

    def keep(self, pattern: re.Pattern[str], group: int = 1) -> Mapped:
        """Every match replaced by one of its groups, whose characters keep their own places."""
        if pattern.search(self.text) is None:
            return self
        kept: list[tuple[int, int]] = []
        last = 0
        for match in pattern.finditer(self.text):
            kept.append((last, match.start()))
            kept.append(match.span(group))
            last = match.end()
        return self._only([*kept, (last, len(self.text))])

    def _only(self, kept: list[tuple[int, int]]) -> Mapped:
        return Mapped(
            "".join(self.text[a:b] for a, b in kept),
            self.original,
            tuple(place for a, b in kept for place in self.starts[a:b]),
            tuple(place for a, b in kept for place in self.ends[a:b]),
        )
