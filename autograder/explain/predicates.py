"""What a clause affirms or denies.

A denial reaches the next predicate ("没有记录"), two cancel ("没有中断追踪"). Verbs that cut deny
what they cut, before or after it ("中断追踪", "追踪被中断"); so do False, None, 0 and nothing
after it. With no object of its own a cut is a predicate itself ("y2 被中断了").
"""

from __future__ import annotations

import re
from functools import lru_cache

from autograder.explain.denials import (
    CUTS,
    DERIVING,
    GAP,
    NEGATORS,
    PREDICATES,
    denials_after,
    denials_before,
    is_object,
    own_denied,
)
from autograder.explain.lexicon import is_own
from autograder.explain.sentences import Clause
from autograder.explain.words import Token

_CANNOT = re.compile(
    r"\b(?:can't|cannot|can not|couldn't|so|therefore|hence|thus|backward|backprop)\b"
)
_OUTSIDE = re.compile(r"\b(?:outside(?: of)?|out of)(?: the| this| that| any)?[\s`]*\Z")
_DERIVED = ("differentiat", "be deriv", "derivat", "derivable")
_ENGINE = re.compile("torch|autograd|engine|no_grad|引擎")
"""Whoever leaves a term out when it is these does not record it."""
_SET_ASIDE = re.compile(
    r"(?:使用|用|加上|加|写|放在|放|在|处于|的|of|the|using|use|with|any|a|in|inside|under|torch\.|有|掉|了|开启|this|"
    r"设置|经过|调用|通过|call|calling|这句|那句|这行|那行|这一行|代码|语句|\s|`)*"
)
_REMOVED = re.compile(r"去掉|去除|移除|取消|关闭|关掉|删|注释|remov|disabl|drop|omit|turn")
_GUARDED = re.compile(r"\b(?:in|inside|under|by|with)\b|在|被")
_QUOTED = re.compile(r"\s*(?:了|掉|the)?\s*`?with torch\.")
_HALTS = frozenset({"停", "停下", "停在", "停了", "停住", "止步", "卡住", "断路"})
"""What comes to a halt at a term does not go on through it."""
_WAYS = frozenset({"边", "有边", "通路", "通道", "桥梁", "链条", "传播链", "求导路径", "梯度路径"})
_PATHS = _WAYS | {"path", "route", "road", "way back", "way to x", "bridge"}
"""Where there is none, nothing comes back."""
_RELATIONS = frozenset(
    {
        "关系",
        "联系",
        "关联",
        "瓜葛",
        "依赖关系",
        "函数关系",
        "依赖",
        "connection",
        "relation",
        "relationship",
        "dependence",
    }
)
_DURING = re.compile(r"(?:时|的时候|的?过程|之时|期间|当中)(?!为|是|得|=)")
"""What follows "求导时" happens meanwhile, and is not said of it."""

Predicate = tuple[Token, bool]


@lru_cache(maxsize=512)
def predicates(clause: Clause) -> tuple[Predicate, ...]:
    """Return the predicates of a clause in order, each with whether it is affirmed."""
    words = clause.tokens
    found: list[Predicate] = []
    used: set[int] = set()
    for index, token in enumerate(words):
        if is_own(token.tag):
            found.append((token, not own_denied(words, index)))
            continue
        if token.tag not in PREDICATES or token.tag in CUTS or is_object(words, index):
            continue
        if token.text in DERIVING and _DURING.match(clause.source, token.end):
            continue
        if token.tag == "no_grad":
            found.append((token, not _set_aside(clause, index)))
            continue
        # "传不到" is denied in itself, and no 不 goes with it.
        inborn = token.tag in {"unflow", "untracked"} and "不" in token.text
        group = [] if inborn else denials_before(words, index) or denials_after(words, index)
        used.update(group)
        found += _meant(token, clause, index, group)
        backwards = any(word.tag == "backprop" for word in words[:index])
        if backwards and token.text in DERIVING and found[-1:] == [(token, False)]:
            # What backward does not differentiate brings nothing back.
            found.append((_as("flow", token), False))
    for index, token in enumerate(words):
        if token.tag in CUTS and index not in used:
            affirmed = len(denials_before(words, index)) % 2 == 0
            if token.tag == "ignore":
                # What is left out does not flow back, whether or not it is tracked.
                found.append((_as("flow", token), not affirmed))
                if _ENGINE.search(clause.source, clause.start, token.start):
                    found.append((_as("track", token), not affirmed))
            else:
                found.append((token, affirmed))
                if affirmed and token.text in _HALTS:
                    found.append((_as("flow", token), False))
    return tuple(found)


