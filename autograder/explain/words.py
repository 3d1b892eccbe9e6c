"""Finds the words that mean something here: a small segmenter with a dictionary of our own.

Every text is cut into *tokens*, each with one meaning from `data/vocabulary.txt` ("track",
"stop", "only", ...), a role of the assignment ("y1", "y2", "x"), a number, or nothing of
interest (left out). Chinese is cut by the longest word; English words may be misspelt by a
letter or two. A general segmenter with a dictionary of a language costs a second to load and
more time per submission than the rest of this package, and does not know our words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA

_FUZZY = [
    "gradient",
    "gradients",
    "tracked",
    "tracking",
    "track",
    "detach",
    "detached",
    "derivative",
    "derivatives",
    "propagate",
    "propagated",
    "propagates",
    "propagation",
    "backward",
    "backpropagation",
    "constant",
    "constants",
    "interrupted",
    "interrupt",
    "interrupts",
    "interrupting",
    "contribute",
    "contributes",
    "contributed",
    "contribution",
    "because",
    "therefore",
    "computation",
    "recorded",
    "recording",
    "blocked",
    "stopped",
    "disabled",
    "requires_grad",
    "no_grad",
    "graph",
    "disconnected",
    "influence",
    "excluded",
    "ignored",
    "differentiable",
    "differentiated",
]
_LONG_WORD = 8
_SHORTEST_FUZZY = 5


@dataclass(frozen=True)
class Token:
    """One word with its meaning, and where it stands in the normalised text."""

    tag: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Names:
    """How roles are called: `words` maps a lower-case name to a role, `powers` an exponent to one.

    `total` is the role that is the sum of the others and `wrt` the input.
    """

    words: dict[str, str]
    powers: dict[int, str]
    total: str
    wrt: str


@dataclass(frozen=True)
class _Vocabulary:
    words: dict[str, str]
    stems: tuple[tuple[str, str], ...]
    phrases: dict[str, tuple[tuple[str, str], ...]]
    chinese: dict[str, tuple[tuple[str, str], ...]]


_LEX = re.compile(
    r"(?P<ratio>(?<![a-z0-9_])d(?P<top>[a-z]\d?|x\*\*\d)(?:\([a-z]\))?/d(?P<bottom>[a-z])(?![a-z0-9]))"
    r"|(?P<term>\d+(?:\.\d+)?\s?\*?\s?\(?x(?:\*\*\d)?(?![a-z0-9_]))"
    r"|(?P<power>(?<![a-z0-9_.*])(?P<base>[a-z])\*\*(?P<exponent>\d+)(?![a-z0-9_]))"
    r"|(?P<word>[a-z_][a-z0-9_]*(?:\(\))?(?:['-][a-z]+)*)"
    r"|(?P<number>\d+(?:\.\d+)?\.?(?![a-z0-9_]))"
    r"|(?P<cjk>[\u3400-\u9fff、&]+)"
    r"|(?P<data>\.data(?![a-z]))"
)
_CHINESE_POWERS = re.compile(
    r"(?:[xy]?的?(?P<n>[二两三四2-4])次(?:方|幂)(?:项)?|(?P<square>平方)项?|(?P<cube>立方)项?)"
)
_ENGLISH_POWERS = {
    "squared": 2, "square": 2, "quadratic": 2, "cubed": 3, "cube": 3, "cubic": 3,
    "squares": 2, "cubes": 3,
}  # fmt: skip
_NUMERALS = {"二": 2, "两": 2, "三": 3, "四": 4, "2": 2, "3": 3, "4": 4}
_ORDINALS = re.compile(
    r"第(?P<zh>[一二12])(?:个)?(?:项|部分|个式子|个函数|个分量)|(?P<front>前一项|前项)|(?P<back>后一项|后项|后者)|(?P<former>前者)"
)


@lru_cache(maxsize=1)
def _vocabulary() -> _Vocabulary:
    words: dict[str, str] = {}
    stems: list[tuple[str, str]] = []
    phrases: dict[str, list[tuple[str, str]]] = {}
    chinese: dict[str, list[tuple[str, str]]] = {}
    data = files("autograder.explain").joinpath("data")
    lists = [data.joinpath(name) for name in ("vocabulary.txt", "vocabulary_en.txt")]
    for line in "".join(file.read_text("utf-8") for file in lists).splitlines():
        if not line or line.startswith("#"):
            continue
        tag, _, rest = line.partition(":")
        for word in (part.strip().replace("’", "'") for part in rest.split(" | ")):
            if not word:
                continue
            if word[0] >= "\u3000":
                chinese.setdefault(word[0], []).append((word, tag))
            elif word.endswith("~"):
                stems.append((word[:-1], tag))
            elif " " in word or "-" in word:
                phrases.setdefault(re.split("[ -]", word)[0], []).append((word, tag))
            else:
                words.setdefault(word, tag)
    longest = {
        first: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for first, entries in chinese.items()
    }
    return _Vocabulary(
        words,
        tuple(sorted(stems, key=lambda stem: -len(stem[0]))),
        {k: tuple(sorted(v, key=lambda entry: -len(entry[0]))) for k, v in phrases.items()},
        longest,
    )


@lru_cache(maxsize=8192)
def _meaning(word: str) -> str | None:
    """The tag of one English word, misspelt ones included."""
    vocabulary = _vocabulary()
    found = vocabulary.words.get(word) or vocabulary.words.get(word.removesuffix("()"))
    if found:
        return found
    for stem, tag in vocabulary.stems:
        if word.startswith(stem):
            return tag
    if len(word) < _SHORTEST_FUZZY or any(char.isdigit() for char in word):
        return None
    near = process.extractOne(
        word, _FUZZY, scorer=OSA.distance, score_cutoff=1 if len(word) < _LONG_WORD else 2
    )
    if near is None or near[0] == word or near[0][0] != word[0]:
        return None
    return _meaning(near[0])


def tokens(text: str, names: Names) -> tuple[Token, ...]:
    """Return the meaningful words of a normalised text, in order."""
    found: list[Token] = []
    position = 0
    while (match := _LEX.search(text, position)) is not None:
        kind = match.lastgroup
        start, position = match.span()
        if match.group("ratio"):
            found.append(Token("grad", start, position, _ratio_role(match.group("top"), names)))
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


def _derived_role(term: str, names: Names) -> str:
    """The role whose derivative the term is: 3x**2 is that of x**3."""
    match = _TERM.fullmatch(term)
    if match is None:
        return ""
    factor, exponent = int(match.group(1)), int(match.group(2) or 1)
    return names.powers.get(factor, "") if exponent == factor - 1 else ""


def _ratio_role(top: str, names: Names) -> str:
    if "**" in top:
        return names.powers.get(int(top[-1]), "")
    return names.words.get(top, names.total)


def _english(text: str, word: str, start: int, names: Names) -> Token | None:
    role = names.words.get(word)
    if role is not None:
        return Token(role, start, start + len(word), word)
    for phrase, tag in _vocabulary().phrases.get(re.split("[-']", word)[0], ()):
        end = start + len(phrase)
        if text.startswith(phrase, start) and not _IN_WORD.match(text, end):
            return Token(tag, start, end, phrase)
    power = _ENGLISH_POWERS.get(word)
    if power is not None and power in names.powers:
        return Token(names.powers[power], start, start + len(word), word)
    if word in {"first", "second"}:
        after = text[start + len(word) :].lstrip()
        if after.startswith(("term", "part", "summand", "branch", "component")):
            exponent = sorted(names.powers)[:2][-1 if word == "second" else 0]
            return Token(names.powers[exponent], start, start + len(word), word)
    tag_or_none = _meaning(word)
    return Token(tag_or_none, start, start + len(word), word) if tag_or_none else None


def _chinese(text: str, start: int, end: int, names: Names) -> list[Token]:
    found: list[Token] = []
    words = _vocabulary().chinese
    while start < end:
        if text[start] in "平立二两三四的第前后":
            token = _chinese_role(text, start, names)
            if token is not None:
                found.append(token)
                start = token.end
                continue
        for word, tag in words.get(text[start], ()):
            if text.startswith(word, start):
                if tag != "plain":
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
