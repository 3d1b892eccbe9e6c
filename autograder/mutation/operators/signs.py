"""Another operation: + for *, - for +, and the like.

Why: products and sums of ones agree at the prescribed point.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.mutation.source import Change, Source

EXAMPLES = (("y = a + b\n", "y = a * b\n"), ("y = a * b\n", "y = a + b\n"))

_OTHERS: dict[type[ast.operator], tuple[str, ...]] = {
    ast.Add: ("*", "-"),
    ast.Sub: ("+",),
    ast.Mult: ("+", "/"),
    ast.Div: ("*",),
    ast.MatMult: ("*",),
}


def mutate(source: Source) -> Iterator[Change]:
    """Put another sign between the operands of each operation of an assignment."""
    for statement in source.nodes:
        if not isinstance(statement, (ast.Assign, ast.AugAssign, ast.Return)):
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.BinOp):
                for sign in _OTHERS.get(type(node.op), ()):
                    left, right = source.segment(node.left), source.segment(node.right)
                    text = f"{left} {sign} {right}"
                    yield Change(
                        f"{sign} in place of the sign", node.lineno, source.replaced(node, text)
                    )
