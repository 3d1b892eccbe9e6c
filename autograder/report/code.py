"""The student's code, line by line, as the page shows it: coloured, marked, with what it printed.

Colours are a help only: they come from pygments' lexer in a dozen classes of our own, so that
every one of them can have enough contrast in light and dark.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import ClassVar

from markupsafe import Markup, escape
from pygments.lexers.python import PythonLexer
from pygments.token import (
    Comment,
    Keyword,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Text,
    _TokenType,
    is_token_subtype,
)

from autograder.extract.document import Where
from autograder.report.model import CodeView, Message, Report
from autograder.report.text import as_printed, visible

MAX_LINES = 3000
"""Lines of code that one page shows at the most."""

MAX_LINE = 2000
"""Characters of one line that are shown."""

MAX_OUTPUT = 20_000
"""Characters of output that are shown for one cell."""

_CLASSES: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "c"),
    (String.Doc, "s"),
    (String, "s"),
    (Number, "n"),
    (Keyword, "k"),
    (Operator.Word, "k"),
    (Name.Decorator, "d"),
    (Name.Function, "f"),
    (Name.Class, "f"),
    (Name.Builtin, "b"),
)


class _Lexer(PythonLexer):
    """PythonLexer, which tries forty other rules on every blank and bracket before the right one.

    Those that blanks within a line and brackets are sure to come to stand first here as well.
    """

    tokens: ClassVar = {
        **PythonLexer.tokens,
        "root": [
            (r"(?<=[^\n])[^\S\n]+", Text),
            (r"[\[\](),]", Punctuation),
            *PythonLexer.tokens["root"],
        ],
    }


_lexer = _Lexer(stripnl=False, ensurenl=False)


@dataclass(frozen=True)
class Line:
    """One line: its number as the student sees it, its code coloured, and messages beside it."""

    number: int
    code: Markup
    messages: tuple[int, ...]


@dataclass(frozen=True)
class Listing:
    """One cell or file as it is shown; `left_out` counts lines beyond the cap."""

    index: int
    file: str
    cell: int | None
    lines: tuple[Line, ...]
    left_out: int
    output: str
    output_cut: bool

    @property
    def marked(self) -> bool:
        """Whether a message points into it."""
        return any(line.messages for line in self.lines)


def listings(views: tuple[CodeView, ...], messages: tuple[Message, ...]) -> tuple[Listing, ...]:
    """Return the views as they are shown, each line with the numbers of its messages."""
    shown: list[Listing] = []
    room = MAX_LINES
    for index, view in enumerate(views):
        rows = _coloured(view.source, room)
        room -= len(rows)
        marks = _marks(view, messages)
        lines = tuple(
            Line(view.first_line + at - 1, code, tuple(sorted(marks.get(at, ()))))
            for at, code in enumerate(rows, start=1)
        )
        total = view.source.rstrip("\n").count("\n") + 1
        output = as_printed(view.output).strip("\n")
        shown.append(
            Listing(
                index=index,
                file=view.file,
                cell=view.cell,
                lines=lines,
                left_out=total - len(lines),
                output=output[:MAX_OUTPUT],
                output_cut=len(output) > MAX_OUTPUT,
            )
        )
    return tuple(shown)


def anchor_of(where: Where | None, shown: tuple[Listing, ...]) -> str | None:
    """Return the id of the line on the page that `where` names, or None when it is not shown."""
    if where is None or where.line is None:
        return None
    for listing in shown:
        if (listing.file, listing.cell) == (where.file, where.cell) and any(
            line.number == where.line for line in listing.lines
        ):
            return f"L{listing.index}-{where.line}"
    return None


def line_at(report: Report, where: Where | None) -> str:
    """The student's line at a place, without its indentation; empty where it is not known."""
    if where is None or where.line is None:
        return ""
    for view in report.code:
        lines = view.source.split("\n")
        at = where.line - view.first_line
        if (view.file, view.cell) == (where.file, where.cell) and 0 <= at < len(lines):
            return lines[at].strip()[:MAX_LINE]
    return ""


def _marks(view: CodeView, messages: tuple[Message, ...]) -> dict[int, set[int]]:
    marks: dict[int, set[int]] = {}
    for line, index in view.marks.items():
        if 0 <= index < len(messages):
            marks.setdefault(line, set()).add(index)
    for index, message in enumerate(messages):
        where = message.where
        if where and where.line and (where.file, where.cell) == (view.file, view.cell):
            marks.setdefault(where.line - view.first_line + 1, set()).add(index)
    return marks


@lru_cache(maxsize=128)
def _coloured(source: str, room: int) -> tuple[Markup, ...]:
    """Split coloured source into at most `room` lines.

    Remembered, since a class shares the cells of the notebook that it was given.
    """
    kept = [
        line if len(line) <= MAX_LINE else line[:MAX_LINE] + "…"
        for line in source.rstrip("\n").split("\n")[:room]
    ]
    if not kept:
        return ()
    rows = [""]
    for kind, text in _lexer.get_tokens("\n".join(kept)):
        head, *rest = text.split("\n")
        rows[-1] += _span(kind, head)
        rows += [_span(kind, part) for part in rest]
    return tuple(map(Markup, rows))


def _span(kind: _TokenType, text: str) -> str:
    safe = str(escape(visible(text)))
    name = _class(kind)
    return f'<span class="{name}">{safe}</span>' if name and text else safe


@cache
def _class(kind: _TokenType) -> str:
    return next((name for family, name in _CLASSES if is_token_subtype(kind, family)), "")
