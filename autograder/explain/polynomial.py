"""Polynomials in x as students write them: "2x + 3x**2", "2*1", "(2+3)x"."""

from __future__ import annotations

import re
from typing import TypeAlias

Polynomial: TypeAlias = dict[int, float]
"""Exponent to coefficient; zero terms are left out."""

_TOKEN = re.compile(r"\s*(\d+(?:\.\d*)?|\*\*|[-+*/()x])")
_LONGEST = 80
_HIGHEST = 9


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens: list[str] = []
        position = 0
        text = text.strip()
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None:
                raise ValueError(text)
            self.tokens.append(match.group(1))
            position = match.end()
        self.place = 0

    def peek(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.place += 1
        return token

    def sum(self) -> Polynomial:
        sign = -1.0 if self.peek() == "-" else 1.0
        if self.peek() in {"+", "-"}:
            self.take()
        total = _times({0: sign}, self.product())
        while self.peek() in {"+", "-"}:
            sign = -1.0 if self.take() == "-" else 1.0
            for power, factor in _times({0: sign}, self.product()).items():
                total[power] = total.get(power, 0.0) + factor
        return {power: factor for power, factor in total.items() if factor}

    def product(self) -> Polynomial:
        value = self.power()
        while self.peek() in {"*", "/", "x", "("} or self.peek()[:1].isdigit():
            if self.peek() == "/":
                self.take()
                divisor = self.power()
                if set(divisor) != {0}:
                    raise ValueError("division")
                value = _times(value, {0: 1 / divisor[0]})
                continue
            if self.peek() == "*":
                self.take()
            value = _times(value, self.power())
        return value

    def power(self) -> Polynomial:
        first = self.take()
        if first == "(":
            base = self.sum()
            if self.take() != ")":
                raise ValueError("bracket")
        elif first == "x":
            base = {1: 1.0}
        elif first[:1].isdigit():
            base = {0: float(first)} if float(first) else {}
        else:
            raise ValueError(first)
        if self.peek() == "**":
            self.take()
            exponent = self.take()
            if not exponent.isdigit() or int(exponent) > _HIGHEST:
                raise ValueError(exponent)
            value: Polynomial = {0: 1.0}
            for _ in range(int(exponent)):
                value = _times(value, base)
            return value
        return base


def _times(one: Polynomial, other: Polynomial) -> Polynomial:
    found: Polynomial = {}
    for a, x in one.items():
        for b, y in other.items():
            found[a + b] = found.get(a + b, 0.0) + x * y
    return found


def parse(text: str) -> Polynomial | None:
    """Return the polynomial, or None for anything else. {} is zero.

    >>> parse("2x + 3x**2") == {1: 2.0, 2: 3.0}
    True
    """
    if not text.strip() or len(text) > _LONGEST:
        return None
    try:
        reader = _Reader(text)
        value = reader.sum()
    except (ValueError, KeyError, OverflowError):
        return None
    return value if reader.place == len(reader.tokens) else None


def at(value: Polynomial, x: float) -> float:
    """The value of the polynomial at x."""
    return sum(factor * x**power for power, factor in value.items())


def is_number(value: Polynomial) -> bool:
    """Whether x does not occur in it."""
    return set(value) <= {0}
