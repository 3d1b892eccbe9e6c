"""Which words of a clause deny which: in front of a predicate, behind it, or none.

A denial reaches the next predicate ("没有记录"); False, None, 0 and cuts reach back ("追踪被中断").
"""

from __future__ import annotations

from autograder.explain.lexicon import is_own
from autograder.explain.words import Token

CUTS = frozenset({"stop", "ignore"})
PREDICATES = CUTS | frozenset(
    [
        "track",
        "know",
        "untracked",
        "depend",
        "unflow",
        "graph",
        "grad_fn",
        "requires",
        "flow",
        "backprop",
        "join",
        "affect",
        "grad",
        "constant",
        "no_grad",
    ]
)
_FLOWS = frozenset({"flow", "affect", "join", "unflow"})
_SUBJECTS = frozenset({"it", "they", "we"})
NEGATORS = CUTS | {"not", "zero"}
_AFTER = CUTS | {"false", "none", "zero"}
_NEAR = 10
_FAR_ZERO = 32
_FAR_NOT = 12
_AUXILIARY = frozenset({"also", "all", "compute", "output"})
GAP = 8
DERIVING = frozenset({"求导", "求偏导", "求微分", "微分", "求梯度", "计算梯度", "梯度计算"})


def is_object(words: tuple[Token, ...], index: int) -> bool:
    """Whether a word only completes the verb beside it: "加到 x.grad", "进入计算图"."""
    token = words[index]
    near = [
        (place, other)
        for place, other in enumerate(words)
        if place != index
        and other.tag in _FLOWS
        and min(abs(other.start - token.end), abs(token.start - other.end)) <= _NEAR + 2
    ]
    if token.tag == "grad":
        return any(other.tag in _FLOWS for _, other in near)
    if token.tag == "join":
        after = words[index + 1] if index + 1 < len(words) else None
        return after is not None and after.tag == "graph" and after.start - token.end <= _NEAR
    return False


def denials_before(words: tuple[Token, ...], index: int) -> list[int]:
    """The denials in front of a predicate, nearest first."""
    group: list[int] = []
    for place in range(index - 1, -1, -1):
        token = words[place]
        if token.tag in NEGATORS:
            if group and token.text.startswith(("interruption", "detachment")):
                # "the interruption removes y2" denies once.
                break
            if token.tag == "zero" and any(w.tag == "remain" for w in words[place:index]):
                # "the zero comes from y2 being untracked"
                break
            if group and words[group[-1]].start - token.end > GAP:
                break
            group.append(place)
        elif group:
            if token.tag not in {"also", "compute", "all"}:
                break
        elif token.tag == "only":
            # "挡住以后只有 x² 的梯度": what is cut is not what remains.
            break
        elif token.tag == "grad" and (is_object(words, place) or _no(words, place)):
            # "no gradient is propagated" and "is tracked" deny the verb.
            continue
        elif (
            token.tag in {"no_grad", "false", "none"}
            or is_own(token.tag)
            or token.text in _SUBJECTS
            or (token.tag in PREDICATES and not _together(words, place, index))
        ):
            break
    return group


def _no(words: tuple[Token, ...], place: int) -> bool:
    """Whether "no" stands right before a word."""
    before = words[place - 1] if place else None
    return before is not None and before.text == "no" and words[place].start - before.end <= 1


def _together(words: tuple[Token, ...], first: int, second: int) -> bool:
    """Whether one denial reaches both: "不记录计算图", "no gradient flows"."""
    between = [token.tag for token in words[first + 1 : second]]
    near = words[second].start - words[first].end <= _NEAR
    return near and not any(tag in {"not", "stop", "also", "false"} for tag in between)


def denials_after(words: tuple[Token, ...], index: int) -> list[int]:
    """The denials behind a predicate: "requires_grad 为 False", "梯度没有被计算"."""
    group: list[int] = []
    for place in range(index + 1, len(words)):
        token = words[place]
        if token.tag in _AFTER or (token.tag == "number" and _is_zero(words, index, place)):
            if token.tag in CUTS and words[index].tag == "constant":
                return []
            following = words[place + 1].tag if place + 1 < len(words) else ""
            if token.tag in CUTS and following in PREDICATES - CUTS:
                return []
            return [*group, place]
        if is_object(words, place) or _tracking_of(words, index, place):
            continue
        if token.tag == "not":
            group.append(place)
        elif token.tag == "compute" and group:
            return group
        elif token.tag in PREDICATES or token.tag == "true" or is_own(token.tag):
            break
    return []


def own_denied(words: tuple[Token, ...], index: int) -> bool:
    """Whether a word of the assignment's own is denied: "不会被覆盖", "is_leaf 为 False".

    What is cut or prevented is not denied: "避免累加" takes for granted that it adds up.
    """
    denied = False
    after = words[index].start
    for token in reversed(words[:index]):
        if after - token.end > _FAR_NOT:
            break
        if token.tag == "not" or token.text == "nothing":
            denied = not denied
        elif token.tag not in (_AUXILIARY if denied else _AUXILIARY | {"grad", "on", "zero"}):
            break
        after = token.start
    for token in words[index + 1 :]:
        if token.tag == "false":
            return not denied
        if token.tag not in _AUXILIARY:
            break
    return denied


def _tracking_of(words: tuple[Token, ...], index: int, place: int) -> bool:
    """Whether a word only says of what: "tracking of the gradient is interrupted"."""
    token, other = words[index], words[place]
    near = other.start - token.end <= len(" of the ")
    return token.tag == "track" and other.tag == "grad" and place == index + 1 and near


def _is_zero(words: tuple[Token, ...], index: int, place: int) -> bool:
    number = words[place]
    return (
        (words[index].tag in {"grad", "flow", "affect"} or words[index].text in DERIVING)
        and number.start - words[index].end <= _FAR_ZERO
        and float(number.text.rstrip(".")) == 0.0
    )
