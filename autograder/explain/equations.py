"""Finds what students state to be equal to what: "x.grad 为 2", "dy3/dx = 2x = 2", "输出 5".

Each has an owner, whose derivative or value it is: a role of the assignment, or "" where the
sentence names none ("结果是 2").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.explain.sentences import Clause, Sentence
from autograder.explain.words import Names, Token, role_of_letter

_NUMERALS = {"零": 0.0, "二": 2.0, "两": 2.0, "三": 3.0, "四": 4.0, "五": 5.0, "六": 6.0, "七": 7.0}
_WORDS = {"zero": 0.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0}
_PART = r"(?:[-+]\s*)?(?:\d|x(?![a-z_.])|\((?=[\s\dx(+-]*[\dx]))[\dx.+\-*/() ]*"
_TENSOR = r"tensor\s*\(\s*\[*\s*[-+]?\d+(?:\.\d*)?[^)\n]*\)?"
_CHAIN = re.compile(
    rf"(?<![a-z0-9_.])(?P<chain>(?:{_TENSOR}|{_PART})(?:\s*=\s*(?:{_TENSOR}|{_PART}))*)"
    r"|(?P<numeral>[零二两三四五六七](?![\u3400-\u9fff]))"
    r"|(?P<word>\b(?:zero|two|three|four|five|six|seven)\b(?!\s+[a-z]))"
    r"|(?P<none>(?<![a-z_])(?:none|null)(?![a-z_])|空值?(?![\u3400-\u9fff])|空(?=[,。.]|$))"
)
_SIDE_BY_SIDE = re.compile(r"\d\.?\s+\d")
_INSIDE_WORD = re.compile(r"[a-z0-9_.]")
_POWER_OF = re.compile(r"\(?x\*\*\d\)?\s*")
_NAMED = re.compile(r"\s*(?:['\u3400-\u9fff]|[a-z])")
_JOINS_ON = re.compile(r"\s*(?:and|but|so|because|since|which|while)\b")
_PRIME = re.compile(r"(?<![a-z])([a-z]\d?)\s*'\s*(?:\(\s*x\s*\))?\s*=\s*$")
_INSIDE_SUM = re.compile(r"[a-z0-9)'] *$")
_AFTER_WORDS = re.compile("[\u3400-\u9fff] *$")
_OTHER_LETTER = re.compile(r"(?:\s?\*\s?)?[a-z]\d?(?![a-z0-9_])")
_VERB = re.compile(r"[是为=得即:]|等于|\b(?:is|was|are|equals?|gives?|becomes?)\b")
_ASIDE = re.compile(r"([-+]?\d+(?:\.\d+)?)\s*\([\d+*\s=.]*\)?")
_COUNTED = re.compile(
    r"\s*(?:个|次(?!方|幂)|项|种|步|行|点|层|倍|部分|章|节|条|terms?\b|times\b|parts?\b|branch|steps?\b|ways?\b|%)"
)
_COPULA = re.compile(
    r"""[\s"'`*]*(?:的)?(?:值|结果|数值|大小|输出|values?)?(?:\s*\(?(?:x\.grad|dy3?/dx|即)\)?)?[\s,]*
    (?:最终|最后|仍然|仍|还|依然|依旧|照样|就|便|都|也|则|只|变|计算|应该|应当|应|会|将|实际上|实际|现在|的|依然|确实|当然|自然|从而|真正|恰好|
       then|now|only|just|still|(?:that\s)?(?:we|i)\s(?:got|get|obtain(?:ed)?|have|see)|obtained|computed|reported|printed|really|actually|finally|therefore|thus|indeed|here|simply|\s)*
    (?:是|为|=+|等于|得到|得出|得|成|成了|变成|变为|成为|有|约为|:|即|即为|就是|→|->|
       is|was|are|be|equals?|equal\sto|becomes?|became|ended\sup\s(?:as|being)|turned\s(?:in)?to|
       (?:drop|fall|went|go|change|shrink|reduce)(?:s|es|ed|d)?\sto|fell\sto|will\sbe|would\sbe|should\sbe|must\sbe|to\sbe|being|
       (?:comes|came)\sout\s(?:as|to\sbe)|turn(?:s|ed)\sout\sto\sbe|gives?|gave|yields?|shows?|has\s(?:the\s)?value|of|as|
       outputs?|prints?|returns?|can\sbe|could\sbe)?
    (?:了|到|出|\sequal\sto|\sonly|\sjust|\sstill|\snow|\sactually|\salways|\sagain|\s+the\svalue|\sto\sbe|\sabout)?[\s"'`*:了只]*(?:a\s|an\s)?""",
    re.VERBOSE,
)
_BARE_COPULA = re.compile(
    r"(?:运行|程序|代码|上面|上述|执行|后|我们|我|所以|因此|因而|于是|故|最终|最后|结果|实际上?|才|就|只|便|却|而|它|其|这|,|:|\s|so|thus|hence|therefore|and|but|"
    r"it|we|that|this|which|i|actually|really|finally|only|just|now|然后|从而|也就|由此|可|是因为|为什么|will|can)*"
    r"(?:是|为|等于|得到|得出|得|变成|变为|=|is|was|equals?|becomes?|gets?|got|obtain(?:s|ed)?|gives?|yields?|leaving|prints?|be)"
    r"(?:了|到|\s)*(?:a\s)?"
)
_OF = re.compile(
    r"\s*(?:of|for|on|at|in)\s+(?:the\s+)?(?P<who>[a-z_]\w*(?:\s*\*\*\s*\d)?)(?:\s*\(?x?\)?)?"
    r"(?:[\s,]*(?:=[^,;]*?)?(?:with respect to|w\.?\s?r\.?\s?t\.?|wrt|to|regarding|over|for)"
    r"\s+(?:the\s+)?x)?"
)
_WRT = re.compile(
    r"[\s,]*(?:with respect to|w\.?\s?r\.?\s?t\.?|wrt|关于|对|at)\s*x(?:\s*=\s*\d(?:\.\d*)?)?"
)
_TO_X = re.compile(
    r"(?:对|关于|于|with respect to|wrt|w\.r\.t\.?|to)\s*(?:x|自变量|输入)?\s*(?:求)?的?\s*$"
)


@dataclass(frozen=True)
class Equation:
    """`owner` "is" `parts`, as texts, left to right; `numbers` are the ones spelt out in words.

    `kind` is "gradient" (of the owner), "output" (what the program shows) or "bare" (a chain that
    stands alone). `none` is True for "is None". `clause` is the index in the sentence.
    """

    owner: str
    kind: str
    parts: tuple[str, ...]
    none: bool
    start: int
    end: int
    clause: int


def equations(sentence: Sentence, names: Names) -> Iterator[Equation]:
    """Yield the equations of a sentence, in order."""
    text = sentence.source.text
    words = sentence.tokens
    terms = set(names.powers.values())
    for match in _CHAIN.finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        raw = match.group()
        if start and _INSIDE_WORD.match(text[start - 1]) and raw[:1] != "(":
            continue
        if _COUNTED.match(text, end) and "=" not in raw and "x" not in raw:
            continue
        if _SIDE_BY_SIDE.search(raw) and not match.group("chain").startswith("tensor"):
            # "6 12 18" lists numbers, of which none is the one.
            continue
        before = text[sentence.start : start]
        if _OTHER_LETTER.match(text, end):
            # "2u" is a formula in another variable.
            continue
        if raw[0] in "+-" and _INSIDE_SUM.search(before):
            continue
        if raw[0] == "+" and _AFTER_WORDS.search(before):
            # "y1 的梯度 + 0 = 2": the first of the terms is in words.
            continue
        number = _clause_index(sentence.clauses, start)
        head = _head(sentence, words, start, number, names)
        if _POWER_OF.fullmatch(raw) and _NAMED.match(text, end):
            of_a_term = head is not None and head[1] == "gradient" and head[0] in terms
            if not (of_a_term and _JOINS_ON.match(text, end)):
                continue
        parts = _parts(match)
        if head is None:
            if len(parts) < 2:
                continue
            head = ("", "bare")
        yield Equation(head[0], head[1], parts, match.group("none") is not None, start, end, number)


def _parts(match: re.Match[str]) -> tuple[str, ...]:
    if match.group("numeral"):
        return (str(_NUMERALS[match.group()]),)
    if match.group("word"):
        return (str(_WORDS[match.group()]),)
    if match.group("none"):
        return ()
    return tuple(_plain(part) for part in match.group().split("=") if part.strip())


def _plain(part: str) -> str:
    found = re.match(r"\s*tensor\s*\(\s*\[*\s*([-+]?\d+(?:\.\d*)?)", part)
    if found is not None:
        return found.group(1)
    part = part.strip()
    aside = _ASIDE.fullmatch(part)
    if aside is not None:
        return aside.group(1)
    # A bracket that opens before the number or closes after it belongs to the sentence.
    while part.count(")") > part.count("(") and part.endswith(")"):
        part = part[:-1].rstrip()
    while part.count("(") > part.count(")") and part.endswith("("):
        part = part[:-1].rstrip()
    return part.rstrip("+-*/ .") if not re.fullmatch(r"\d+\.", part) else part[:-1]


def _clause_index(clauses: tuple[Clause, ...], place: int) -> int:
    index = 0
    for number, clause in enumerate(clauses):
        if clause.start <= place:
            index = number
    return index


def _head(
    sentence: Sentence, words: tuple[Token, ...], start: int, number: int, names: Names
) -> tuple[str, str] | None:
    text = sentence.source.text
    clause = sentence.clauses[number] if sentence.clauses else None
    prime = _PRIME.search(text[max(sentence.start, start - 12) : start])
    if prime is not None:
        return role_of_letter(prime.group(1), names), "gradient"
    for index in range(len(words) - 1, -1, -1):
        token = words[index]
        if token.end > start:
            continue
        if token.tag in {"grad", "track"} and (token.tag == "grad" or token.text == "求导"):
            end, owner = _extended(text, token, names)
            if end > start or not _is_copula(text, end, start):
                continue
            if token.text.endswith("s") and text[end:start].strip() == "of":
                # "the gradients of 2, 3 and 4" are those of parts.
                continue
            return (owner or _owner(text, words, index, sentence, names)), "gradient"
        if token.tag in {"output", "normative"}:
            if not _is_copula(text, token.end, start):
                continue
            owner = _owner(text, words, index, sentence, names)
            return owner, "output"
        if start - token.end > 40:
            break
    if number and clause is not None and text[: clause.start].endswith("("):
        # "dy2/dx (= 0)", as from an underbrace, is said of that term alone.
        ahead = sentence.clauses[number - 1].tokens[-1:]
        close = next((t for t in ahead if t.end >= clause.start - 2), None)
        if close is not None and text[clause.start : start].strip() == "=":
            terms = names.powers.values()
            if close.tag in terms:
                return close.tag, "output"
            if close.tag == "grad" and close.text in terms:
                return close.text, "gradient"
    if clause is not None and _BARE_COPULA.fullmatch(text, clause.start, start):
        return "", "output"
    if number and clause is not None and not text[clause.start : start].strip():
        # "输出：5" and "梯度, 2": the value stands in a clause of its own after its name.
        before = sentence.clauses[number - 1]
        mark = text[before.end - 1 : before.end]
        if before.tokens and mark in ":：" and before.tokens[-1].tag in {"output", "grad"}:
            last = words.index(before.tokens[-1])
            kind = "gradient" if before.tokens[-1].tag == "grad" else "output"
            return _owner(text, words, last, sentence, names), kind
    return None


def _is_copula(text: str, start: int, end: int) -> bool:
    if _COPULA.fullmatch(text, start, end) is None:
        return False
    between = text[start:end]
    return ("," not in between and text[end] != "x") or _VERB.search(between) is not None


def _extended(text: str, token: Token, names: Names) -> tuple[int, str]:
    """The end of "gradient of y3 with respect to x" and whose it is."""
    end = token.end
    match = _OF.match(text, end)
    if match is not None:
        who = match.group("who").replace(" ", "")
        role = names.words.get(who)
        if role is None and "**" in who:
            role = names.powers.get(int(who[-1]))
        if role is not None:
            return match.end(), role
    match = _WRT.match(text, end)
    return (match.end() if match is not None else end), ""


def _owner(
    text: str, words: tuple[Token, ...], index: int, sentence: Sentence, names: Names
) -> str:
    head = words[index]
    if text[: head.start].rstrip().endswith("+"):
        # In "dy1/dx + dy2/dx = 2" it is the sum that is 2.
        return names.total
    roles = {names.total, names.wrt, *names.powers.values(), *names.words.values()} - {""}
    if head.tag == "grad" and head.text == "?":
        return "?"
    if head.text in roles and head.tag == "grad":
        return names.total if _is_added(text, head.start) else head.text
    clause = sentence.clauses[_clause_index(sentence.clauses, head.start)]
    before = [t for t in words[:index] if t.tag in roles and t.start >= clause.start]
    if not before:
        return _pronoun_owner(words, index, clause, names)
    nearest = before[-1]
    if nearest.tag == names.wrt and len(before) > 1:
        gap = text[before[-2].end : nearest.start]
        if _TO_X.search(gap.strip()) or _TO_X.fullmatch(gap.strip() + "x"):
            return before[-2].tag
    if nearest.tag in names.powers.values() and head.start - nearest.end > 6:
        # "中断 y2 的追踪后梯度为 2" speaks of y2, but not of the gradient of y2.
        between = [t.tag for t in words[:index] if nearest.end <= t.start]
        if between:
            return ""
    if _is_added(text, nearest.start):
        return ""
    return nearest.tag


def _is_added(text: str, start: int) -> bool:
    """Whether what begins here is the last of a sum: "dy1/dx + dy2/dx", "y1 的梯度 + y2 的梯度"."""
    return text[:start].rstrip(" d(").endswith(("+", "加", "加上"))


def _pronoun_owner(words: tuple[Token, ...], index: int, clause: Clause, names: Names) -> str:
    """Whose "its gradient" is: the term named last before this clause."""
    before = [t for t in words[:index] if t.start >= clause.start and t.tag != "join"]
    if not before or before[-1].tag != "pronoun":
        return ""
    # "y3 = x**2 + 1 and its derivative": whose formula is written last.
    named = [
        t.tag
        for t in words[:index]
        if t.tag in names.powers.values() or (t.tag == names.total and "=" in t.text)
    ]
    if not named and before[-1].text in {"its", "their"}:
        # Whoever was named in an earlier sentence.
        return "?"
    return named[-1] if named else ""
