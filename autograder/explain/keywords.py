"""Tells a list of keywords from a statement.

What it checks: "no_grad, requires_grad, 计算图, 梯度" has three keywords or more and nothing that
says something of them. Denials, reasons, "only", copulas and leftover words make a statement.
"""

from __future__ import annotations

import re

from autograder.explain.blanks import NAMES, parted
from autograder.explain.fragments import ARROW, FINITE, has_finite_verb, is_about
from autograder.explain.lexicon import is_own
from autograder.explain.normalise import normalise
from autograder.explain.sentences import Sentence
from autograder.explain.words import Names

_SEPARATORS = re.compile(r",(?![^\[\]\n]*\])|[，、;；/|\n&+]|\s{2,}|\band\b|和|与|以及")
_LEAD = re.compile(
    r"[\s#]*(?:关键词|关键字|知识点|keywords?|key\s?words?|tags?|topics?|concepts?)\s*[:：\s]\s*"
)
_EQUATION = re.compile(r"=(?!\s*(?:true|false))|[是为得]|(?:\d|term|part)\s*:\s*[a-z]")
_FUNCTION_WORDS = re.compile(
    r"\b(?:an?|i|we|it|is|are|was|were|to|from|in|into|by|has|have)\b"
    r"|\b[a-z]+(?:ed|s) (?:the )?(?:y\d|x\*\*\d)"
)
_PARTICLE = re.compile("[在把将对从到里上得]")
"""What makes a statement of a word of the assignment's own: "在 x.grad 里累加"."""
_CUT_OFF = re.compile(r"(?:y\d|x\*\*\d)\s?(?:被|已|脱离|退出|离开|断开)")
"""Whoever says of a term that it is cut off states something."""
_VERB_AND_OBJECT = re.compile(r"[a-z]{2,}(?:s|ed) (?:the|an?|its|their|all|every|each)\b")
"""No list has an article behind a word in -s: "picks the row" is said of somebody."""
_MARKS = re.compile(r",(?![^\[\]\n]*\])|[、;；/|\n&+]")
_NAME_BEFORE = re.compile(r"[a-z_.]\)? ?\Z|\(\) ?\Z")
_NAME_AFTER = re.compile(r" ?[a-z_]")
_VERBS = frozenset({"affect", "compute", "flow", "ignore", "stop", "track"})
_MOST_LEFT = 2
_FEWEST = 3
_JUDGING = ("not", "because", "so", "but", "if", "pronoun")
_TELLING = ("only", "number")


def keyword_count(sentence: Sentence, names: Names, *, in_list: bool = False) -> int:
    """Return how many keywords the sentence lists, or 0 when it states something.

    Within a list (`in_list`), "只有 y1" and "2x" are entries too; so are words of the titles that
    `names` knows.
    """
    text = sentence.text
    lead = _LEAD.match(text)
    body = text[lead.end() :] if lead else text
    # Whoever writes "关键词：" before it says that it is a list.
    in_list = in_list or (lead is not None and bool(lead.group().strip(" #")))
    judging = _JUDGING if in_list else _JUDGING + _TELLING
    if any(clause.has(*judging) for clause in sentence.clauses):
        return 0
    if sentence.question or _EQUATION.search(body):
        return 0
    if lead is None and is_about(sentence):
        return 0
    if ARROW.search(body) or _CUT_OFF.search(body) or _VERB_AND_OBJECT.search(body):
        return 0
    items = [item.strip(" .。()`*\"'") for item in _SEPARATORS.split(body)]
    items = [item for item in items if item]
    # Blanks between Chinese words are in the wording alone.
    words = parted(sentence, names) if len(items) == 1 else []
    if len(words) > 1:
        if (
            _FUNCTION_WORDS.search(items[0])
            or FINITE.search(items[0])
            or has_finite_verb(sentence.tokens)
        ):
            return 0
        if _PARTICLE.search(items[0]) and any(is_own(token.tag) for token in sentence.tokens):
            return 0
        spaced = [normalise(word).text.strip() for word in words]
        items = [item for item in spaced if item in body] or items
    if not items or _has_object(sentence):
        return 0
    left = [_left_over(item, sentence, names, in_list) for item in items]
    return len(items) if sum(left) <= _MOST_LEFT else 0


def _has_object(sentence: Sentence) -> bool:
    """Whether a Chinese verb stands between two names: "eval() 影响 Dropout 和 BatchNorm"."""
    text = sentence.source.text
    return _MARKS.search(sentence.text) is None and any(
        (token.tag in _VERBS or is_own(token.tag))
        and not token.text.isascii()
        and _NAME_BEFORE.search(text, sentence.start, token.start)
        and _NAME_AFTER.match(text, token.end)
        for token in sentence.tokens
    )


def is_keyword_list(found: list[Sentence], names: Names) -> bool:
    """Whether sentences that hold nothing but keywords make a list together."""
    return sum(keyword_count(sentence, names) for sentence in found) >= _FEWEST


def _left_over(item: str, sentence: Sentence, names: Names, in_list: bool) -> int:
    """Characters of an item that belong to no keyword; English words weigh three."""
    place = sentence.text.find(item) + sentence.start
    inside = [t for t in sentence.tokens if place <= t.start and t.end <= place + len(item)]
    if any(t.tag in {"also", "all", "should", "actual"} for t in inside):
        return _MOST_LEFT + 1
    verbs = [t for t in inside if t.tag in {"stop", "flow", "track", "constant", "join"}]
    if len(verbs) > 1 and not in_list:
        return _MOST_LEFT + 1
    rest = item
    for token in sorted(inside, key=lambda token: -token.start):
        first = token.start - place
        rest = rest[:first] + " " + rest[first + len(token.text) :]
    rest = names.without_topics(NAMES.sub(" ", rest))
    words = re.findall(r"[a-z]{2,}", rest)
    return 3 * len(words) + len(re.findall("[\u3400-\u9fff]", rest.replace("的", "")))
