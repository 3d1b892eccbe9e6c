"""Finds sentences that speak of another exercise, or of x at another point.

A notebook often holds several: "z 对 x 的梯度是 y", "w.grad 为 6", "x = 3 时 x² 的导数是 6".
Nothing in them is a claim on this gradient, nor the opposite of what happens here.
"""

from __future__ import annotations

import re

from autograder.explain.own_words import OwnSentence
from autograder.explain.words import Names

_VARIABLE = re.compile(
    r"(?<![a-z0-9_.'\"/])(?:[b-hj-rt-wz]\d?|loss|x\*\*[4-9])(?![a-z0-9_'\"(/]|-)"
)
_POINT = r"(?<![a-z0-9_.]){wrt}\s*(?:=|为|取|是|等于)\s*(\d+(?:\.\d+)?)(?![\d.]*\s*[*x+])"


def elsewhere(own: tuple[OwnSentence, ...], names: Names, point: float) -> frozenset[int]:
    """Return the indices of such sentences; `point` is where this exercise takes x."""
    found = set()
    roles = {names.total, *names.powers.values()}
    at = re.compile(_POINT.format(wrt=re.escape(names.wrt)))
    for index, item in enumerate(own):
        text = item.sentence.text
        if any(float(number) != point for number in at.findall(text)):
            found.add(index)
            continue
        if any(t.tag in roles or t.text in roles for t in item.sentence.tokens):
            continue
        if any(match.group() not in names.words for match in _VARIABLE.finditer(text)):
            found.add(index)
    return frozenset(found)
