"""Recognises the assignment's own text, copied whole or in part and perhaps edited a little.

Compared sentence by sentence, without white space and punctuation, in both languages. A sentence
that adds a reason, a denial or an "only" has words of the student's own in it, so it must be
nearer to the copied text than one that adds nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from autograder.explain.lexicon import is_own
from autograder.explain.normalise import normalise
from autograder.explain.sentences import Clause, Sentence
from autograder.spec.model import Assignment

_DROPPED = re.compile(r"[\s\W_]+")
_ADDS = ("not", "only", "because", "so", "constant", "if")
_CUT_OFF = frozenset({"stop", "false", "untracked"})
_STATES = re.compile(r"\b(?:zero|two|three|four|five|six|none)\b|[为是于][零二两三四五六空]")
_RESULT = re.compile(
    r"(?:result|answer|gradient|grad|output|结果|答案|梯度|输出)s?\s*(?:is|was|equals?|为|是|等于|=|:)\s*"
    r"(?:tensor\()?\[?\d"
)
"""A result that is stated is nobody's but the student's."""
_EQUALS = re.compile(r"[a-z0-9./]+\s*=\s*\d+(?:\.\d+)?(?![\d*x])")
_WORDY = re.compile(r"[\u3400-\u9fff]|[a-z]{2,}")
_CHINESE_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
_ENGLISH_WORD = re.compile(r"(?<![a-z_.])[a-z]{3,}(?![a-z_.(=])")
_SOME_WORDS = 3
_NEAR = 82.0
_SAME = 92.0
_VERBATIM = 97.0
_SHORTEST = 7
_SHORTEST_ENGLISH = 16
_LONG = 24
_SHORT_TEXT = 40
_SHORTEST_CLAUSE = 12
_FEWEST_WORDS = 5
"""English words or Chinese characters of a clause that is more than a name."""


def squeeze(text: str) -> str:
    """The letters and digits of a text."""
    return _DROPPED.sub("", text)


class Boilerplate:
    """The texts of one assignment, ready to be compared with."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        whole = [normalise(text).text for text in texts]
        self._texts = tuple(squeeze(text) for text in whole if squeeze(text))
        self._numbers = frozenset(re.findall(r"(?<![\w.])\d+", " ".join(whole)))
        self._short = frozenset(
            squeezed
            for text in whole
            for line in re.split(r"[\n。.:：,，;；]", text)
            if not (squeezed := squeeze(line)).isascii() or len(squeezed) >= _SHORTEST
        )
        self._joined = " ".join(self._texts)
        self._cache: dict[str, float] = {}

    def copied(self, sentence: Sentence) -> bool:
        """Whether the sentence is text of the assignment."""
        numbers = {token.text.rstrip(".") for token in sentence.tokens if token.tag == "number"}
        text = sentence.text
        squeezed = squeeze(text)
        if len(squeezed) >= _LONG and squeezed in self._joined:
            return True
        if not numbers <= self._numbers or _STATES.search(text) or _RESULT.search(text):
            return False
        if any(squeeze(said) not in self._joined for said in _EQUALS.findall(sentence.text)):
            return False
        adds = any(clause.has(*_ADDS) for clause in sentence.clauses) or any(
            # "tracking was off", where the assignment says "interrupt"; "they are equal", where it
            # asks how they compare.
            (token.tag in _CUT_OFF or is_own(token.tag)) and squeeze(token.text) not in self._joined
            for token in sentence.tokens
        )
        adds = adds or self._mostly_new(text)
        score = self._score_of(sentence.text)
        if score >= (_SAME if adds else _NEAR):
            return True
        # Pieces of the text put together: every clause is one, or a bare formula.
        wordy = any(_WORDY.search(clause.text) for clause in sentence.clauses)
        return (
            not adds
            and wordy
            and all(
                not _WORDY.search(clause.text) or self._score_of(clause.text) >= _NEAR
                for clause in sentence.clauses
            )
        )

    def _mostly_new(self, text: str) -> bool:
        """Whether most words are not the assignment's, however long the names beside them are."""
        runs = _CHINESE_RUN.findall(text)
        parts = [run[i : i + 2] for run in runs for i in range(len(run) - 1)]
        parts += _ENGLISH_WORD.findall(text)
        known = sum(squeeze(part) in self._joined for part in parts)
        return len(parts) >= _SOME_WORDS and 2 * known < len(parts)

    def copied_clause(self, sentence: Sentence, clause: Clause) -> bool:
        """Whether a clause of some length is, though its sentence goes on in own words."""
        if all(token.tag in {"within", "no_grad"} for token in clause.tokens) and clause.tokens:
            # "with torch.no_grad(): 里的 y2" goes on with what it names.
            return False
        text = sentence.source.text[clause.start : clause.end]
        if len(_WORDY.findall(text)) < _FEWEST_WORDS:
            # "retain_graph=True 使…" goes on with what it names, too.
            return False
        return len(squeeze(text)) >= _SHORTEST_CLAUSE and self._score_of(text) >= _VERBATIM

    def _score_of(self, text: str) -> float:
        text = squeeze(text)
        if text in self._short:
            return 100.0
        if len(text) < (_SHORTEST_ENGLISH if text.isascii() else _SHORTEST):
            # "y is a leaf" is an answer, though the question has these words in a row.
            return 0.0
        score = self._cache.get(text)
        if score is None:
            score = max((self._score(text, known) for known in self._texts), default=0.0)
            if len(self._cache) < 4096:
                self._cache[text] = score
        return score

    @staticmethod
    def _score(text: str, known: str) -> float:
        if len(text) > len(known):
            return fuzz.ratio(text, known, score_cutoff=_NEAR)
        if len(known) < _SHORT_TEXT and len(text) > len(known) // 2:
            # A title says little: whoever goes on in other words does not copy it.
            return fuzz.partial_ratio(text, known, score_cutoff=_SAME)
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
