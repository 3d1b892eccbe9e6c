"""*What it checks*: tensor code that never runs: commented out, kept in a string that nothing uses,
under `if False:`, or under a misspelt `if __name__ == "main":`.

*Why it matters*: only what runs can be graded; students forget to switch it on again.

*Example*: the exercise between triple quotes, with a later exercise below it.

*Feedback*: where it stands, when nothing that ran attempts the exercise. Text cells, and comments
that only mention `x.grad` or `torch.no_grad()`, are not code.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator

from autograder.extract.markers import text_cells
from autograder.extract.python import parse
from autograder.static.findings import Finding
from autograder.static.rule import Bad
from autograder.static.source import Code, Unit, found, syntax_fault
from autograder.static.torchlike import is_worked_code, uses_torch

CODE = "disabled_code"
VALID = (
    "# y2.backward() 会报错，因为 y2 没有 grad_fn\n# x.grad 是 2\n# torch.no_grad()\nx = 1\n",
    "# %% [markdown]\n# with torch.no_grad():\n#     y2 = x ** 3\n# %%\nx = 1\n",
    '"""题目：求 y3 对 x 的梯度\nwith torch.no_grad():\n    y2 = x * 3\n"""\nx = 1\n',
    "code = 'y = torch.ones(1)'\nexec(code)\n",
    "if __name__ == '__main__':\n    y.backward()\n",
    "DEBUG = False\nif DEBUG:\n    y.backward()\n",
    "# y = 3\n# print(y)\n",
    "x = 1  # y = torch.ones(1)\n",
)
INVALID = (
    Bad(
        "x = 1\n# 第一题\n# with torch.no_grad():\n#     y2 = x ** 3\n# y3.backward()\n",
        (3,),
        detail={"kind": "comment", "code": "with torch.no_grad():"},
    ),
    Bad("#y3.backward()\n", (1,)),
    Bad("def f():\n    # x = torch.tensor(1.)\n    pass\n", (2,)),
    Bad(
        "'''\nimport torch\nx = torch.tensor(1.)\nx.backward()\n'''\n",
        (1,),
        detail={"kind": "string", "code": "x = torch.tensor(1.)"},
    ),
    Bad("old = '''\nx = torch.tensor(1.)\n'''\nx = 2\n", (1,)),
    Bad("x = 1\nif 0:\n    y.backward()\n", (2,), detail={"kind": "condition"}),
    Bad("if True:\n    x = 1\nelse:\n    y.backward()\n", (4,)),
    Bad("if __name__ == '__mian__':\n    y.backward()\n", (1,), detail={"kind": "main_guard"}),
    Bad("'''\ny2 = torch.ones(1)\n'''\nx = 1", (1,), before=("import torch",)),
)

_HINT = re.compile(r"backward|torch|no_grad|requires_grad|detach|autograd|\btensor\b")
_MAX_BLOCK = 120
_MAX_LINES = 2_000


def check(code: Code) -> Iterator[Finding]:
    """Look at comments, strings and conditions."""
    for unit in code.units:
        yield from _comments(unit)
    yield from _strings(code)
    yield from _conditions(code)


def _comments(unit: Unit) -> Iterator[Finding]:
    hidden = {
        number
        for first, text in text_cells(unit.cell.source)
        for number in range(first, first + text.count("\n") + 1)
    }
    for node in ast.walk(unit.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            hidden.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    block: list[tuple[int, str]] = []
    for number, line in enumerate([*unit.lines, ""], start=1):
        bare = line.strip()
        if bare.startswith("#") and number not in hidden:
            block.append((number, bare.lstrip("#")))
            continue
        if block:
            yield from _in_block(unit, block)
            block = []


def _in_block(unit: Unit, block: list[tuple[int, str]]) -> Iterator[Finding]:
    """The longest runs of comment lines that are tensor code once the marks are taken away."""
    if not _HINT.search("\n".join(text for _, text in block)):
        return
    start = 0
    block = block[:_MAX_LINES]
    while start < len(block):
        end, tree = _longest_code(block, start)
        if tree is None:
            start += 1
            continue
        if is_worked_code(tree.body):
            number = block[start + _first_working(tree) - 1][0]
            shown = _telling_line([text for _, text in block[start:end]])
            yield found(CODE, unit, number, kind="comment", code=shown)
        start = end


def _first_working(tree: ast.Module) -> int:
    """The line of the first statement that is more than a word; a heading parses as a name."""
    for node in tree.body:
        if not isinstance(node, ast.Expr) or not isinstance(node.value, (ast.Name, ast.Constant)):
            return node.lineno
    return 1


def _longest_code(block: list[tuple[int, str]], start: int) -> tuple[int, ast.Module | None]:
    """The longest run of lines from `start` that parses, and where it ends.

    A run that reaches the line at which Python gave up will not parse either, so the next try
    ends before that line.
    """
    end = min(len(block), start + _MAX_BLOCK)
    while end > start:
        text = textwrap.dedent("\n".join(line for _, line in block[start:end]))
        fault = syntax_fault(text)
        if fault is None:
            tree = parse(text)
            return (end, tree) if tree is not None and tree.body else (start, None)
        end = min(end - 1, start + fault.line - 1)
    return start, None


def _strings(code: Code) -> Iterator[Finding]:
    used = {
        node.id
        for _, node in code.walk()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    for unit, node in code.walk():
        if isinstance(node, ast.Expr):
            value: ast.expr = node.value
        elif isinstance(node, ast.Assign) and all(
            isinstance(target, ast.Name) and target.id not in used for target in node.targets
        ):
            value = node.value
        else:
            continue
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            tree = parse(textwrap.dedent(value.value).strip("\n"))
            if tree is not None and is_worked_code(tree.body):
                shown = _telling_line(value.value.split("\n"))
                yield found(CODE, unit, value.lineno, kind="string", code=shown)


def _conditions(code: Code) -> Iterator[Finding]:
    for unit, node in code.walk():
        if not isinstance(node, (ast.If, ast.While)):
            continue
        never = _truth(node.test)
        if never is False and uses_torch(node.body):
            yield found(CODE, unit, node.lineno, kind="condition")
        elif never is True and isinstance(node, ast.If) and node.orelse and uses_torch(node.orelse):
            yield found(CODE, unit, node.orelse[0].lineno, kind="condition")
        elif _misspelt_main(node.test) and uses_torch(node.body):
            yield found(CODE, unit, node.lineno, kind="main_guard")


def _truth(test: ast.expr) -> bool | None:
    """What a condition that is a literal always is."""
    if isinstance(test, ast.Constant):
        return bool(test.value)
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = _truth(test.operand)
        return None if inner is None else not inner
    return None


def _misspelt_main(test: ast.expr) -> bool:
    if not (isinstance(test, ast.Compare) and len(test.ops) == 1):
        return False
    sides = [test.left, test.comparators[0]]
    named = any(isinstance(side, ast.Name) and side.id == "__name__" for side in sides)
    other = [side.value for side in sides if isinstance(side, ast.Constant)]
    return named and isinstance(test.ops[0], ast.Eq) and bool(other) and other[0] != "__main__"


def _telling_line(lines: list[str]) -> str:
    """The first line that works with tensors, for the feedback to quote."""
    for line in lines:
        if _HINT.search(line) and not line.strip().startswith(("import ", "from ")):
            return line.strip()[:160]
    return next((line.strip()[:160] for line in lines if line.strip()), "")
