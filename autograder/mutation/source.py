"""A program with the means to change it in one place and leave the rest, comments too, as it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from autograder import syntax


@dataclass(frozen=True)
class Change:
    """One mutation: what was done, in words, on which line, and the program after it."""

    what: str
    line: int
    source: str


@dataclass(frozen=True)
class Source:
    """A program that parses."""

    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return syntax.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.expr | ast.stmt]:
        """Every statement and expression, in the order in which they stand."""
        return sorted(
            (node for node in syntax.nodes(self.tree) if isinstance(node, ast.expr | ast.stmt)),
            key=lambda node: (node.lineno, node.col_offset),
        )

    @cached_property
    def _lines(self) -> list[bytes]:
        return self.text.encode().splitlines(keepends=True)

    def segment(self, node: ast.AST) -> str:
        """The text of a node."""
        return ast.get_source_segment(self.text, node) or ""

    def replaced(self, node: ast.expr | ast.stmt, text: str) -> str:
        """The program with `text` in place of a node."""
        start, end = self._offset(node.lineno, node.col_offset), self._end(node)
        data = self.text.encode()
        return (data[:start] + text.encode() + data[end:]).decode()

    def statements(self) -> Iterator[tuple[list[ast.stmt], int]]:
        """Every statement as the list that it stands in and its place there."""
        for node in (self.tree, *self.nodes):
            for name in ("body", "orelse", "finalbody"):
                block = getattr(node, name, None)
                if isinstance(block, list):
                    yield from ((block, index) for index in range(len(block)))

    def lines_of(self, *statements: ast.stmt) -> str:
        """The whole lines of statements that follow each other."""
        first, last = statements[0].lineno, statements[-1].end_lineno or statements[-1].lineno
        return b"".join(self._lines[first - 1 : last]).decode()

    def with_lines(self, first: int, last: int, text: str) -> str:
        """The program with `text` in place of the lines `first` to `last` (1-based)."""
        before, after = self._lines[: first - 1], self._lines[last:]
        return (b"".join(before) + text.encode() + b"".join(after)).decode()

    def _offset(self, line: int, column: int) -> int:
        return sum(map(len, self._lines[: line - 1])) + column

    def _end(self, node: ast.expr | ast.stmt) -> int:
        return self._offset(node.end_lineno or node.lineno, node.end_col_offset or 0)


def indented(text: str, by: str = "    ") -> str:
    """Lines moved to the right, empty ones left empty."""
    return "".join(by + line if line.strip() else line for line in text.splitlines(keepends=True))


def dedented(text: str, width: int) -> str:
    """Lines moved to the left by `width` columns at the most."""
    kept = []
    for line in text.splitlines(keepends=True):
        room = len(line) - len(line.lstrip(" "))
        kept.append(line[min(width, room) :])
    return "".join(kept)
