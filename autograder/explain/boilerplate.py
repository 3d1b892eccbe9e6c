"""Recognises the assignment's own text, copied whole or in part and perhaps edited a little.

Compared sentence by sentence, without white space and punctuation, in both languages. A sentence
that adds a reason, a denial or an "only" has words of the student's own in it, so it must be
nearer to the copied text than one that adds nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from autograder.explain.normalise import normalise
from autograder.explain.sentences import Clause, Sentence
from autograder.spec.model import Assignment

_DROPPED = re.compile(r"[\s\W_]+")
_ADDS = ("not", "only", "because", "so", "constant", "stop", "if", "number")
_NEAR = 82.0
_SAME = 92.0
_SHORTEST = 4
_SHORTEST_CLAUSE = 10


def squeeze(text: str) -> str:
    """The letters and digits of a text."""
    return _DROPPED.sub("", text)


class Boilerplate:
    """The texts of one assignment, ready to be compared with."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        whole = [normalise(text).text for text in texts]
        self._texts = tuple(squeeze(text) for text in whole if squeeze(text))
        self._short = frozenset(
            squeeze(line) for text in whole for line in re.split(r"[\n。.:：,，;；]", text)
        )
        self._cache: dict[str, float] = {}

    def copied(self, sentence: Sentence) -> bool:
        """Whether the sentence is text of the assignment."""
        return self._is_copied(sentence.text, any(c.has(*_ADDS) for c in sentence.clauses))

    def copied_clause(self, sentence: Sentence, clause: Clause) -> bool:
        """Whether a clause of some length is, though its sentence goes on in own words."""
        text = sentence.source.text[clause.start : clause.end]
        return len(squeeze(text)) >= _SHORTEST_CLAUSE and self._is_copied(text, True)

    def _is_copied(self, text: str, adds: bool) -> bool:
        text = squeeze(text)
        if text in self._short:
            return True
        if len(text) < _SHORTEST:
            return False
        score = self._cache.get(text)
        if score is None:
            score = max((self._score(text, known) for known in self._texts), default=0.0)
            if len(self._cache) < 4096:
                self._cache[text] = score
        return score >= (_SAME if adds else _NEAR)

    @staticmethod
    def _score(text: str, known: str) -> float:
        if len(text) > len(known):
            return fuzz.ratio(text, known, score_cutoff=_NEAR)
        return fuzz.partial_ratio(text, known, score_cutoff=_NEAR)


@lru_cache(maxsize=32)
def _of_texts(texts: tuple[str, ...]) -> Boilerplate:
    return Boilerplate(texts)


def boilerplate_of(assignment: Assignment) -> Boilerplate:
    """The texts that students copy from this assignment: title, statement, templates."""
    return _of_texts(
        (
            assignment.statement.zh,
            assignment.statement.en,
            assignment.title.zh,
            assignment.title.en,
            *assignment.boilerplate.zh,
            *assignment.boilerplate.en,
        )
    )
