"""*What it checks*: tensor code in comments.

*Why it matters*: only what runs can be graded; students forget to switch it on again.

*Example*: the exercise with `#` before each line, and a later exercise below it.

*Feedback*: where it stands, when nothing that ran attempts the exercise. Text cells, and comments
that only mention `x.grad` or `torch.no_grad()`, are not code.
"""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator

from autograder.extract.markers import text_cells
from autograder.extract.python import parse
from autograder.static.findings import Finding
from autograder.static.rule import Bad
from autograder.static.source import Code, Unit, found, syntax_fault
from autograder.static.torchlike import is_worked_code, mentions_torch, telling_line

CODE = "disabled_code"
VALID = (
    "# y2.backward() 会报错，因为 y2 没有 grad_fn\n# x.grad 是 2\n# torch.no_grad()\nx = 1\n",
    "# %% [markdown]\n# with torch.no_grad():\n#     y2 = x ** 3\n# %%\nx = 1\n",
    "# y = 3\n# print(y)\n",
    "x = 1  # y = torch.ones(1)\n",
    "text = '''\n# y.backward()\n'''\nprint(text)\n",
)
INVALID = (
    Bad(
        "x = 1\n# 第一题\n# with torch.no_grad():\n#     y2 = x ** 3\n# y3.backward()\n",
        (3,),
        detail={"kind": "comment", "code": "with torch.no_grad():"},
    ),
    Bad("#y3.backward()\n", (1,)),
    Bad("def f():\n    # x = torch.tensor(1.)\n    pass\n", (2,)),
    Bad("x = 1\n# 反向传播，求 x.grad：\n# y.backward()\n# 完", (3,), before=("import torch",)),
)

_MAX_BLOCK = 80
_MAX_TRIES = 1_000
"""Parses of comments per unit: hostile ones would keep us for minutes."""


def check(code: Code) -> Iterator[Finding]:
    """Look at every block of comment lines."""
    for unit in code.units:
        yield from _comments(unit)


def _comments(unit: Unit) -> Iterator[Finding]:
    hidden = {
        number
        for first, text in text_cells(unit.cell.source)
        for number in range(first, first + text.count("\n") + 1)
    }
    for node in unit.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            hidden.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    block: list[tuple[int, str]] = []
    tries = iter(range(_MAX_TRIES))
    for number, line in enumerate([*unit.lines, ""], start=1):
        bare = line.strip()
        if bare.startswith("#") and number not in hidden:
            block.append((number, bare.lstrip("#")))
            continue
        if block:
            yield from _in_block(unit, block, tries)
            block = []


def _in_block(unit: Unit, block: list[tuple[int, str]], tries: Iterator[int]) -> Iterator[Finding]:
    """The longest runs of comment lines that are tensor code once the marks are taken away."""
    if not mentions_torch("\n".join(text for _, text in block)):
        return
    start = 0
    while start < len(block):
        end, tree = _longest_code(block, start, tries)
        if tree is None:
            start += 1
            continue
        if is_worked_code(tree.body):
            number = block[start + _first_working(tree) - 1][0]
            shown = telling_line([text for _, text in block[start:end]])
            yield found(CODE, unit, number, kind="comment", code=shown)
        start = end


def _first_working(tree: ast.Module) -> int:
    """The line of the first statement that is more than a word; a heading parses as a name."""
    for node in tree.body:
        if not isinstance(node, ast.Expr) or not isinstance(node.value, (ast.Name, ast.Constant)):
            return node.lineno
    return 1


def _longest_code(
    block: list[tuple[int, str]], start: int, tries: Iterator[int]
) -> tuple[int, ast.Module | None]:
    """The longest run of lines from `start` that parses, and where it ends.

    A run that reaches the line at which Python gave up will not parse either, so the next try
    ends before that line.
    """
    end = min(len(block), start + _MAX_BLOCK)
    while end > start and next(tries, None) is not None:
        text = textwrap.dedent("\n".join(line for _, line in block[start:end]))
        fault = syntax_fault(text)
        if fault is None:
            tree = parse(text)
            return (end, tree) if tree is not None and tree.body else (start, None)
        end = min(end - 1, start + fault.line - 1)
    return start, None
