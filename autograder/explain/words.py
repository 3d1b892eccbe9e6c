"""Finds the words that mean something here: a small segmenter with a dictionary of our own.

Every text is cut into *tokens*, each with one meaning from `data/vocabulary*.txt` ("track",
"stop", "only", ...), a role of the assignment ("y1", "y2", "x"), a number, or nothing of
interest (left out). Chinese is cut by the longest word; English words may be misspelt by a
letter or two. A general segmenter with a dictionary of a language costs a second to load and
more time per submission than the rest of this package, and does not know our words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from autograder.explain.chinese import construction
from autograder.explain.lexicon import Vocabulary, meaning, vocabulary


@dataclass(frozen=True)
class Token:
    """One word with its meaning, and where it stands in the normalised text."""

    tag: str
    start: int
    end: int
    text: str


_TITLE_WORD = re.compile(r"[a-z_]{3,}|[\u3400-\u9fff]{2,}")


@dataclass(frozen=True)
class Names:
    """How roles are called: `words` maps a lower-case name to a role, `powers` an exponent to one.

    `total` is what is differentiated, the sum of the others where `sums`, and `wrt` the input;
    `own` holds the words that the assignment gives a meaning of its own.
    """

    words: dict[str, str]
    powers: dict[int, str]
    total: str
    wrt: str
    own: Vocabulary = field(default_factory=Vocabulary)
    sums: bool = True
    topics: str = ""
    """What the assignment and its concepts are called, normalised."""

    def without_topics(self, text: str) -> str:
        """A text without the words that stand in those titles."""
        return _TITLE_WORD.sub(lambda m: " " if m.group() in self.topics else m.group(), text)


_LEX = re.compile(
    r"(?P<ratio>(?<![a-z0-9_])d(?P<top>[a-z]\d?|x\*\*\d)(?:\([a-z]\))?/d(?P<bottom>[a-z])(?![a-z0-9]))"
    r"|(?P<term>\d+(?:\.\d+)?\s?\*?\s?\(?x(?:\*\*\d)?(?![a-z0-9_]))"
    r"|(?P<power>(?<![a-z0-9_.*])(?P<base>[a-z])\*\*(?P<exponent>\d+)(?![a-z0-9_]))"
    r"|(?P<word>[a-z_][a-z0-9_]*(?:\(\))?(?:'[a-z]+)*)"
    r"|(?P<number>\d+(?:\.\d+)?\.?(?![a-z0-9_]))"
    r"|(?P<cjk>[\u3400-\u9fff、&]+)"
    r"|(?P<data>\.data(?![a-z]))"
)
_CHINESE_POWERS = re.compile(
    r"(?:[xy]?的?(?P<n>[二两三四2-4])次(?:方|幂|(?=[项式]|函数|部分))(?:项|式|函数|部分)?"
    r"|(?P<square>平方)[项数]?|(?P<cube>立方)[项数]?)"
)
_ENGLISH_POWERS = {
    "squared": 2, "square": 2, "quadratic": 2, "cubed": 3, "cube": 3, "cubic": 3,
    "squares": 2, "cubes": 3,
}  # fmt: skip
_NUMERALS = {"二": 2, "两": 2, "三": 3, "四": 4, "2": 2, "3": 3, "4": 4}
_ORDINALS = re.compile(
    r"第(?P<zh>[一二12])(?:个)?(?:项|部分|式子|函数|分量|加数|支路|分支|支|条路径?|路)"
    r"|(?P<front>前(?:面|边|半)?[的那这]?一?个?(?:项|部分|加数|支))|(?P<former>前者)"
    r"|(?P<back>后(?:面|边|半)?[的那这]?一?个?(?:项|部分|加数|支)|后者)"
)


def tokens(text: str, names: Names) -> tuple[Token, ...]:
    """Return the meaningful words of a normalised text, in order."""
    found: list[Token] = []
    position = 0
    while (match := _LEX.search(text, position)) is not None:
        kind = match.lastgroup
        start, position = match.span()
        if match.group("ratio"):
            role = _ratio_role(match.group("top"), names)
            if match.group("bottom") not in {names.wrt, "x"}:
                role = "?"
            found.append(Token("grad", start, position, role))
        elif match.group("power"):
            role = names.powers.get(int(match.group("exponent")))
            if role and match.group("base") in {names.wrt, "x"}:
                found.append(Token(role, start, position, match.group()))
        elif kind == "term":
            # In 3x**2 neither x nor its square is spoken of, but the cube whose derivative it is.
            role = _derived_role(match.group(), names)
            if role:
                found.append(Token(role, start, position, match.group()))
        elif kind == "number":
            tag = "addend" if text[:start].rstrip().endswith("+") else "number"
            found.append(Token(tag, start, position, match.group()))
        elif kind == "data":
            found.append(Token("no_grad", start, position, match.group()))
        elif kind == "cjk":
            found += _chinese(text, start, position, names)
        elif match.group() == names.wrt and _ARGUMENT.search(text[max(0, start - 2) : start]):
            # In g(x) it is g that is spoken of.
            continue
        else:
            token = _english(text, match.group(), start, names)
            if token is not None:
                position = max(position, token.end)
                found.append(token)
    return tuple(found)


_TERM = re.compile(r"(\d+)\s?\*?\s?\(?x(?:\*\*(\d))?")


_IN_WORD = re.compile("[a-z0-9_]")
_ARGUMENT = re.compile(r"[a-z0-9_]\($")


_LONGEST_TERM = 20
"""Characters of a term such as 3x**2 at the most; Python refuses numbers of thousands of digits."""


def _derived_role(term: str, names: Names) -> str:
    """The role whose derivative the term is: 3x**2 is that of x**3."""
    match = _TERM.fullmatch(term)
    if match is None or len(term) > _LONGEST_TERM:
        return ""
    factor, exponent = int(match.group(1)), int(match.group(2) or 1)
    return names.powers.get(factor, "") if exponent == factor - 1 else ""


def _ratio_role(top: str, names: Names) -> str:
    if "**" in top:
        return names.powers.get(int(top[-1]), "")
    return role_of_letter(top, names)


def role_of_letter(letter: str, names: Names) -> str:
    """The role that a letter in dy/dx or y' stands for: unless it names one, what is
    differentiated where that is called so in any book, else nobody's ("?")."""
    return names.words.get(letter) or (names.total if letter[0] in "yzf" else "?")


