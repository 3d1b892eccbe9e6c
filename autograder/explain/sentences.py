"""Cuts normalised text into sentences and sentences into clauses.

A full stop ends a sentence, but not in "2.0", "x.grad" or "y1 = x**2"; a line end does unless the
line was merely wrapped. Clauses end at commas and where a conjunction begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from autograder.explain.mapped import Mapped
from autograder.explain.words import Names, Token, tokens

_WRAPPED = 40
_LIST_ITEM = re.compile(
    r"[ \t]*(?:[-*+]\s|\d{1,2}\s?[.)、](?!\d)\s*|[(（]\d{1,2}[)）]"
    # "(1) and (3) fail" and "(2) 中的 24" speak of the parts.
    r"(?!\s?(?:and|or|to|fails?|works?|uses?|is|does|doesn't|has|raises?|gives?|complains?)\b"
    r"|\s?[,、和与跟或(（中里的]|\s?(?:会|不会|没有)?报错)"
    r"|[①-⑳]|#{1,6}\s|\|)"
)
_ATTRIBUTE = (
    r"(?!(?:data|grad|grad_fn|requires_grad|is_leaf|backward|detach|clone|item|eval|train|sum|mean|"
    r"zero_|add_|mul_|retain_grad|register_hook|numpy|_version)(?![a-z0-9_]))"
)
"""Whose dot ends no sentence: "用.data 修改"."""
_END = re.compile(
    r"[。！!？?；;]+[\"')）」”]*|(?<=[^\s.])\.{3,}|(?<![.\d])(?<!\bi\.e)(?<!\be\.g)(?<!\br\.t)(?<!\bresp)(?<!\bvs)(?<!\beq)\.(?=\s|$|[\u3400-\u9fff])|(?<=\d)\.(?=\s+[a-z\u3400-\u9fff]|\s*$)|(?<=[^\s…])…+|(?<=[\u3400-\u9fff])\."
    + _ATTRIBUTE
)
_LABEL_VALUE = re.compile(
    r"((?:结果|输出|打印|梯度|output|result|prints?|printed|gradient|grad)[^\n。.;；]{0,16}[:：]?)\s*\n+"
    r"(?=\s*(?:tensor\(|[-+]?\d+(?:\.\d*)?\s*(?:\n|$)))",
)
_BOUNDARY = re.compile(r",(?![^\[\]\n]*\])|[，:：()（）|~]|->|=>|→|⇒|\s-+\s|--+")
_SPLITTERS = frozenset({"because", "so", "but", "while", "if", "which", "hedge", "except"})


@dataclass(frozen=True)
class Clause:
    """A clause: its words, its span, and whether a mark of punctuation precedes it."""

    tokens: tuple[Token, ...]
    start: int
    end: int
    after_mark: bool
    source: str
    """The whole normalised text that `start` and `end` refer to."""

    def __hash__(self) -> int:
        # That of the words takes as long as much that is remembered by clause.
        return hash((self.start, self.end, self.source))

    @cached_property
    def text(self) -> str:
        """The normalised wording."""
        return self.source[self.start : self.end]

    def has(self, *tags: str) -> bool:
        """Whether a word of one of these meanings occurs."""
        return not self.tags.isdisjoint(tags)

    @cached_property
    def tags(self) -> frozenset[str]:
        """The meanings of its words."""
        return frozenset(token.tag for token in self.tokens)


@dataclass(frozen=True)
class Sentence:
    """A sentence of the normalised text `source.text[start:end]` with its clauses."""

    source: Mapped
    start: int
    end: int
    heading: bool
    question: bool
    clauses: tuple[Clause, ...]

    @cached_property
    def text(self) -> str:
        """The normalised wording."""
        return self.source.text[self.start : self.end]

    @cached_property
    def quote(self) -> str:
        """The student's wording."""
        return self.source.quote(self.start, self.end)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All words of the sentence."""
        return tuple(token for clause in self.clauses for token in clause.tokens)

    @property
    def line(self) -> int:
        """1-based line of the original at which it starts."""
        return self.source.original.count("\n", 0, self.source.span(self.start, self.end)[0]) + 1


def spans(text: str) -> list[tuple[int, int, bool]]:
    """Return (start, end, is a heading) of every sentence."""
    found: list[tuple[int, int, bool]] = []
    for start, end in _paragraph_lines(text):
        marker = _LIST_ITEM.match(text, start, end)
        heading = marker is not None and "#" in marker.group()
        first = marker.end() if marker is not None else start
        for match in _END.finditer(text, first, end):
            if match.end() <= first:
                continue
            found.append((first, match.end(), heading))
            first = match.end()
        if text[first:end].strip():
            found.append((first, end, heading))
    return [(*_trim(text, a, b), heading) for a, b, heading in found if text[a:b].strip()]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _paragraph_lines(text: str) -> list[tuple[int, int]]:
    """Lines, those merely wrapped joined to the one before."""
    lines: list[tuple[int, int]] = []
    position = 0
    previous = ""
    for line in text.split("\n"):
        end = position + len(line)
        joined = (
            lines
            and width(previous) >= _WRAPPED
            and previous.rstrip()[-1:] not in "。！？；.!?;:："
            and line.strip()
            and not _LIST_ITEM.match(line)
        ) or (lines and _goes_on(previous, line))
        if joined:
            lines[-1] = (lines[-1][0], end)
        else:
            lines.append((position, end))
        previous = line
        position = end + 1
    return lines


def _goes_on(previous: str, line: str) -> bool:
    """Whether a line goes on with the sentence of the line before, as wrapped comments do."""
    before = previous.rstrip()
    return before.endswith((",", "，", "、")) and bool(line.strip()) and not _LIST_ITEM.match(line)


def width(line: str) -> int:
    """Columns that a line takes: Chinese characters take two."""
    return sum(2 if char >= "\u2e80" else 1 for char in line)


def sentences(source: Mapped, names: Names) -> tuple[Sentence, ...]:
    """Return the sentences of a normalised text, with words and clauses."""
    source = source.replace(_LABEL_VALUE, r"\1 ")
    text = source.text
    found = []
    for start, end, heading in spans(text):
        words = merge_formulas(
            tuple(
                Token(t.tag, t.start + start, t.end + start, t.text)
                for t in tokens(text[start:end], names)
            ),
            text,
            names,
        )
        question = text[:end].rstrip("\"')").endswith(("?", "?")) or text[start:end].rstrip(
            "。.!"
        ).endswith(("吗", "呢"))
        clauses = tuple(_clauses(text, start, end, words, names))
        found.append(Sentence(source, start, end, heading, question, clauses))
    return tuple(found)


_GLUE = re.compile(r"\s*[+=(]\s*\(?")


def merge_formulas(words: tuple[Token, ...], text: str, names: Names) -> tuple[Token, ...]:
    """Make one word of a formula: "y2 = x**3" is y2, "y3 = y1 + y2" is y3."""
    merged: list[Token] = []
    roles = {names.total, *names.powers.values()}
    for token in words:
        if not token.tag:
            continue
        last = merged[-1] if merged else None
        if last is not None and token.tag in roles and last.tag in roles:
            between = text[last.end : token.start]
            if _GLUE.fullmatch(between) and (
                "+" in between or last.tag in {token.tag, names.total}
            ):
                tag = names.total if "+" in between or last.tag != token.tag else last.tag
                merged[-1] = Token(tag, last.start, token.end, text[last.start : token.end])
                continue
        merged.append(token)
    return tuple(merged)


_CALL = re.compile(r"[a-z_][a-z0-9_]*\([^()\n]{0,20}\)")
_ARROWS = frozenset({"->", "=>", "→", "⇒"})


def _links(mark: re.Match[str], words: tuple[Token, ...], roles: set[str]) -> bool:
    """Whether an arrow leads from one role to the next: "y3→y1→x"."""
    before = [t for t in words if t.end <= mark.start() and mark.start() - t.end <= 1]
    after = [t for t in words if t.start >= mark.end() and t.start - mark.end() <= 1]
    return bool(before and after) and before[-1].tag in roles and after[0].tag in roles


def _denied_letting(words: tuple[Token, ...], index: int) -> bool:
    """Whether "没有让 PyTorch 跟踪" goes on through its 让."""
    token = words[index]
    return (
        token.text in {"让", "使", "使得"}
        and index > 0
        and words[index - 1].tag == "not"
        and words[index - 1].end == token.start
    )


_NOTHING_MORE = re.compile(r"\s*(?:[,.;:!?]\s|[.;!?]?\s*(?:\Z|\n))")


def _clauses(
    text: str, start: int, end: int, words: tuple[Token, ...], names: Names
) -> list[Clause]:
    cuts: dict[int, bool] = {}
    roles = {names.total, names.wrt, *names.powers.values()}
    inside = [(token.start, token.end) for token in words]
    inside += [match.span() for match in _CALL.finditer(text, start, end)]
    for match in _BOUNDARY.finditer(text, start, end):
        if any(a < match.end() and match.start() < b for a, b in inside):
            continue
        if not (match.group() in _ARROWS and _links(match, words, roles)):
            cuts[match.end()] = True
    for index, token in enumerate(words):
        if token.tag in _SPLITTERS and _denied_letting(words, index):
            continue
        if token.tag == "hedge" and _NOTHING_MORE.match(text, token.end):
            # "should be 5 mathematically" hedges what stands before.
            continue
        if token.tag in _SPLITTERS and token.start > start and token.text != "had":
            cuts.setdefault(token.start, False)
        elif token.tag == "and" and token.text in {"and", "or"}:
            before = words[index - 1].tag if index else ""
            after = words[index + 1].tag if index + 1 < len(words) else ""
            if not (before in roles and after in roles):
                cuts.setdefault(token.start, False)
    edges = sorted(cut for cut in cuts if start < cut < end)
    found = []
    first = start
    mark = True
    for edge in [*edges, end]:
        part = tuple(token for token in words if first <= token.start < edge)
        if part or text[first:edge].strip(" ,，:：()\n"):
            found.append(Clause(part, first, edge, mark, text))
        first = edge
        mark = cuts.get(edge, True)
    return found
