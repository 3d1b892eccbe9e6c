"""Whether sentences say the opposite of what happens, and whether that is true of this program.

"y1 没有被追踪" reverses the exercise; but where the student's own program did cut off y1, it tells
rightly what the program did, and nobody is accused of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from autograder.explain.concepts import Matcher, Said, matcher, opposite_of, said_by
from autograder.explain.facts import Facts
from autograder.explain.own_words import OwnSentence
from autograder.explain.reader import Statement
from autograder.explain.sentences import Sentence
from autograder.explain.words import Names
from autograder.spec.model import Assignment, ExplanationRule

_LIVE = frozenset({"track", "flow", "join", "graph", "grad_fn", "requires"})
_CUT = frozenset({"constant", "stop"})
"""What is said of a term that autograd knows, and of one that it does not."""


@dataclass(frozen=True)
class Reading:
    """The student's sentences and what they say, leniently and strictly read; `rubric` names the
    roles as the rubric does."""

    own: tuple[OwnSentence, ...]
    sentences: tuple[Sentence, ...]
    said: tuple[tuple[Said, ...], tuple[Said, ...]]
    statements: tuple[Statement, ...]
    worlds: tuple[list[str], ...]
    rubric: Names
    untrue: tuple[Statement, ...] = ()
    """The statements without those that tell rightly how this program differs from what was asked
    for: where y1 was cut off, "y1 is not tracked" is no reversal."""

    def matching(self, rule: Matcher, *, strict: bool = False) -> list[int]:
        """Indices of the sentences that say what the rule asks for."""
        return rule.sentences(self.sentences, self.said[strict], self.worlds, strict=strict)


def reversed_sentences(rule: ExplanationRule, reading: Reading) -> list[int]:
    """Sentences that say the opposite of what happens: in general, or of a concept."""
    general = matcher(rule.reversed, names=reading.rubric)
    said = said_by(reading.sentences, reading.untrue, strict=True)
    hits = general.sentences(reading.sentences, said, reading.worlds, strict=True)
    return sorted({*hits, *opposites(rule, reading)})


def opposites(rule: ExplanationRule, reading: Reading) -> list[int]:
    """Sentences that say the opposite of a concept."""
    both = both_ways(reading)
    sure = tuple(s for s in reading.untrue if (s.sentence, s.subject) not in both)
    said = said_by(reading.sentences, sure, strict=True)
    hits: list[int] = []
    for concept in rule.concepts:
        opposite = opposite_of(concept, reading.rubric)
        hits += opposite.sentences(reading.sentences, said, reading.worlds, strict=True)
    return hits


def untrue_of(
    statements: tuple[Statement, ...], assignment: Assignment, facts: Facts
) -> tuple[Statement, ...]:
    """The statements but those that tell rightly how the program differs from what was asked for:
    of a role that it treats otherwise than it should, and of a gradient that x did not get."""
    odd = {
        check.role: tracked
        for check in assignment.checks
        if check.kind in {"tracked", "untracked"} and check.role is not None
        if (tracked := facts.tracked.get(check.role)) is not None
        and tracked != (check.kind == "tracked")
    }
    if facts.tracked and not facts.ran:
        odd[assignment.input_name] = False
    return tuple(
        s
        for s in statements
        if s.subject not in odd or (s.affirmed == (s.kind not in _CUT)) != odd[s.subject]
    )


def both_ways(reading: Reading, *, whole_text: bool = False) -> set[tuple[int, str]]:
    """(Sentence, term) where the sentence says of the term both that it is cut off and not.

    With `whole_text`, the other may be said in any sentence.

    Hardly anybody means that; it is our reading that fails there, and nobody may be accused of it.
    """
    ways: dict[tuple[int, str], set[bool]] = {}
    for s in reading.statements:
        if s.subject not in reading.rubric.powers.values() or s.world != "actual":
            continue
        if s.kind in _CUT or (s.kind in _LIVE and (s.explicit or not s.affirmed)):
            ways.setdefault((s.sentence, s.subject), set()).add(s.affirmed == (s.kind in _LIVE))
    if not whole_text:
        return {key for key, ways_of in ways.items() if len(ways_of) > 1}
    of_term: dict[str, set[bool]] = {}
    for (_, subject), ways_of in ways.items():
        of_term.setdefault(subject, set()).update(ways_of)
    return {(index, subject) for index, subject in ways if len(of_term[subject]) > 1}