def _english(text: str, word: str, start: int, names: Names) -> Token | None:
    """The meaning of the word at `start`, or of the phrase that begins with it."""
    if word in _BRANCHING and _is_code(text, start, start + len(word)):
        return None
    role = names.words.get(word)
    if role is not None and not (word == "a" and _ARTICLE.match(text, start)):
        return Token(role, start, start + len(word), word)
    own = names.own.english(text, word, start)
    if own is not None:
        return Token(own[0], start, own[1], text[start : own[1]])
    for phrase, tag in vocabulary().phrases.get(word.partition("'")[0], ()):
        end = start + len(phrase)
        if text.startswith(phrase, start) and not _IN_WORD.match(text, end):
            return Token(tag, start, end, phrase)
    if word == "as":
        opens = _AS_CLAUSE.match(text, start) and not _AS_OBJECT.search(
            text, max(0, start - 40), start
        )
        return Token("because", start, start + 2, word) if opens else None
    power = _ENGLISH_POWERS.get(word)
    if power is not None and power in names.powers:
        return Token(names.powers[power], start, start + len(word), word)
    match = _ENGLISH_ORDINAL.match(text, start)
    if match is not None and len(names.powers) > 1:
        exponent = sorted(names.powers)[:2][match.group()[0] in "sl2"]
        return Token(names.powers[exponent], start, match.end(), match.group())
    tag_or_none = meaning(word)
    if tag_or_none in _TAKEN and _TAKEN_AS.match(text, start + len(word)):
        return None
    if tag_or_none is None and "'" in word:
        # "y2's" and "it's" are the word and a mark of possession or a verb.
        return _english(text, word.partition("'")[0], start, names)
    return Token(tag_or_none, start, start + len(word), word) if tag_or_none else None


_ARTICLE = re.compile(
    r"an? (?=[a-z])(?!(?:is|are|was|were|has|have|had|does|did|do|and|or|gets?|got|acts?|alone|"
    r"only|instead|itself|still|becomes?|became|because|since|but|so|to|from|with|in|inside|into|by|on|"
    r"contributes?|keeps?|remains?|flows?|brings?|gives?|gave|can|cannot|will|would|should|as|"
    r"which|that|when|while|if|then|also|not|now|for|at|of|remained|stays?|counts?|goes|alone|"
    r"isn't|wasn't|doesn't|didn't|hasn't|won't|can't|is|rather)\b)"
)
"""An "a" that is no name: what follows is neither a verb nor a joining word."""
_BRANCHING = frozenset({"if", "while", "for"})
_BRANCH = r"(?:if|elif|else|while|for)"
_JOINED = r"\s*(?:/|、|,|，|&|和|与|或|及|以及|and|or)\s*"
_CODE_BEHIND = re.compile(
    rf"[\s`'\"]*(?:分支|语句|循环|条件|判断|块|statements?\b|branch|loops?\b|clauses?\b|blocks?\b)"
    rf"|`|[`'\"]?{_JOINED}[`'\"]?{_BRANCH}(?![a-z])"
)
_CODE_BEFORE = re.compile(rf"(?<![a-z]){_BRANCH}[`'\"]?{_JOINED}[`'\"]?\Z")


