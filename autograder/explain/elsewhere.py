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
_EXERCISE = re.compile(
    r"\s*(?:[一二三四五六七八九十\d]+\s*[、.)]\s*)?(?:练习题?|习题|任务|题目?|小题|问题|作业|实验|exercise|task|problem|question|part)\s*"
    r"[一二三四五六七八九十\d]|\s*第\s*[一二三四五六七八九十\d]+\s*(?:大|小|个)?(?:题|问|练习|任务|实验)"
)
_POINT = r"(?<![a-z0-9_.]){wrt}\s*(?:=|为|取|是|等于)\s*(\d+(?:\.\d+)?)(?![\d.]*\s*[*x+])"


def elsewhere(own: tuple[OwnSentence, ...], names: Names, point: float) -> frozenset[int]:
    """Return the indices of such sentences; `point` is where this exercise takes x."""
    found = set(_other_exercises(own, names))
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


def _other_exercises(own: tuple[OwnSentence, ...], names: Names) -> list[int]:
    """The sentences under numbered headings under which nothing of this exercise is named."""
    sections: list[list[int]] = [[]]
    numbered: list[bool] = [False]
    for index, item in enumerate(own):
        begins = _EXERCISE.match(item.sentence.text) is not None
        if begins or (index and own[index - 1].passage is not item.passage):
            sections.append([])
            numbered.append(begins)
        sections[-1].append(index)
    here = {names.total, *names.powers.values(), "no_grad", "stop"}
    others = [
        section
        for section, known in zip(sections, numbered, strict=True)
        if known and not any(t.tag in here for i in section for t in own[i].sentence.tokens)
    ]
    return [index for section in others for index in section] if len(others) < len(sections) else []
