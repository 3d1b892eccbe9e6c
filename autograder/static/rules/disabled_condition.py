"""*What it checks*: tensor code under a condition that never holds.

*Why it matters*: only what runs can be graded.

*Example*: `if False:`, the `else` of `if True:`, or a misspelt `if __name__ == "main":`.

*Feedback*: the condition's line, when nothing that ran attempts the exercise.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.static.findings import Finding
from autograder.static.rule import Bad
from autograder.static.source import Code, found
from autograder.static.torchlike import uses_torch

CODE = "disabled_code"
VALID = (
    "if __name__ == '__main__':\n    y.backward()\n",
    "DEBUG = False\nif DEBUG:\n    y.backward()\n",
    "while True:\n    y.backward()\n    break\n",
    "if 0:\n    print('hello')\n",
)
INVALID = (
    Bad("x = 1\nif 0:\n    y.backward()\n", (2,), detail={"kind": "condition"}),
    Bad("if not True:\n    y.backward()\n", (1,)),
    Bad("if True:\n    x = 1\nelse:\n    y.backward()\n", (4,)),
    Bad("if __name__ == '__mian__':\n    y.backward()\n", (1,), detail={"kind": "main_guard"}),
)


def check(code: Code) -> Iterator[Finding]:
    """Look at every `if` and `while` whose truth can be read."""
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
