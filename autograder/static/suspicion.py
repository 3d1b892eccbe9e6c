"""What a pattern of tampering is: a name, how sure it is, and where.

"deliberate" is for what no honest homework does; "look" for what is odd here and may have an
honest reason, so that a person decides. Ordinary code is neither.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from autograder.static.source import Code

Level: TypeAlias = Literal["deliberate", "look"]


@dataclass(frozen=True)
class Suspicion:
    """One sighting at a node."""

    pattern: str
    level: Level
    node: ast.AST


def constant(node: ast.AST | None) -> object:
    """The value of a literal, else None."""
    return node.value if isinstance(node, ast.Constant) else None


def argument(node: ast.Call, position: int, keyword: str) -> ast.expr | None:
    """An argument of a call, given by position or by name."""
    if len(node.args) > position:
        return node.args[position]
    return next((item.value for item in node.keywords if item.arg == keyword), None)


def assigned(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """Pairs of target and value of an assignment; the value of a deletion is None."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield target, node.value
    elif isinstance(node, (ast.AugAssign, ast.AnnAssign)):
        yield node.target, node.value
    elif isinstance(node, ast.Delete):
        for target in node.targets:
            yield target, None


def imported(code: Code, node: ast.AST) -> Iterator[str]:
    """Dotted names that an import statement, or a call of `__import__`, brings in."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield alias.name
    elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
        for alias in node.names:
            yield f"{node.module}.{alias.name}"
    elif isinstance(node, ast.Call):
        plain = isinstance(node.func, ast.Name) and node.func.id == "__import__"
        if plain or code.names.called(node) == "importlib.import_module":
            name = constant(argument(node, 0, "name"))
            if isinstance(name, str):
                yield name
