"""Gradients not cleared: zeroing left out, or an earlier backward that nobody cleared.

Why: `.grad` adds up, and nothing says so.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.mutation.source import Change, Source

EXAMPLES = (
    ("y.backward()\nx.grad.zero_()\n", "y.backward()\n"),
    ("y.backward()\nx.grad = None\n", "y.backward()\n"),
)


def mutate(source: Source) -> Iterator[Change]:
    """Drop each statement that clears a gradient."""
    for node in source.nodes:
        if isinstance(node, ast.stmt) and _clears(node):
            first, last = node.lineno, node.end_lineno or node.lineno
            rest = f"{' ' * node.col_offset}pass\n" if node.col_offset else ""
            yield Change("zeroing dropped", first, source.with_lines(first, last, rest))


def _clears(node: ast.stmt) -> bool:
    if isinstance(node, ast.Assign):
        nothing = isinstance(node.value, ast.Constant) and node.value.value is None
        targets = node.targets
        return nothing and any(isinstance(t, ast.Attribute) and t.attr == "grad" for t in targets)
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr in ("zero_", "zero_grad")
    )
