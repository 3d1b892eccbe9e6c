"""Numbers that the student states as the gradient, compared with what the program gave.

What one might expect, what would be without the interruption, questions and denied numbers
("而不是 5") are no claims; nor are values of y1, y2, y3 or of their own derivatives.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from autograder.explain.equations import Equation, equations
from autograder.explain.facts import Facts
from autograder.explain.model import Claim
from autograder.explain.own_words import OwnSentence
from autograder.explain.polynomial import is_number, parse
from autograder.explain.words import Names
from autograder.extract.document import Where

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d*)?")
_TOLERANCE = 0.02


@dataclass(frozen=True)
class Stated:
    """A claim with the equation and the sentence (by index) that it was read from."""

    claim: Claim
    equation: Equation
    sentence: int


def claims(
    own: tuple[OwnSentence, ...], worlds: tuple[list[str], ...], names: Names, facts: Facts
) -> list[Stated]:
    """Return the claims on the gradient in all sentences."""
    found = []
    for index, item in enumerate(own):
        for equation in equations(item.sentence, names):
            if equation.kind == "bare" or not _actual(item, worlds[index], equation):
                continue
            if equation.kind == "gradient" and equation.owner not in {"", names.wrt, names.total}:
                continue
            if equation.kind == "output" and equation.owner not in {"", names.wrt}:
                continue
            if equation.none and equation.kind == "output":
                continue
            value = None if equation.none else _value(equation)
            if value is None and not equation.none:
                continue
            where = place(item)
            agrees = _agrees(value, equation, facts)
            claim = Claim(value, item.sentence.quote, where, agrees)
            found.append(Stated(claim, equation, index))
    return found


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


def _agrees(value: float | None, equation: Equation, facts: Facts) -> bool:
    if value is None:
        return not facts.ran
    if any(_near(value, real) for real in facts.gradients):
        return True
    if equation.kind != "output":
        return False
    shown = (p.text for p in facts.printed if not p.literal)
    return any(_near(value, float(n)) for text in shown for n in _NUMBER.findall(text))


def _near(one: float, other: float) -> bool:
    return math.isfinite(other) and abs(one - other) <= _TOLERANCE * max(1.0, abs(other))
