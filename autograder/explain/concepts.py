"""Which ideas of the assignment the student's sentences express.

A phrase of the rubric ("y2 不被追踪") is read by the same reader as the student's sentences, so it
matches whatever says the same: another order, synonyms, the other language, a cut in place of a
denial. A phrase in which the reader finds no statement is compared as text instead. Patterns are
regular expressions on the normalised clause; those of `negations` take the match back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from rapidfuzz import fuzz

from autograder.explain.lexicon import is_own
from autograder.explain.meanings import written_out
from autograder.explain.normalise import normalise
from autograder.explain.reader import Statement, read
from autograder.explain.sentences import Sentence, sentences
from autograder.explain.words import Names
from autograder.explain.worlds import worlds_of
from autograder.spec.model import Concept, Phrases

_FUZZY = 86.0
_IMPLIED = (("", "no_grad"), ("no_grad",))
"""Who may stand for the role; "梯度为 0" alone says nothing of a term."""
_NOBODY = frozenset({"", "no_grad", "?"})
_CUT = frozenset({"constant", "stop"})
_GUARDS = frozenset({("", "no_grad", True), ("no_grad", "no_grad", True)})
_PATTERN = "re:"
"""What begins with this in a list of phrases is a pattern."""
_ASSERTED = frozenset({"track", "flow", "join", "graph", "grad_fn", "requires", "constant"})


@dataclass(frozen=True)
class Meaning:
    """A phrase of the rubric as what it says: (subject, kind, affirmed) each, all in one sentence;
    `text` where the reader found nothing in it."""

    parts: frozenset[tuple[str, str, bool]]
    text: str
    counter: bool

    @cached_property
    def own(self) -> frozenset[tuple[str, str, bool]]:
        """The parts that are said with words of the assignment's own."""
        return frozenset(part for part in self.parts if is_own(part[1]))

    @cached_property
    def general(self) -> frozenset[tuple[str, str, bool]]:
        """The parts that are said with words of everybody's."""
        return self.parts - self.own

    @cached_property
    def kinds(self) -> frozenset[tuple[str, bool]]:
        """What is said, of whomever: a sentence that lacks some of it does not say the same."""
        return frozenset((kind, affirmed) for _, kind, affirmed in self.parts)


Said = dict[str, set[tuple[str, str, bool]]]
"""What one sentence says, as (subject, kind, affirmed), by the world it is said of."""


def said_by(
    own: tuple[Sentence, ...], statements: tuple[Statement, ...], *, strict: bool
) -> tuple[Said, ...]:
    """Return what each sentence says; with `strict`, of subjects that are named only."""
    said: tuple[Said, ...] = tuple({} for _ in own)
    for s in statements:
        if strict and s.affirmed and not s.marked and (s.kind in _ASSERTED or is_own(s.kind)):
            continue
        subject = s.subject if s.explicit or not strict else "?"
        said[s.sentence].setdefault(s.world, set()).add((subject, s.kind, s.affirmed))
    guards = [parts.get("actual", set()) & _GUARDS for parts in said]
    for index in range(1, len(own)):
        # "We get 2 because of no_grad. The cube is not counted."
        if guards[index - 1] and said[index] and own[index - 1].source is own[index].source:
            said[index].setdefault("actual", set()).update(guards[index - 1])
    return said


class Matcher:
    """Phrases and patterns of one assignment, read once."""

    def __init__(self, phrases: Phrases, patterns: Phrases, negations: Phrases, names: Names):
        lines = (*phrases.zh, *phrases.en)
        meanings = [meaning_of(p, names) for p in lines if not p.startswith(_PATTERN)]
        self._meanings = tuple(meaning for meaning in meanings if meaning.parts)
        self._wordings = tuple(meaning.text for meaning in meanings if not meaning.parts)
        written = [p.removeprefix(_PATTERN) for p in lines if p.startswith(_PATTERN)]
        self._patterns = _compiled((*written, *patterns.zh, *patterns.en), names)
        self._negations = _compiled((*negations.zh, *negations.en), names)
        self._terms = frozenset(names.powers.values())

    def sentences(
        self,
        own: tuple[Sentence, ...],
        said: tuple[Said, ...],
        worlds: tuple[list[str], ...],
        *,
        strict: bool = False,
    ) -> list[int]:
        """Return the indices of the sentences that say it; `said` as `said_by` gives it."""
        found = []
        for index, sentence in enumerate(own):
            if any(negation.search(sentence.text) for negation in self._negations):
                continue
            earlier = own[index - 1] if index else None
            if (
                self._in_meanings(said[index], strict)
                or self._in_wordings(sentence)
                or self._in_pattern(
                    sentence, worlds[index], (earlier or sentence) if strict else None
                )
            ):
                found.append(index)
        return found

    def _in_meanings(self, parts: Said, strict: bool) -> bool:
        """Whether what a sentence says is what some phrase says."""
        kinds = {(kind, affirmed) for said in parts.values() for _, kind, affirmed in said}
        return any(
            meaning.kinds <= kinds and _says(meaning, parts, strict) for meaning in self._meanings
        )

    def _in_wordings(self, sentence: Sentence) -> bool:
        """Whether a sentence is worded like a phrase in which the reader found nothing."""
        return any(
            fuzz.partial_ratio(wording, sentence.text, score_cutoff=_FUZZY) > 0
            for wording in self._wordings
        )

    def _in_pattern(self, sentence: Sentence, worlds: list[str], earlier: Sentence | None) -> bool:
        """Whether a pattern matches; given the `earlier` sentence, not where "its" means a term."""
        for pattern in self._patterns:
            for match in pattern.finditer(sentence.text):
                place = match.start() + sentence.start
                world = "actual"
                for clause, known in zip(sentence.clauses, worlds, strict=True):
                    if clause.start <= place:
                        world = known
                if earlier is not None and self._of_a_term(sentence, earlier, match):
                    continue
                wanted = ("counter", "condition") if _counter(pattern) else ("actual",)
                if world in wanted or "any" in pattern.groupindex:
                    return True
        return False

    def _of_a_term(self, sentence: Sentence, earlier: Sentence, match: re.Match[str]) -> bool:
        """Whether "its gradient" is that of a term named just before."""
        end = sentence.start + match.end()
        clause = next((c for c in reversed(sentence.clauses) if c.start < end), None)
        if clause is None or not clause.has("pronoun"):
            return False
        before = [t for t in sentence.tokens if t.start < clause.start] or earlier.tokens
        return any(t.tag in self._terms for t in before)


