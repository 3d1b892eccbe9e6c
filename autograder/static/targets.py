"""What each line assigns to: hints for which tensor a student means by which name."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from autograder import syntax

_BLOCKS = (
    ast.With,
    ast.AsyncWith,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.If,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Try,
    ast.Match,
)


def targets_of(nodes: Iterable[ast.AST]) -> dict[int, tuple[str, ...]]:
    """Names assigned by the statements among `nodes` on each line (1-based).

    All lines of a statement count; of a block (`with`, `for`) those of its header.
    """
    found: dict[int, list[str]] = {}
    for node in nodes:
        if not isinstance(node, ast.stmt):
            continue
        names = list(dict.fromkeys(_assigned(node)))
        if not names:
            continue
        for line in range(node.lineno, _last_line(node) + 1):
            known = found.setdefault(line, [])
            known.extend(name for name in names if name not in known)
    return {line: tuple(names) for line, names in sorted(found.items())}


def _last_line(node: ast.stmt) -> int:
    end = node.end_lineno or node.lineno
    body = getattr(node, "body", None)
    if isinstance(node, _BLOCKS) and isinstance(body, list) and body:
        first: ast.stmt = body[0]
        return max(node.lineno, min(end, first.lineno - 1))
    return end


def _assigned(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _names(target)
    elif isinstance(node, (ast.AnnAssign, ast.AugAssign, ast.For, ast.AsyncFor)):
        yield from _names(node.target)
    elif isinstance(node, (ast.With, ast.AsyncWith)):
        for item in node.items:
            if item.optional_vars is not None:
                yield from _names(item.optional_vars)
    if isinstance(node, _BLOCKS):
        header: list[ast.AST] = [node.test] if isinstance(node, (ast.If, ast.While)) else []
    else:
        header = [node]
    for part in header:
        for inner in syntax.nodes(part):
            if isinstance(inner, ast.NamedExpr):
                yield inner.target.id


def _names(target: ast.AST) -> Iterator[str]:
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, (ast.Tuple, ast.List)):
        for element in target.elts:
            yield from _names(element)
    elif isinstance(target, ast.Starred):
        yield from _names(target.value)
    elif isinstance(target, ast.Attribute):
        # `self.y2 = ...` names a tensor; `x.grad = ...` names a property of one.
        if isinstance(target.value, ast.Name) and target.value.id in ("self", "cls"):
            yield target.attr
    elif isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
        key = target.slice.value  # results["y2"] = ...
        if isinstance(key, str):
            yield key
