"""*What it checks*: tensor code in a string that nothing uses.

*Why it matters*: quotes switch code off as comments do; only what runs can be graded.

*Example*: the exercise between triple quotes.

*Feedback*: where it stands, when nothing that ran attempts the exercise. The text of the task, and
strings that are run (`exec`) or printed, are not such code.
"""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator

from autograder.extract.python import parse
from autograder.static.findings import Finding
from autograder.static.rule import Bad
from autograder.static.source import Code, found
from autograder.static.torchlike import is_worked_code, telling_line

CODE = "disabled_code"
VALID = (
    '"""题目：求 y3 对 x 的梯度\nwith torch.no_grad():\n    y2 = x * 3\n"""\nx = 1\n',
    "code = 'y = torch.ones(1)'\nexec(code)\n",
    "print('x.backward()')\n",
)
INVALID = (
    Bad(
        "'''\nimport torch\nx = torch.tensor(1.)\nx.backward()\n'''\n",
        (1,),
        detail={"kind": "string", "code": "x = torch.tensor(1.)"},
    ),
    Bad("old = '''\nx = torch.tensor(1.)\n'''\nx = 2\n", (1,)),
    Bad("'''\ny2 = torch.ones(1)\n'''\nx = 1", (1,), before=("import torch",)),
)


def check(code: Code) -> Iterator[Finding]:
    """Look at strings that are statements, or bound to a name that nothing reads."""
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
                shown = telling_line(value.value.split("\n"))
                yield found(CODE, unit, value.lineno, kind="string", code=shown)
