"""A tensor replaced by its number: by `.item()`, or by a literal that is right at one point only.

Why: what is a number brings no gradient, and a literal does not follow the input.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.mutation.source import Change, Source

EXAMPLES = (
    ("y = a + b\n", "y = a.item() + b\n"),
    ("y = x**2\n", "y = torch.tensor(1.0)\n"),
)


def mutate(source: Source) -> Iterator[Change]:
    """Take numbers out of operands, and put a literal in place of each computed tensor."""
    for node in source.nodes:
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.BinOp):
            continue
        for operand in (node.value.left, node.value.right):
            if isinstance(operand, ast.Name):
                text = source.replaced(operand, f"{operand.id}.item()")
                yield Change(f"{operand.id} replaced by its number", node.lineno, text)
        literal = source.replaced(node.value, "torch.tensor(1.0)")
        yield Change("literal in place of a computation", node.lineno, literal)
