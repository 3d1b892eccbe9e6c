"""In which world a clause speaks.

"actual": what happens in the exercise. "counter": what would be if nothing were interrupted, or
what one might expect. "condition": an if-clause of such a world, which nobody states. "question".
A condition that is the exercise itself ("如果使用 no_grad", "when y2 is not tracked") opens the
actual world. Contrast and reasons ("但", "because", "实际上") lead back to it.
"""

from __future__ import annotations

import re

from autograder.explain.lexicon import is_own
from autograder.explain.predicates import predicates
from autograder.explain.sentences import Clause, Sentence
from autograder.explain.words import Token

_TIME = re.compile(r"(?:(?:时|的话|情况下|之前|前|then)\s*[,，:：]?|[:：])\s*$")
_PLAIN_TIME = re.compile(
    r"(?:都|均|也|被|仍|正常|全部?)\S{0,6}(?:追踪|跟踪|记录)\S{0,4}(?:时|的话|情况下)\s*[,，]?\s*$"
)
_AFTERWARDS = re.compile(r"[^,。;]{0,6}?(?:时|的话|情况下|之?后|以后|[:：])")
_BACK = re.compile(
    r"(?:加|用|使用|加上|加入)(?:了|上)?(?:它|此句)?(?:之后|后|时|以后)|^\s*with (?:it|that)\b"
)
_WITH = re.compile(r"\bwith (?:the |full |normal |usual |its |gradient |grad )*track")
_COURSE = re.compile(
    r"when(?:ever)? (?:(?:we|you|i|it|pytorch|autograd|the (?:engine|program|code)) )?"
    r"(?:is |are |do |does )?"
    r"(?:(?:call|runn?|comput|calculat|build|differentiat|evaluat|perform|propagat|creat|execut|go|walk|"
    r"construct|appl|backpropagat)(?:ing|e?s)?\b|do(?:ing|es) |"
    r"(?:the )?(?:y3\.)?(?:backward|backprop|gradient of y3))"
)
"""What goes on in any case sets no condition: "when building the graph", "when we call"."""
_ALL = re.compile(
    r"(?:\(|with |version|case|run|when )[^,.;]{0,12}\b(?:everything|both|fully|"
    r"all(?: the| of the)? (?:ops|operations|terms|parts|steps|things)|"
    r"the whole \w+)\b[^,.;]{0,24}\b(?:track|record|traced|differentiated)"
)
_LOCAL = frozenset({"rather than", "instead of", "in place of"})
_MISHAP = re.compile(
    r"\b(?:first|initially|originally|beginning|before|previously|earlier)\b[^.]{0,40}\b\w*error\b"
    r"|\b\w*error\b[^.]{0,20}\b(?:at first|initially|originally|in the beginning|before)\b"
)
"""An error on the way to the answer is told of, not claimed."""
_MISTAKEN = re.compile(
    r"\b(?:wrong|mistake|mistaken|incorrect|tempting|easy) to (?:just |simply )?"
    r"(?:expect|think|assume|say|believe|answer|conclude)\b[^,.;:]*"
)
"""An answer that is warned of is left behind where its clause ends."""
_STATES = frozenset({"track", "no_grad", "stop", "requires", "graph", "grad_fn", "constant"})
_UNASKED = re.compile(
    r"(?:不|没有?|若未)(?:加上?|设置?|设为|写|指定|添加)[^,。;xy]{0,4}requires_grad"
)
_CONCLUDING = frozenset({"说明", "可见", "由此可见"})
_WHEN = frozenset({"当", "when", "whenever", "一旦", "只要", "as long as", "in case"})


def worlds_of(sentence: Sentence, following: Sentence | None = None) -> list[str]:
    """Return the world of each clause of a sentence; `following` is the sentence after it."""
    if sentence.question:
        return ["question"] * len(sentence.clauses)
    if _MISHAP.search(sentence.text):
        return ["counter"] * len(sentence.clauses)
    worlds: list[str] = []
    world = "actual"
    clauses = sentence.clauses
    warned = (
        [m.span() for m in _MISTAKEN.finditer(clauses[0].source, sentence.start, sentence.end)]
        if clauses
        else []
    )
    for index, clause in enumerate(clauses):
        if clause.has("whether"):
            worlds.append("question")
            continue
        if clause.has("if") and _is_condition(clause):
            world = "actual" if _interrupts(clause) else "counter"
            last = index == len(clauses) - 1
            if (not clause.after_mark or last) and worlds and world == "counter":
                worlds[-1] = "counter"
            worlds.append("actual" if world == "actual" else "condition")
            continue
        if (
            clause.has("but", "actual", "because")
            or _concludes(clause)
            or _uses_no_grad(clause)
            or _enters(clause)
        ):
            world = "actual"
        if _leaves(clause):
            if not clause.after_mark and worlds:
                worlds[-1] = "counter"
            worlds.append("condition" if _TIME.search(clause.text) else "counter")
            world = "counter"
            continue
        if clause.has("hedge"):
            if any(a <= clause.start < b or clause.start <= a < clause.end for a, b in warned):
                worlds.append("counter")
                continue
            if all(token.text in _LOCAL for token in clause.tokens if token.tag == "hedge"):
                # "2 rather than 5" compares and goes on.
                worlds.append("counter")
                continue
            world = "counter"
        elif clause.has("should") and _contrast_follows(clauses[index + 1 :], following):
            worlds.append("counter")
            continue
        worlds.append(world)
    return worlds