def _compiled(patterns: tuple[str, ...], names: Names) -> tuple[re.Pattern[str], ...]:
    """Compile patterns, in which {y1} stands for every way to name the role y1, and <<clear>> for
    every way to say so."""
    found = []
    for pattern in patterns:
        written = written_out(pattern)
        for role in {*names.words.values(), *names.powers.values()} - {""}:
            written = written.replace(f"{{{role}}}", _ways_to_name(role, names))
        found.append(re.compile(written))
    return tuple(found)


_SPOKEN = {2: "平方|二次方|二次|square", 3: "立方|三次方|三次|cub"}


def _ways_to_name(role: str, names: Names) -> str:
    ways = [re.escape(word) for word, named in names.words.items() if named == role]
    for power, named in names.powers.items():
        if named == role:
            ways.append(rf"{names.wrt}\*\*{power}")
            ways += [f"{word}[a-z项]*" for word in _SPOKEN.get(power, "").split("|") if word]
    return f"(?:{'|'.join(ways)})"


def _counter(pattern: re.Pattern[str]) -> bool:
    return "counter" in pattern.groupindex


def _says(meaning: Meaning, parts: Said, strict: bool) -> bool:
    if meaning.own and not _says_own(meaning.own, parts, strict):
        return False
    if not meaning.general:
        return True
    said = parts.get("counter" if meaning.counter else "actual", set())
    if not said:
        return False
    if meaning.general <= said:
        return True
    # A sentence that leaves the subject out, or speaks of no_grad, speaks of what it interrupts;
    # where no term is named at all, nothing is said of what goes on.
    named = meaning.counter or any(subject not in _NOBODY for subject, _, _ in said)
    return not strict and all(
        part in said
        or (
            part[0] != ""
            and part[1] not in {"only", "no_grad"}
            and (named or not part[2] or part[1] in _CUT)
            and any((subject, *part[1:]) in said for subject in _IMPLIED[part[1] == "grad"])
        )
        for part in meaning.general
    )


def _says_own(own: frozenset[tuple[str, str, bool]], parts: Said, strict: bool) -> bool:
    """Whether the sentence says all of this with words of the assignment's own.

    A rule may be stated with "if" or as what one would otherwise get; whoever is accused of the
    opposite must have said it plainly. A phrase that names nobody may be said of anybody.
    """
    worlds = ("actual",) if strict else ("actual", "counter", "condition")
    said = {part for world in worlds for part in parts.get(world, ())}
    anybody = {part[1:] for part in said}
    return all(part in said or (not part[0] and part[1:] in anybody) for part in own)


def meaning_of(phrase: str, names: Names) -> Meaning:
    """Read a phrase of the rubric."""
    read_phrase = sentences(normalise(phrase), names)
    statements = read(read_phrase, names)
    said = [s for s in statements if s.world in {"actual", "counter"}]
    counter = any(s.world == "counter" for s in said)
    kept = [s for s in said if (s.world == "counter") == counter]
    return Meaning(
        frozenset((s.subject, s.kind, s.affirmed) for s in kept),
        normalise(phrase).text,
        counter,
    )


def all_worlds(own: tuple[Sentence, ...]) -> tuple[list[str], ...]:
    """The worlds of the clauses of every sentence."""
    return tuple(
        worlds_of(sentence, own[index + 1] if index + 1 < len(own) else None)
        for index, sentence in enumerate(own)
    )


_Lists: TypeAlias = tuple[Phrases, Phrases, Phrases]
_NONE = Phrases()
_MOST_KNOWN = 256
_known: dict[tuple[int, int, int], tuple[_Lists, Names, Matcher]] = {}
"""Matchers by the identity of their lists, which they keep alive; comparing the lists themselves
takes longer than matching with them."""


def matcher(
    phrases: Phrases = _NONE,
    patterns: Phrases = _NONE,
    negations: Phrases = _NONE,
    *,
    names: Names,
) -> Matcher:
    """The matcher of these lists, read once per assignment."""
    key = (id(phrases), id(patterns), id(negations))
    known = _known.get(key)
    if known is not None and known[1] == names:
        return known[2]
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    made = Matcher(phrases, patterns, negations, names)
    _known[key] = ((phrases, patterns, negations), names, made)
    return made


def matcher_of(concept: Concept, names: Names) -> Matcher:
    """The matcher of what covers a concept."""
    return matcher(concept.phrases, concept.patterns, concept.negations, names=names)


def opposite_of(concept: Concept, names: Names) -> Matcher:
    """The matcher of what says the opposite of a concept."""
    return matcher(concept.contradictions, names=names)
