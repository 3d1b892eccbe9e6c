"""Programs as syntax trees for the rules: every unit parsed as far as it can be.

One broken line must not hide the rest of a script, so lines that Python refuses are blanked one
by one (keeping line numbers) until the remainder parses.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from autograder import syntax
from autograder.extract.document import Cell
from autograder.extract.python import FILENAME, mask, parse
from autograder.static.findings import Finding
from autograder.static.names import Names

_MAX_REPAIRS = 60
_CODE_SHOWN = 160


@dataclass(frozen=True)
class Broken:
    """Why Python refuses a unit: its message and 1-based line."""

    message: str
    line: int


@dataclass(frozen=True)
class Unit:
    """One code cell (or script): `index` is its position in the program.

    `intact` says whether `tree` is that of the source as it stands, with nothing left out.
    """

    index: int
    cell: Cell
    tree: ast.Module
    broken: Broken | None
    intact: bool = False

    @cached_property
    def lines(self) -> list[str]:
        """The source by lines, as Python counts them."""
        return self.cell.source.split("\n")

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of the tree, outermost first."""
        return self.cell.nodes if self.tree is self.cell.tree else syntax.nodes(self.tree)

    def line(self, number: int) -> str:
        """A line (1-based) as feedback shows it; empty outside."""
        inside = 0 < number <= len(self.lines)
        return self.lines[number - 1].strip()[:_CODE_SHOWN] if inside else ""


@dataclass(frozen=True)
class Code:
    """A program (or a module that programs import) as the rules see it.

    `index` is its place in `Document.programs`, None for a module; `files` are the submission's.
    """

    index: int | None
    units: tuple[Unit, ...]
    files: frozenset[str] = frozenset()

    @cached_property
    def names(self) -> Names:
        """What the names of this program stand for."""
        return Names(node for unit in self.units for node in unit.nodes)

    @cached_property
    def _nodes(self) -> list[tuple[Unit, ast.AST]]:
        return [
            (unit, node)
            for unit in self.units
            for node in unit.nodes
            if not isinstance(node, ast.expr_context)
        ]

    def walk(self) -> Iterator[tuple[Unit, ast.AST]]:
        """Every node of every unit, but the contexts of expressions (`ast.Load`): those are a third
        of all, and the expressions tell of them."""
        return iter(self._nodes)

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        """The node around each node."""
        return {child: parent for _, parent in self.walk() for child in syntax.children(parent)}

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes around `node`, innermost first."""
        while node in self.parents:
            node = self.parents[node]
            yield node


def found(code: str, unit: Unit, line: int, /, **detail: str) -> Finding:
    """A finding at a line of a unit, with that line as `detail["code"]` unless given."""
    return Finding(code, unit.cell.where(line), {"code": unit.line(line), **detail})


def syntax_fault(source: str) -> Broken | None:
    """Why Python cannot parse `source`, or None."""
    try:
        syntax.parse(source, FILENAME)
    except SyntaxError as error:
        return Broken(error.msg or "invalid syntax", error.lineno or 1)
    except (ValueError, RecursionError, MemoryError) as error:
        return Broken(str(error) or "the code is nested too deeply", 1)
    return None


def read_unit(index: int, cell: Cell) -> Unit:
    """Parse a cell, leaving out what cannot be parsed."""
    plain = cell.plain_tree
    if plain is not None:
        broken = _compile_error(plain)
        return Unit(index, cell, plain, broken, broken is None)
    if cell.tree is not None:
        return Unit(index, cell, cell.tree, _compile_error(cell.tree))
    source = mask(cell.source)
    return Unit(index, cell, _salvage(source), syntax_fault(source))


def imports_torch(source: str) -> bool:
    """Whether code imports torch, or a part of it, anywhere."""
    tree = read_unit(0, Cell("code", source, "")).tree
    return any(name.split(".")[0] == "torch" for name in Names(syntax.nodes(tree)).modules)


def _compile_error(tree: ast.Module) -> Broken | None:
    """What only the compiler refuses: `return` outside a function, `break` outside a loop."""
    try:
        compile(tree, FILENAME, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        return Broken(error.msg or "invalid syntax", error.lineno or 1)
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return Broken(str(error) or "the code is nested too deeply", 1)
    return None


def _salvage(source: str) -> ast.Module:
    lines = source.split("\n")
    for _ in range(_MAX_REPAIRS):
        broken = syntax_fault("\n".join(lines))
        at = None if broken is None else _culprit(lines, broken)
        if at is None:
            break
        lines[at] = _stand_in(lines, at)
        tree = parse("\n".join(lines))
        if tree is not None:
            return tree
    return _by_paragraphs(lines)


def _culprit(lines: list[str], broken: Broken) -> int | None:
    """Index of the line to replace: the one refused, or the nearest before it that says anything.

    A block without a body is the fault of its header, which the message names.
    """
    header = re.search(r"^expected an indented block .* on line (\d+)$", broken.message)
    at = min(int(header.group(1)) if header else broken.line, len(lines)) - 1
    while at >= 0 and not lines[at].strip():
        at -= 1
    return at if at >= 0 else None


def _stand_in(lines: list[str], at: int) -> str:
    """What replaces a refused line: a header of the block below it, or nothing."""
    line = lines[at]
    bare = line.lstrip()
    indent = line[: len(line) - len(bare)]
    if bare in ("pass", "if True:"):
        return ""
    below = next((text for text in lines[at + 1 :] if text.strip()), "")
    deeper = len(below) - len(below.lstrip()) > len(indent)
    return indent + ("if True:" if deeper else "pass")


def _by_paragraphs(lines: list[str]) -> ast.Module:
    """The top-level statements that parse on their own, at their lines."""
    body: list[ast.stmt] = []
    starts = [i for i, text in enumerate(lines) if text[:1].strip() and text[0] not in "#)]}"]
    for start, end in pairwise([*starts, len(lines)]):
        tree = parse("\n".join(lines[start:end]))
        if tree is not None:
            for node in tree.body:
                ast.increment_lineno(node, start)
            body.extend(tree.body)
    return ast.Module(body=body, type_ignores=[])
