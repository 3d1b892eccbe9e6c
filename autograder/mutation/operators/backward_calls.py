"""backward left out, called twice, called on another tensor, or followed by one more.

Why: gradients add up, a graph is freed, and only the result is to be differentiated.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.mutation.source import Change, Source

EXAMPLES = (
    ("a = x * 2\ny = a + 1\ny.backward()\n", "a = x * 2\ny = a + 1\n"),
    (
        "a = x * 2\ny = a + 1\ny.backward()\n",
        "a = x * 2\ny = a + 1\ny.backward()\ny.backward()\n",
    ),
    ("a = x * 2\ny = a + 1\ny.backward()\n", "a = x * 2\ny = a + 1\na.backward()\n"),
)


def mutate(source: Source) -> Iterator[Change]:
    """Drop, repeat, repeat with retain_graph, and move each backward that is a statement."""
    names = dict.fromkeys(
        target.id
        for node in source.nodes
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    )
    for node in source.nodes:
        call = node.value if isinstance(node, ast.Expr) else None
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
            continue
        if call.func.attr != "backward" or not isinstance(node, ast.Expr):
            continue
        lines = source.lines_of(node)
        first, last = node.lineno, node.end_lineno or node.lineno
        yield Change("backward dropped", first, source.with_lines(first, last, _nothing(node)))
        yield Change("backward twice", first, source.with_lines(first, last, lines + lines))
        if call.args or call.keywords:
            continue
        root = source.segment(call.func.value)
        kept = f"{' ' * node.col_offset}{root}.backward(retain_graph=True)\n"
        twice = source.with_lines(first, last, kept + lines)
        yield Change("backward twice, graph retained", first, twice)
        for name in names:
            if name != root:
                yield Change(f"backward of {name}", first, source.replaced(call.func.value, name))


def _nothing(node: ast.stmt) -> str:
    """A block must not be left empty."""
    return f"{' ' * node.col_offset}pass\n" if node.col_offset else ""
