"""The graph cut somewhere else: `.detach()` on each tensor of each computation.

Why: students know that something must be detached, and detach what is at hand.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder import syntax
from autograder.mutation.source import Change, Source

EXAMPLES = (("y = a + b\n", "y = a.detach() + b\n"), ("y = a + b\n", "y = a + b.detach()\n"))


def mutate(source: Source) -> Iterator[Change]:
    """Detach each name that an assigned expression computes with."""
    for statement in source.nodes:
        if not isinstance(statement, ast.Assign):
            continue
        for node in syntax.nodes(statement.value):
            if isinstance(node, ast.BinOp):
                for operand in (node.left, node.right):
                    if isinstance(operand, ast.Name):
                        text = f"{operand.id}.detach()"
                        yield Change(
                            f"{operand.id} detached", node.lineno, source.replaced(operand, text)
                        )
