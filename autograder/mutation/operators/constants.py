"""Another number: a power, a factor or the input's value off by one, a power taken for a factor.

Why: `x*3` for `x**3` is the most copied mistake, and every power of 1 is 1.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.mutation.source import Change, Source

EXAMPLES = (("y = x**3\n", "y = x**4\n"), ("y = x**3\n", "y = x * 3\n"))


def mutate(source: Source) -> Iterator[Change]:
    """Change each number of a computation or of the input, and each power into a multiple."""
    for statement in source.nodes:
        if not isinstance(statement, ast.Assign):
            continue
        for node in ast.walk(statement.value):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
                text = f"{source.segment(node.left)} * {source.segment(node.right)}"
                yield Change("power taken for a multiple", node.lineno, source.replaced(node, text))
            if isinstance(node, ast.Constant) and type(node.value) in (int, float):
                number = node.value
                assert isinstance(number, int | float)
                for other in (number + 1, number - 1):
                    what = f"{other:g} in place of {number:g}"
                    yield Change(what, node.lineno, source.replaced(node, repr(other)))
