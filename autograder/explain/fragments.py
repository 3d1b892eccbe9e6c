"""Tells short items without a sentence between them from statements.

"不追踪、不回传、只有 x²、2x" and "no_grad, not tracked, only x**2" name what an answer would speak
of and leave to the reader who does what. Judged is each item: one that names a subject and says
something of it makes a statement of its sentence, and so does whatever connects items ("so").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from autograder.explain.blanks import parted
from autograder.explain.sentences import Sentence
from autograder.explain.words import Names, Token

_SEPARATORS = re.compile(r",(?![^\[\]\n]*\])|[，、;；/|\n&]|\s\+\s|->|=>|→|⇒|\s-\s")
_BLANK = re.compile("(?<=[\u3400-\u9fff])[ \u3000]+(?=[\u3400-\u9fff])")
_LEAD = re.compile(
    r"[\s#*`\"]*(?:关键词|关键字|知识点|要点|原因(?:分析)?|分析|答案?|keywords?|key\s?(?:words?|points?)|tags?|topics?|"
    r"concepts?|reasons?|explanation|analysis|answer)\s*[*]*[:：]\s*"
)
_ABOUT = re.compile(r"[^,，、;；:：\n]{1,24}[:：]\s*\S")
"""What is said of something: "no_grad：不追踪"; a label of the reader's own is a lead."""
_CONNECTS = frozenset({"because", "so", "but", "if", "pronoun", "while", "hedge", "should"})
_ENGLISH = re.compile(r"[a-z][a-z_']*")
_CHINESE = re.compile("[\u3400-\u9fff]")
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|can|will|cannot|\w+n't|gets?|got|i|we|you|"
    r"an? (?=[a-z])|to|by|that|there|from|into|then|more|again|lets?|must|should|needs|uses|saves|"
    r"keeps|frees|stores|adds|gives|makes|stays|requires|depends|becomes|returns|computes|contains|"
    r"sets|clears|raises|changes|picks|selects|shares|copies|affects|works|remains|means)\b"
    r"|\b[a-z]+[^s\W]s (?:the|its|this|that|these|all|every|each)\b"
    r"|\b(?:gradients|they|buffers|parameters|tensors) (?:\w+ly )?[a-z]{3,}"
    r"(?: (?:in|up|over|on|across|with|when|and|not)\b|[.,]?\Z)"
    r"|\b(?:retain|keep|zero|clear|reset|use|call|set|cut|remember|free) (?:the|its|it|them|x)\b"
)
_SUBJECT_VERB = re.compile(
    "(?<=[\u3400-\u9fff])(?:[被会是]|(?:还|需|必须|应|先)?要(?![求点素义])|得到|得出|一样|相同|一致|相等|一模一样)|[了着]"
    r"|(?<=[a-z)]) ?(?:不|没有?|未|无法|会|能|可以|就|也|都|需要|必须)|^\s*(?:会|就会|可以|能)"
    r"|(?<=[\u3400-\u9fffa-z]) ?(?:依赖|用到|使用的是|检查|绕过|读取)(?= ?[a-z\u3400-\u9fff])"
)
_VERB_AND_OBJECT = re.compile(
    r"[a-z]{2,}(?:s|ed) (?:the|an?|its|their|all|every|each|it|them|\d+)\b"
)
_NUMBER = re.compile(r"[\s\d.+*=()\[\]]+")
"""A bare result belongs to what stands before it."""
_EQUATION = re.compile(r"[a-z)] ?= ?(?!true|false|none)[a-z]|\d ?(?:\+|加|和|plus|and|times) ?\d")
"""What is set equal to a formula; "requires_grad=False" but names a state."""
_MOST_WORDS = 5
_MOST_CHARACTERS = 10
_MOST_UNKNOWN = 2
_FEWEST = 3
_LONGEST_WORD = 4
_SOME = 4
_DENIES = frozenset({"not", "only", "remain", "false", "none", "true"})
_JOINING = re.compile(r"[是为等即得使让]|=")
ARROW = re.compile(r"->|=>|→|⇒")
_MANY = 6
_MARKS = " .。:：()`*\"'#"
_VERBS = frozenset({"stop", "ignore", "track", "flow", "know", "compute", "on"})
_QUALIFIES = frozenset({"only", "remain", "number", "addend", "and", "output", "all"})
"""What may stand beside a term in an item that says nothing of it: "只有 y1", "x**2 alone"."""


def fragment_lists(found: list[Sentence], names: Names, *, lines: bool) -> list[Sentence]:
    """Return the sentences that make lists of fragments, three items or more each.

    With `lines`, items may also stand one to a line; otherwise a list must stand on one.
    """
    listed: list[Sentence] = []
    for _, together in groupby(found, key=lambda s: (id(s.source), 0 if lines else s.line)):
        run: list[tuple[Sentence, int]] = []
        for sentence in [*together, None]:
            count = 0 if sentence is None else _fragments(sentence, names)
            if sentence is not None and count:
                run.append((sentence, count))
                continue
            if sum(count for _, count in run) >= _FEWEST:
                listed += [one for one, _ in run]
            run = []
    return listed


