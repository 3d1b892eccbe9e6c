"""Numbers that the student states as the gradient, compared with what the program gave.

What one might expect, what would be without the interruption, questions and denied numbers
("而不是 5") are no claims; nor are values of y1, y2, y3 or of their own derivatives.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from autograder.explain.equations import Equation
from autograder.explain.facts import Facts
from autograder.explain.model import Claim, Passage
from autograder.explain.own_words import OwnSentence
from autograder.explain.polynomial import is_number, parse
from autograder.explain.reader import Statement
from autograder.explain.sentences import Clause
from autograder.explain.words import Names
from autograder.extract.document import Where

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d*)?")
_FROM_TERM = re.compile(
    r"\)?\s*(?:that )?(?:from|of|due to|by|for|brought by|coming from|"
    r"belonging to|caused by|comes from)\s+"
    r"(?:it|its|that|this|y\d|x\*\*\d|(?:the )?(?:cub|second|third|first|squar|quadr|term|last))"
)
_FACTOR = re.compile(
    r"\s*(?:乘|倍|相加|累加|叠加|加起来|加在一起|之和|times\b|multiplied\b|"
    r"(?:is |gets |was )?added\b|(?:is |gets )?(?:counted |accumulated? )?twice\b)"
)
_TOLERANCE = 0.02


@dataclass(frozen=True)
class Stated:
    """A claim with the equation and the sentence (by index) that it was read from."""

    claim: Claim
    equation: Equation
    sentence: int


def claims(
    own: tuple[OwnSentence, ...],
    equal: tuple[tuple[Equation, ...], ...],
    statements: tuple[Statement, ...],
    worlds: tuple[list[str], ...],
    names: Names,
    *,
    facts: Facts,
    texts: tuple[Passage, ...],
) -> list[Stated]:
    """Return the claims on the gradient in all sentences, whose equations are `equal`; `texts` are
    those of the submission."""
    found = []
    shown = _shown(facts, texts)
    denied = [
        [s.clause for s in statements if s.sentence == index and _denies_term(s, names)]
        for index in range(len(own))
    ]
    for index, item in enumerate(own):
        for equation in equal[index]:
            if equation.kind == "bare" or not _actual(item, worlds[index], equation):
                continue
            if equation.kind == "gradient" and equation.owner not in {"", names.wrt, names.total}:
                continue
            if equation.kind == "output" and equation.owner not in {"", names.wrt}:
                continue
            if _FACTOR.match(item.sentence.source.text, equation.end):
                # In "the gradient is 8 times 4" it is not 8, nor 12 where "12 are added up".
                continue
            if _FROM_TERM.match(item.sentence.source.text, equation.end):
                # "the gradient 3 of the cube" is that of a term.
                continue
            if _taken_back(item, equation):
                continue
            if equation.none and equation.kind == "output":
                continue
            value = None if equation.none else _value(equation)
            if not value and _of_a_term(item, equation, denied[index], names):
                continue
            if value is None and not equation.none:
                continue
            where = place(item)
            agrees = _agrees(value, equation, facts, shown)
            claim = Claim(value, item.sentence.quote, where, agrees)
            found.append(Stated(claim, equation, index))
    return found


def _denies_term(statement: Statement, names: Names) -> bool:
    return statement.subject in names.powers.values() and (
        not statement.affirmed or statement.kind in {"constant", "stop"}
    )


def _of_a_term(item: OwnSentence, equation: Equation, denied: list[int], names: Names) -> bool:
    """Whether nothing or 0 is said of one term: "y2 是常数，梯度为 0", "its contribution is 0"."""
    clause = item.sentence.clauses[equation.clause]
    before = [token for token in clause.tokens if token.end <= equation.start]
    if any(token.tag in {"flow", "affect", "constant", "join"} for token in before):
        return True
    said_of = {names.wrt, names.total}
    before = [t for t in before if not (t.tag == names.wrt and _is_target(clause, t.start))]
    named = any(t.tag in said_of or (t.tag == "grad" and t.text in said_of) for t in before)
    final = any(token.tag in {"output", "actual", "normative"} for token in before)
    return not named and not final and any(number <= equation.clause for number in denied)


def _taken_back(item: OwnSentence, equation: Equation) -> bool:
    """Whether it is said of the number that it is left out: "the gradient 3 is not added"."""
    clause = item.sentence.clauses[equation.clause]
    after = [token.tag for token in clause.tokens if token.start >= equation.end]
    tags = [tag for tag in after if tag not in {"also", "compute"}]
    return tags[:1] == ["ignore"] or (tags[:1] == ["not"] and tags[1:2] in (["flow"], ["join"]))


def _is_target(clause: Clause, start: int) -> bool:
    """Whether x is only what is differentiated by: "对 x 求导"."""
    return clause.source[clause.start : start].rstrip().endswith(("对", "关于", "to"))


def place(item: OwnSentence) -> Where:
    """Where a sentence stands."""
    where = item.passage.where
    line = None if where.line is None else where.line + item.sentence.line - 1
    return Where(where.file, where.cell, line)


def _actual(item: OwnSentence, worlds: list[str], equation: Equation) -> bool:
    clause = item.sentence.clauses[equation.clause]
    if clause.has("normative") and not clause.has("hedge") and "condition" not in worlds:
        return True
    return worlds[equation.clause] == "actual"


def _value(equation: Equation) -> float | None:
    if not equation.parts:
        return None
    value = parse(equation.parts[-1])
    if value is None or not is_number(value):
        return None
    return value.get(0, 0.0)


def _agrees(value: float | None, equation: Equation, facts: Facts, shown: list[float]) -> bool:
    if value is None:
        return not facts.ran
    if any(_near(value, real) for real in facts.gradients):
        return True
    if equation.kind != "output":
        return False
    return any(_near(value, real) for real in shown)


def _shown(facts: Facts, texts: tuple[Passage, ...]) -> list[float]:
    """Numbers that the program printed, without those that stand in the printed strings."""
    written = [passage.text for passage in texts if passage.source == "print"]
    found: list[float] = []
    for printed in facts.printed:
        if printed.literal:
            continue
        text = printed.text
        for literal in written:
            for piece in literal.split(" … "):
                text = text.replace(piece.strip(), " ") if piece.strip() else text
        found += map(float, _NUMBER.findall(text))
    return found


def _near(one: float, other: float) -> bool:
    return math.isfinite(other) and abs(one - other) <= _TOLERANCE * max(1.0, abs(other))