def _warnings(sentence: Sentence) -> list[tuple[int, int]]:
    """The spans in which the sentence warns of an answer."""
    source = sentence.source.text
    return [match.span() for match in _MISTAKEN.finditer(source, sentence.start, sentence.end)]


def _concludes(clause: Clause) -> bool:
    """Whether the clause draws from what was observed: "说明", "可见", "which shows"."""
    return any(token.tag == "so" and token.text in _CONCLUDING for token in clause.tokens)


def _is_condition(clause: Clause) -> bool:
    """Whether "当", "when" or "if" opens a condition here."""
    first = next(token for token in clause.tokens if token.tag == "if")
    if first.text == "had":
        return clause.tokens[0] is first
    if _COURSE.match(clause.source, first.start):
        return False
    if first.text in _WHEN:
        return any(token.tag in _STATES for token, _ in predicates(clause))
    return True


def _interrupts(clause: Clause) -> bool:
    """Whether the condition is the exercise: tracking interrupted, or no_grad used."""
    kinds = predicates(clause)
    guards = [affirmed for token, affirmed in kinds if token.tag == "no_grad"]
    if guards:
        return guards[0]
    states = [
        affirmed == (token.tag in {"stop", "constant"})
        for token, affirmed in kinds
        if token.tag not in {"grad", "backprop"} and not is_own(token.tag)
    ]
    if states:
        return states[0]
    denials = [affirmed for token, affirmed in kinds if token.tag == "grad"]
    return bool(denials) and not denials[0]


def _uses_no_grad(clause: Clause) -> bool:
    return any(token.tag == "no_grad" and affirmed for token, affirmed in predicates(clause))


def resumes(clause: Clause) -> bool:
    """Whether the clause takes up what was set aside before: "加上之后", "with it"."""
    return _BACK.search(clause.text) is not None


def _enters(clause: Clause) -> bool:
    """Whether the clause comes (back) to the exercise: "中断后", "加上之后", "with it"."""
    if resumes(clause):
        return True
    return any(
        _AFTERWARDS.match(clause.source, end, clause.end) for end, cut in _cuts(clause) if cut
    )


def _cuts(clause: Clause) -> list[tuple[int, bool]]:
    """Where each word of cutting ends, and whether it cuts ("中断") or does not ("没有中断")."""
    words = clause.tokens
    return [
        (token.end, not (index and words[index - 1].tag == "not" and _adjacent(words, index)))
        for index, token in enumerate(words)
        if token.tag == "stop"
    ]


def _adjacent(words: tuple[Token, ...], index: int) -> bool:
    return words[index].start - words[index - 1].end <= 3


def _leaves(clause: Clause) -> bool:
    """Whether the clause sets the interruption aside: "不使用 no_grad 时", "两项都被追踪时"."""
    kinds = predicates(clause)
    if any(token.tag == "no_grad" and not affirmed for token, affirmed in kinds):
        return True
    if _ALL.search(clause.source, max(0, clause.start - 1), clause.end) and not clause.has(
        "not", "stop", "untracked"
    ):
        return True
    if _WITH.search(clause.text) and any(t.tag == "track" and affirmed for t, affirmed in kinds):
        return True
    if _PLAIN_TIME.search(clause.text) and not clause.has("not"):
        return True
    if not clause.has("not"):
        return False
    if _UNASKED.search(clause.text):
        return True
    uncut = any(
        not cut and _AFTERWARDS.match(clause.source, end, clause.end) for end, cut in _cuts(clause)
    )
    if _TIME.search(clause.text) is None:
        return uncut
    doubly = clause.has("stop") and any(
        token.tag in {"track", "flow", "graph"} and affirmed for token, affirmed in kinds
    )
    return uncut or doubly


def _contrast_follows(rest: tuple[Clause, ...], following: Sentence | None) -> bool:
    if any(clause.has("but", "actual", "because") for clause in rest):
        return True
    return (
        following is not None
        and bool(following.clauses)
        and following.clauses[0].has("but", "actual")
    )
