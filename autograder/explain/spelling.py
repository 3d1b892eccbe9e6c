"""English as it was meant: misspelt words of the field, shorthand and missing apostrophes.

"acumulated" becomes "accumulated", "w/o" "without", "doesnt" "doesn't". Words that are but another
form of a known one ("gradiently") and short words are left alone: they are too often right.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA, Prefix

from autograder.explain.mapped import Mapped
from autograder.explain.rows import rows_of

_WORD = re.compile(r"(?<![a-z0-9_.])[a-z]{7,}(?![a-z0-9_(])")
_LONG_WORD = 9
_ENDING = 2
_CANDIDATES = 4


def spelt_out(text: Mapped) -> Mapped:
    """Return lower-case text with its shorthand spelt out and its misspelt words mended."""
    if _any_shorthand().search(text.text):
        for written, meant in _shorthand():
            text = text.replace(written, meant)
    if any(_mended(word) != word for word in _WORD.findall(text.text)):
        text = text.replace(_WORD, lambda m: _mended(m.group()))
    return text


@lru_cache(maxsize=1)
def _shorthand() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = (line.split("\t") for line in rows_of("shorthand.txt"))
    return tuple((_whole_words(written), meant) for written, meant in rows)


@lru_cache(maxsize=1)
def _any_shorthand() -> re.Pattern[str]:
    """All rows in one, since most texts hold none of them."""
    return _whole_words("|".join(line.split("\t")[0] for line in rows_of("shorthand.txt")))


def _whole_words(written: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9_./])(?:{written})(?![a-z0-9_./(])")


@lru_cache(maxsize=1)
def _words() -> dict[str, None]:
    return dict.fromkeys(word for line in rows_of("spelling.txt") for word in line.split())


@lru_cache(maxsize=8192)
def _mended(word: str) -> str:
    known = _words()
    if word in known:
        return word
    most = 1 if len(word) < _LONG_WORD else 2
    near = process.extract(
        word, known.keys(), scorer=OSA.distance, score_cutoff=most, limit=_CANDIDATES
    )
    meant = (right for right, *_ in near if _is_slip(word, right))
    return next(meant, word)


def _is_slip(word: str, right: str) -> bool:
    """Whether one was typed for the other; what differs in its ending is another form of it."""
    same = Prefix.similarity(word, right)
    return right[0] == word[0] and same <= min(len(word), len(right)) - _ENDING
