"""A test file without its hidden cases, for the run whose messages students read.

Whatever stands in that process could get into a message by way of an object of the student's. So
hidden functions go, and with them every name that the public ones do not use.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from autograder import syntax

_ALWAYS = (ast.Import, ast.ImportFrom)
_HEADER = frozenset({"OK_FORMAT", "name", "points", "all_or_nothing"})


def without(source: str, hidden: Sequence[tuple[str, int]]) -> str | None:
    """The source without these functions, (name, first line) each, on the same lines as before.

    None where one of them is no function of the file's own, so that it cannot be cut out.
    """
    if not hidden:
        return source
    tree = syntax.parse(source)
    wanted = dict.fromkeys(hidden)
    cases = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    cut = [node for node in cases if (node.name, _first_line(node)) in wanted]
    if len(cut) != len(wanted):
        return None
    decorated = [node for node in cases if node.decorator_list and node not in cut]
    kept: list[ast.stmt] = [node for node in tree.body if isinstance(node, _ALWAYS)]
    kept += [node for node in tree.body if _binds(node) & _HEADER]
    kept += decorated
    needed = _used(kept)
    rest = [node for node in tree.body if node not in kept and node not in cut]
    while True:
        more = [node for node in rest if _binds(node) & needed]
        if not more:
            break
        kept += more
        rest = [node for node in rest if node not in more]
        needed |= _used(more)
    lines = source.split("\n")
    keep = {line for node in kept for line in range(_first_line(node), (node.end_lineno or 0) + 1)}
    return "\n".join(line if number in keep else "" for number, line in enumerate(lines, start=1))


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)])


def _binds(node: ast.stmt) -> set[str]:
    """Names that a top-level statement gives a meaning."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {node.name}
    return {
        inner.id
        for inner in ast.walk(node)
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)
    }


def _used(nodes: Sequence[ast.stmt]) -> set[str]:
    return {
        inner.id
        for node in nodes
        for inner in ast.walk(node)
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load)
    }
