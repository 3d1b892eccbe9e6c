"""The lists of words: which meaning a word has, misspelt ones included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from autograder.explain.rows import rows_of
from autograder.spec.model import Phrases

_FUZZY = [
    "gradient",
    "gradients",
    "tracked",
    "tracking",
    "track",
    "detach",
    "detached",
    "derivative",
    "derivatives",
    "propagate",
    "propagated",
    "propagates",
    "propagation",
    "backward",
    "backpropagation",
    "constant",
    "constants",
    "interrupted",
    "interrupt",
    "interrupts",
    "interrupting",
    "contribute",
    "contributes",
    "contributed",
    "contribution",
    "because",
    "therefore",
    "computation",
    "recorded",
    "recording",
    "blocked",
    "stopped",
    "disabled",
    "requires_grad",
    "no_grad",
    "graph",
    "disconnected",
    "influence",
    "excluded",
    "ignored",
    "differentiable",
    "differentiated",
]
_IN_WORD = re.compile("[a-z0-9_]")
_LONG_WORD = 9
_SHORTEST_FUZZY = 5


@dataclass(frozen=True)
class Vocabulary:
    """Words, beginnings of words, phrases by first word and Chinese words by first character."""

    words: dict[str, str] = field(default_factory=dict)
    stems: tuple[tuple[str, str], ...] = ()
    phrases: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    chinese: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def english(self, text: str, word: str, start: int) -> tuple[str, int] | None:
        """The meaning of the word at `start`, or of the phrase that begins with it, and its end."""
        first = word.partition("'")[0]
        for phrase, tag in (
            *self.phrases.get(first, ()),
            *(self.phrases.get(word, ()) if first != word else ()),
        ):
            end = start + len(phrase)
            if text.startswith(phrase, start) and not _IN_WORD.match(text, end):
                return tag, end
        tag_of = self.words.get(word) or self.words.get(word.removesuffix("()"))
        tag_of = tag_of or next((tag for stem, tag in self.stems if word.startswith(stem)), None)
        return None if tag_of is None else (tag_of, start + len(word))


OWN = "="
"""What a meaning begins with that an assignment gives words of its own."""


def is_own(tag: str) -> bool:
    """Whether a meaning is one of an assignment's own."""
    return tag.startswith(OWN)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the lists of both languages."""
    lines = (*rows_of("vocabulary.txt"), *rows_of("vocabulary_en.txt"))
    parted = (line.partition(":") for line in lines)
    return _put_together(
        (tag, word.strip()) for tag, _, rest in parted for word in rest.split(" | ")
    )


def own_vocabulary(words: Mapping[str, Phrases]) -> Vocabulary:
    """Return the words of an assignment's own, by meaning."""
    return _put_together(
        (f"{OWN}{name}", word.strip().lower())
        for name, lists in words.items()
        for word in (*lists.zh, *lists.en)
    )


def _put_together(entries: Iterable[tuple[str, str]]) -> Vocabulary:
    words: dict[str, str] = {}
    stems: list[tuple[str, str]] = []
    phrases: dict[str, list[tuple[str, str]]] = {}
    chinese: dict[str, list[tuple[str, str]]] = {}
    for tag, written in entries:
        word = written.replace("’", "'")
        if not word:
            continue
        if word[0] >= "\u3000":
            chinese.setdefault(word[0], []).append((word, tag))
        elif word.endswith("~"):
            stems.append((word[:-1], tag))
        elif re.search("[ /-]", word):
            phrases.setdefault(re.split("[ /-]", word)[0], []).append((word, tag))
        else:
            words.setdefault(word, tag)
    longest = {
        first: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for first, entries in chinese.items()
    }
    return Vocabulary(
        words,
        tuple(sorted(stems, key=lambda stem: -len(stem[0]))),
        {k: tuple(sorted(v, key=lambda entry: -len(entry[0]))) for k, v in phrases.items()},
        longest,
    )


@lru_cache(maxsize=8192)
def meaning(word: str) -> str | None:
    """The tag of one English word, misspelt ones included."""
    lists = vocabulary()
    found = lists.words.get(word) or lists.words.get(word.removesuffix("()"))
    if found:
        return found
    for stem, tag in lists.stems:
        if word.startswith(stem):
            return tag
    if len(word) < _SHORTEST_FUZZY or any(char.isdigit() for char in word):
        return None
    near = process.extractOne(
        word, _FUZZY, scorer=OSA.distance, score_cutoff=1 if len(word) < _LONG_WORD else 2
    )
    if near is None or near[0] == word or near[0][0] != word[0]:
        return None
    return meaning(near[0])