def _fragments(sentence: Sentence, names: Names) -> int:
    """How many items the sentence lists, or 0 when one of them states something."""
    if sentence.question or sentence.heading:
        return 0
    if ARROW.search(sentence.text):
        # "y2 → no grad_fn" says something of y2.
        return 0
    lead = _LEAD.match(sentence.text)
    first = lead.end() if lead else 0
    if lead is None and is_about(sentence):
        return 0
    if any(token.tag in _CONNECTS for token in sentence.tokens):
        return 0
    if _VERB_AND_OBJECT.search(sentence.text):
        return 0
    spaced = _spaced(sentence, names)
    if spaced >= _SOME and _all_short(sentence):
        return spaced
    bare = _bare_words(sentence, names)
    if bare >= _SOME:
        return bare
    if spaced >= _MANY and not _says_anything(sentence, names):
        return spaced
    items = []
    for match in re.finditer(rf"(?:(?!{_SEPARATORS.pattern}).)+", sentence.text[first:], re.DOTALL):
        start, text = sentence.start + first + match.start(), match.group()
        text = text.strip(_MARKS) and text
        if text and not _NUMBER.fullmatch(text):
            items.append((start, text))
    if not items or any(not _is_fragment(start, text, sentence, names) for start, text in items):
        return 0
    return max(len(items), spaced)


def _spaced(sentence: Sentence, names: Names) -> int:
    """How many items blanks part, where the student wrote no other mark."""
    if _SEPARATORS.search(sentence.quote) or not _CHINESE.search(sentence.quote):
        return 0
    words = parted(sentence, names)
    if len(words) >= _MANY:
        return len(words)
    return 1 + len(_BLANK.findall(sentence.quote))


def _all_short(sentence: Sentence) -> bool:
    """Whether blanks part single words only, none of which says something of another."""
    if _JOINING.search(sentence.text) or any(t.tag in _DENIES for t in sentence.tokens):
        return False
    return all(len(_CHINESE.findall(word)) <= _LONGEST_WORD for word in sentence.quote.split())


def _bare_words(sentence: Sentence, names: Names) -> int:
    """How many words stand in a row with blanks between, each a keyword and none a verb in use:
    "interrupt tracking no_grad constant gradient 2"."""
    text = sentence.text.strip(" .。")
    if _SEPARATORS.search(text) or _JOINING.search(text) or FINITE.search(text):
        return 0
    if any(token.tag in _DENIES for token in sentence.tokens) or has_finite_verb(sentence.tokens):
        return 0
    if len(parted(sentence, names)) < len(sentence.quote.split()):
        return 0
    roles = {names.total, names.wrt, *names.powers.values()}
    for before, token in pairwise(sentence.tokens):
        # "y2 untracked", "cube cut off" say something of a term.
        if _names_a_role(before, roles) and not _names_a_role(token, roles | {"number", "no_grad"}):
            return 0
    covered = [
        word
        for word in re.finditer(r"\S+", text)
        if any(
            t.start < sentence.start + word.end() and sentence.start + word.start() < t.end
            for t in sentence.tokens
        )
    ]
    words = len(text.split())
    return words if len(covered) == words else 0


def _says_anything(sentence: Sentence, names: Names) -> bool:
    roles = {names.total, names.wrt, *names.powers.values()}
    return (
        any(_names_a_role(token, roles) for token in sentence.tokens)
        or FINITE.search(sentence.text) is not None
        or _SUBJECT_VERB.search(sentence.text) is not None
    )


def _is_fragment(start: int, text: str, sentence: Sentence, names: Names) -> bool:
    english, chinese = _ENGLISH.findall(text), _CHINESE.findall(text)
    if len(english) > _MOST_WORDS or len(chinese) > _MOST_CHARACTERS:
        return False
    if FINITE.search(text) or _SUBJECT_VERB.search(text) or _EQUATION.search(text):
        return False
    inside = [t for t in sentence.tokens if start <= t.start and t.end <= start + len(text)]
    if not inside and text.strip(_MARKS) not in names.topics:
        return False
    roles = {names.total, names.wrt, *names.powers.values()}
    about = [token for token in inside if _names_a_role(token, roles)]
    said = [t for t in inside if t not in about and t.tag not in _QUALIFIES and t.tag not in roles]
    if has_finite_verb(inside) or (about and (said or "=" in text)):
        return False
    rest = text
    for token in sorted(inside, key=lambda token: -token.start):
        rest = rest[: token.start - start] + " " + rest[token.end - start :]
    rest = names.without_topics(rest)
    unknown = 2 * len(re.findall(r"[a-z_]{2,}", rest)) + len(_CHINESE.findall(rest))
    return unknown <= _MOST_UNKNOWN


def is_about(sentence: Sentence) -> bool:
    """Whether something is named and, behind a colon, something said of it."""
    about = _ABOUT.match(sentence.text)
    return about is not None and any(
        token.start < sentence.start + about.end() - 1 for token in sentence.tokens
    )


def has_finite_verb(inside: Sequence[Token]) -> bool:
    """Whether some word has a verb in -s behind it: "no_grad stops the tracking"."""
    return any(
        token.tag in _VERBS and token.text.isascii() and re.search(r"[^s]s\Z", token.text)
        for token in inside[1:]
    )


def _names_a_role(token: Token, roles: set[str]) -> bool:
    """Whether a word names a role; 2x is a formula, and only x**2 and y1 are names."""
    return (token.tag in roles or token.text in roles) and not token.text[0].isdigit()
