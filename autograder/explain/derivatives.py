"""Wrong derivatives, as in "2x + 3x = 5x", "x³ 的导数是 3x", "2x + 3x² = 6".

What it checks: a derivative stated of a role must be that of its power, as a polynomial or as its
value at an x of the student's; a chain of equations must hold at such an x. A right derivative in
any notation, of one term or of both, is left alone.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise

from autograder.explain.equations import Equation
from autograder.explain.own_words import OwnSentence
from autograder.explain.polynomial import Polynomial, at, is_number, parse
from autograder.explain.words import Names
from autograder.extract.document import Document

_LEAF_VALUE = re.compile(r"tensor\(\s*\[*\s*(-?\d+(?:\.\d*)?)")
_LINEAR = re.compile(
    r"=\s*(?:\w+\s*\*\s*\d+(?:\.\d*)?|\d+(?:\.\d*)?\s*\*\s*\w+)\s*(?:#.*)?$", re.MULTILINE
)
_PRIMED = re.compile(
    r"(?:d\s*)?\(\s*x\*\*(\d)\s*\)(?P<mark>'|/dx)?\s*=\s*([\dx*+ .]+)"
    r"|d\s*x\*\*(\d)(?:/dx)?\s*=\s*([\dx*+ .]+)"
    r"|x\*\*(\d)'\s*=\s*([\dx*+ .]+)"
    r"|(?:derivative|gradient)s?\b[^.;\n]*?\band (?:that )?of x\*\*(\d) "
    r"(?:is|=|equals) ([\dx*+ .]+)"
    r"|x\*\*(\d)\)? has (?:the |a )?(?:derivative|gradient) (?:of )?([\dx*+ .]+)"
)
_FACTOR = re.compile(r"[a-z0-9)]\s*\*\s*\Z|\d\s*\Z")
_SUM = re.compile(
    r"(?<![a-z0-9_*+.)])\d*\s?\*?\s?x(?:\*\*\d)?(?:\s*\+\s*\d*\s?\*?\s?x(?:\*\*\d)?)+(?![a-z0-9_*(+])"
)
_NO_DERIVATIVE = re.compile(
    r"(?:(?<!d)(?<![a-z])[yfz]\d?\s*(?:\(x\)\s*)?=|=|\bof|对|将|给定|函数)\s*$"
)
"""What is written before a sum that is no derivative, or one that is read as part of a chain."""
_PAIRS = ((0, 2), (3, 4), (5, 6), (7, 8), (9, 10))
"""Which groups of the pattern hold an exponent and what is stated of it."""


@dataclass(frozen=True)
class Setting:
    """What the program of the student computes with: values of x; whether a term is linear."""

    xs: tuple[float, ...]
    linear: bool


def setting_of(document: Document) -> Setting:
    """Read the values of x and whether some term is a multiple of x (the copied hint)."""
    xs = {1.0}
    linear = False
    for program in document.programs:
        for cell in program.cells:
            xs.update(float(number) for number in _LEAF_VALUE.findall(cell.source))
            linear = linear or _LINEAR.search(cell.source) is not None
    return Setting(tuple(sorted(xs)), linear)


def wrong_derivatives(
    own: tuple[OwnSentence, ...],
    equal: tuple[tuple[Equation, ...], ...],
    names: Names,
    setting: Setting,
) -> list[tuple[int, str]]:
    """Return (index of the sentence, the wrong part) of each wrong derivative; `equal` are the
    equations of every sentence."""
    found = []
    for index, item in enumerate(own):
        text = item.sentence.text
        wrong = _wrong_primed(text, names, setting)
        if wrong is None and names.sums:
            context = any(token.tag in {"grad", "track"} for token in item.sentence.tokens)
            for equation in equal[index]:
                if _wrong(equation, names, setting, context):
                    wrong = item.sentence.source.text[equation.start : equation.end].strip()
                    break
            if wrong is None:
                wrong = _wrong_sum(text, names, setting)
        if wrong is not None:
            found.append((index, wrong))
    return found


def _wrong_sum(text: str, names: Names, setting: Setting) -> str | None:
    """A sum in which one term is differentiated rightly and the other is not: "2x + x**2"."""
    if setting.linear:
        return None
    right = [_right(power) for power in names.powers]
    for match in _SUM.finditer(text):
        if _NO_DERIVATIVE.search(text[: match.start()]):
            continue
        terms = [parse(term) for term in match.group().split("+")]
        if len(terms) == len(right) and sum(term in right for term in terms) == 1:
            return match.group().strip()
    return None


def _right(power: int) -> Polynomial:
    return {power - 1: float(power)}


def _wrong_primed(text: str, names: Names, setting: Setting) -> str | None:
    for match in _PRIMED.finditer(text):
        groups = match.groups()
        if _FACTOR.search(text, 0, match.start()):
            # In "8 * (x**2)' = 32" it is the product that is 32.
            continue
        if groups[0] and not match.group("mark") and not match.group().startswith("d"):
            continue
        power, stated = next((groups[a], groups[b]) for a, b in _PAIRS if groups[a])
        exponent, value = int(power), parse(stated.strip(" ."))
        if exponent in names.powers and value is not None and not _fits(value, exponent, setting):
            return match.group().strip()
    return None


def _fits(value: Polynomial, power: int, setting: Setting) -> bool:
    if not is_number(value):
        return value == _right(power)
    number = value.get(0, 0.0)
    # 0 is what an untracked term brings, whatever its derivative.
    return number == 0 or any(math.isclose(number, at(_right(power), x)) for x in setting.xs)


def _wrong(equation: Equation, names: Names, setting: Setting, context: bool) -> bool:
    parts = [parse(part) for part in equation.parts]
    known = [part for part in parts if part is not None]
    if not known or (equation.kind == "bare" and not context) or equation.kind == "output":
        return False
    powers = {role: power for power, role in names.powers.items()}
    if equation.kind == "gradient" and equation.owner in powers:
        if setting.linear:
            return False
        first = next((part for part in known if not is_number(part)), known[-1])
        return not _fits(first, powers[equation.owner], setting) or not _chain_holds(known, setting)
    allowed = _allowed(names, setting)
    formulas = [part for part in known if not is_number(part)]
    if equation.kind == "gradient" and any(part not in allowed for part in formulas):
        return True
    if equation.kind == "bare":
        # Without a head only chains that start from derivatives are known to be about them.
        if formulas and any(_is_linear_sum(part, names) for part in formulas):
            return True
        if not formulas or formulas[0] not in allowed:
            return False
    return not _chain_holds(known, setting)


def _allowed(names: Names, setting: Setting) -> list[Polynomial]:
    sums: list[Polynomial] = [{}]
    for power in names.powers:
        sums += [{**known, **_right(power)} for known in sums]
    # Whoever multiplies the terms may still differentiate the product rightly.
    sums.append(_right(sum(names.powers)))
    if setting.linear:
        return sums + [{**known, 0: float(power)} for known in sums for power in range(2, 8)]
    return sums


def _is_linear_sum(part: Polynomial, names: Names) -> bool:
    """Whether it is what p*x in place of p*x**(p-1) adds up to: 5x."""
    return part == {1: float(sum(names.powers))}


def _chain_holds(known: list[Polynomial], setting: Setting) -> bool:
    for one, other in pairwise(known):
        if not is_number(one) and not is_number(other):
            if one != other:
                return False
        elif not any(math.isclose(at(one, x), at(other, x), abs_tol=0.01) for x in setting.xs):
            return False
    return True
