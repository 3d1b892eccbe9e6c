"""The lists of words: which meaning a word has, misspelt ones included."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA

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
_LONG_WORD = 9
_SHORTEST_FUZZY = 5


@dataclass(frozen=True)
class Vocabulary:
    """Words, beginnings of words, phrases by first word and Chinese words by first character."""

    words: dict[str, str]
    stems: tuple[tuple[str, str], ...]
    phrases: dict[str, tuple[tuple[str, str], ...]]
    chinese: dict[str, tuple[tuple[str, str], ...]]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the lists of both languages."""
    words: dict[str, str] = {}
    stems: list[tuple[str, str]] = []
    phrases: dict[str, list[tuple[str, str]]] = {}
    chinese: dict[str, list[tuple[str, str]]] = {}
    data = files("autograder.explain").joinpath("data")
    lists = [data.joinpath(name) for name in ("vocabulary.txt", "vocabulary_en.txt")]
    for line in "".join(file.read_text("utf-8") for file in lists).splitlines():
        if not line or line.startswith("#"):
            continue
        tag, _, rest = line.partition(":")
        for word in (part.strip().replace("’", "'") for part in rest.split(" | ")):
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
