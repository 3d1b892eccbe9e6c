"""The input is no leaf that autograd fills: untracked, or bound anew before it is used.

Why: `x.grad` is None then, and silently so.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.mutation.source import Change, Source

EXAMPLES = (
    (
        "x = torch.tensor(1.0, requires_grad=True)\n",
        "x = torch.tensor(1.0, requires_grad=False)\n",
    ),
    (
        "x = torch.tensor(1.0, requires_grad=True)\n",
        "x = torch.tensor(1.0, requires_grad=True)\nx = x * 1.0\n",
    ),
    (
        "x = torch.tensor(1.0, requires_grad=True)\n",
        "x = torch.tensor(1.0, requires_grad=True)\nx = x.detach()\n",
    ),
)


def mutate(source: Source) -> Iterator[Change]:
    """Untrack each leaf, and bind it anew to a result, a detached tensor and a fresh leaf."""
    for node in source.nodes:
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
            continue
        flags = [k for k in node.value.keywords if k.arg == "requires_grad"]
        target = node.targets[0]
        if not flags or not isinstance(target, ast.Name):
            continue
        yield Change("input untracked", node.lineno, source.replaced(flags[0].value, "False"))
        pad, name = " " * node.col_offset, target.id
        first, last = node.lineno, node.end_lineno or node.lineno
        for what, more in (
            ("input re-bound to a result", f"{name} = {name} * 1.0"),
            ("input detached", f"{name} = {name}.detach()"),
            ("input changed in place", f"{name} += 1"),
        ):
            lines = source.lines_of(node) + f"{pad}{more}\n"
            yield Change(what, node.lineno, source.with_lines(first, last, lines))