def _is_code(text: str, start: int, end: int) -> bool:
    """Whether "if" or "while" is a word of Python here: "while 和 if", "the if statement"."""
    before = text[max(0, start - 16) : start]
    return _CODE_BEHIND.match(text, end) is not None or _CODE_BEFORE.search(before) is not None


_TAKEN = frozenset({"flow", "know", "join", "backprop"})
_TAKEN_AS = re.compile(
    r"(?: only| just| merely| simply)? (?:as|like|to be|an?|constants?|independent|fixed|zero)\b"
)
"""What is "considered constant" or "seen as a number" neither flows nor is known."""
_PART_WORD = (
    r"(?:term|part|summand|branch|component|half|piece|path|function|addend|operand|item|"
    r"contribution|one)"
)
_ENGLISH_ORDINAL = re.compile(
    rf"(?:first|second|1st|2nd)\b(?= {_PART_WORD})|(?:former|latter)\b"
    r"|(?<=the )(?:first|second)(?= (?:gives?|contributes?|brings?|adds?"
    r"|is (?:not|0|zero|2|two)|isn't|wasn't|doesn't)\b)"
)
_AS_CLAUSE = re.compile(
    r"as (?:it|its|it's|there|this|we|i|pytorch|torch|autograd|no_grad|the|no|only|y\d|x\*\*\d)\b"
)
_AS_OBJECT = re.compile(
    r"\b(?:same|treat\w*|regard\w*|consider\w*|seen?|such|well|just|acts?|behav\w+|counts?|handled?\w*|view\w*|"
    r"taken?|known|interpret\w*|use[ds]?|serves?|think|works?|look\w*|as|far|soon|long|much|"
    r"is|was|be|are|exactly)(?: [a-z0-9*]+){0,2} $"
)


_MACHINE = re.compile(
    r"(?:torch|autograd|系统|程序|框架|引擎|机器|backward\(?\)?|它)[就便会只都也]*$"
)
"""What "PyTorch 以为" is not an error of the student's."""


_AS_USUAL = re.compile(
    r"(?:可以|能够?|被|仍然?|会|依然|还是|是|都|项|方|支|部分|[a-z]\d?|\*\*\d) ?$"
)
_GOES_ON = re.compile(
    r"正常(?:地)?(?:[被可能][以够]?)?(?:追踪|跟踪|记录|回传|反传|传|流|参与|反向|贡献|保留|建)"
)


def _is_plain_here(word: str, text: str, start: int) -> bool:
    """Whether a word that opens another world does not here: "PyTorch 以为", "y1 正常回传"."""
    before = text[max(0, start - 16) : start]
    if word == "以为":
        return _MACHINE.search(before) is not None
    if word == "正常":
        return _AS_USUAL.search(before) is not None and bool(_GOES_ON.match(text, start))
    return False


def _chinese(text: str, start: int, end: int, names: Names) -> list[Token]:
    found: list[Token] = []
    words, own = vocabulary().chinese, names.own.chinese
    while start < end:
        given = next((e for e in own.get(text[start], ()) if text.startswith(e[0], start)), None)
        if given is not None:
            found.append(Token(given[1], start, start + len(given[0]), given[0]))
            start += len(given[0])
            continue
        if text[start] in "平立二两三四的第前后":
            token = _chinese_role(text, start, names)
            if token is not None:
                found.append(token)
                start = token.end
                continue
        form = construction(text, start)
        if form is not None:
            found.append(Token(form[0], start, form[1], text[start : form[1]]))
            start = form[1]
            continue
        for word, tag in words.get(text[start], ()):
            if text.startswith(word, start):
                if tag != "plain" and not _is_plain_here(word, text, start):
                    found.append(Token(tag, start, start + len(word), word))
                start += len(word)
                break
        else:
            start += 1
    return found


def _chinese_role(text: str, start: int, names: Names) -> Token | None:
    match = _CHINESE_POWERS.match(text, start)
    if match is not None:
        numeral = match.group("n")
        exponent = _NUMERALS[numeral] if numeral else (2 if match.group("square") else 3)
        role = names.powers.get(exponent)
        return Token(role, start, match.end(), match.group()) if role else None
    match = _ORDINALS.match(text, start)
    if match is None or len(names.powers) < 2:
        return None
    first, second, *_ = sorted(names.powers)
    earlier = match.group("zh") in {"一", "1"} or match.group("front") or match.group("former")
    return Token(names.powers[first if earlier else second], start, match.end(), match.group())