def _as(tag: str, token: Token) -> Token:
    return Token(tag, token.start, token.end, token.text)


def _meant(token: Token, clause: Clause, index: int, group: list[int]) -> list[Predicate]:
    words = clause.tokens
    affirmed = len(group) % 2 == 0
    cut = any(
        words[place].tag == "stop" and not words[place].text.startswith("remov") for place in group
    )
    if token.tag == "know":
        # "autograd 不知道 y2" is said of autograd; "可以看到" of the reader.
        if affirmed:
            return []
        # What backward does not know of, it brings nothing back from.
        blind = any(word.tag == "backprop" for word in words[:index])
        return [(_as("track", token), False), *([(_as("flow", token), False)] if blind else [])]
    if token.tag == "constant" and clause.source[: token.start].rstrip(" a").endswith(
        ("+", "plus")
    ):
        # "x**2 + constant" does not make a constant of x**2.
        return []
    if token.tag == "depend":
        return [] if affirmed else [(_as("graph", token), False), (_as("constant", token), True)]
    if token.tag == "join" and group and any(word.tag == "graph" for word in words[:index]):
        return [(_as("graph", token), affirmed)]
    if token.tag == "graph" and affirmed and token.text in _WAYS:
        # A way that is named is not yet said to exist.
        return []
    if token.tag == "graph" and not affirmed and token.text in _PATHS:
        return [(token, False), (_as("flow", token), False)]
    if token.tag == "graph" and token.text in _RELATIONS:
        return [(token, affirmed), *([] if affirmed else [(_as("constant", token), True)])]
    if token.tag == "track" and token.text in DERIVING and _zero_number(words, group):
        return [(_as("grad", token), False)]
    if token.tag == "untracked":
        # "被排除在计算图之外" says it twice, and does not take it back.
        denied = sum(words[place].tag not in CUTS for place in group) % 2 == 1
        blind = not denied and any(word.tag == "backprop" for word in words[:index])
        return [(_as("track", token), denied), *([(_as("flow", token), False)] if blind else [])]
    if token.tag == "unflow":
        # "tracking stops at y2" says that y2 is not tracked, either.
        stops = [(_as("flow", token), not affirmed)]
        tracking = any(word.tag == "track" for word in words[:index])
        if tracking and token.text.isascii():
            stops.append((_as("track", token), not affirmed))
        return stops
    if token.tag == "grad" and group:
        first = min(group)
        lowest, highest = sorted((first, index))
        between = words[lowest:highest] if first < index else words[index : max(group) + 2]
        without = any(words[place].text in {"without", "w/o", "off"} for place in group)
        if cut or without or any(word.tag in {"compute", "join", "on"} for word in between):
            tracked = (_as("track", token), affirmed)
            # "the gradient of x**3 is not calculated": there is none, either.
            none = first > index and not cut and not affirmed and token.text.isascii()
            return [tracked, (token, False)] if none else [tracked]
    if token.text.startswith(_DERIVED) and not affirmed and _CANNOT.search(clause.text):
        return [(token, False), (_as("flow", token), False)]
    if token.tag == "backprop":
        return [(_as("flow" if group else "backprop", token), affirmed)]
    if token.tag == "flow" and cut:
        return [(token, affirmed), (_as("track", token), affirmed)]
    return [(token, affirmed)]


def _set_aside(clause: Clause, index: int) -> bool:
    """Whether no_grad is not used, or is taken away: "不使用 no_grad", "remove no_grad"."""
    guard = clause.tokens[index]
    if _OUTSIDE.search(clause.source, clause.start, guard.start):
        return True
    for token in reversed(clause.tokens[:index]):
        if token.tag not in NEGATORS:
            continue
        between = clause.source[token.end : guard.start]
        if _SET_ASIDE.fullmatch(between) is None:
            continue
        if token.tag == "not":
            return True
        if _REMOVED.match(token.text) is None:
            return False
        # "去掉 with torch.no_grad()" takes it away; "is removed with torch.no_grad()" does not.
        quoted = _QUOTED.match(between) and not token.text.endswith(("d", "s"))
        return bool(quoted) or _GUARDED.search(between) is None
    after = clause.tokens[index + 1 :]
    if any(token.tag in PREDICATES - CUTS for token in after):
        return False
    return any(
        token.tag == "stop"
        and _REMOVED.match(token.text)
        and not token.text.endswith("s")
        and token.start - guard.end <= GAP
        for token in after
    )


def _zero_number(words: tuple[Token, ...], group: list[int]) -> bool:
    return bool(group) and all(words[place].tag in {"number", "zero"} for place in group)
