"""*What it checks*: `torch.no_grad()` as a statement of its own, or kept in a name nobody enters.

*Why it matters*: the call only makes a context manager; without `with` tracking goes on.
(`torch.set_grad_enabled(False)` does act by itself, unless the parentheses are missing.)

*Example*: `torch.no_grad()` on its own line above `y2 = x ** 3`.

*Feedback*: the line, and that only the block of a `with` is untracked.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.static.findings import Finding
from autograder.static.rule import Bad
from autograder.static.source import Code, found
from autograder.static.torchlike import GRAD_MODES, SWITCHES

CODE = "no_grad_bare"
VALID = (
    "import torch\ntorch.set_grad_enabled(False)\n",
    "import torch\nng = torch.no_grad()\nng.__enter__()\n",
    "import torch\nwith torch.no_grad():\n    y = 1\n",
    "import torch\ntorch.no_grad().__enter__()\n",
    "import torch\n@torch.no_grad()\ndef f():\n    pass\nf()\n",
    "import torch\ncube = torch.no_grad()(lambda x: x ** 3)\n",
)
INVALID = (
    Bad("import torch\ntorch.no_grad()\ny = 1\n", (2,), detail={"name": "torch.no_grad"}),
    Bad("import torch\ntorch.no_grad\ny = 1\n", (2,)),
    Bad("import torch\nif True:\n    torch.inference_mode()\n", (3,)),
    Bad("import torch\ntorch.set_grad_enabled\n", (2,)),
    Bad("import torch\nng = torch.no_grad()\ny = 1\n", (2,)),
    Bad("y = 1\ntorch.no_grad();y2 = 2", (2,), before=("import torch",)),
)


def check(code: Code) -> Iterator[Finding]:
    """Look at every statement that only makes such a value."""
    used = {
        node.id
        for _, node in code.walk()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    for unit, node in code.walk():
        if isinstance(node, ast.Expr):
            name = code.names.called(node.value)
            bare = code.names.resolve(node.value)
            if name in GRAD_MODES or bare in GRAD_MODES | SWITCHES:
                yield found(CODE, unit, node.lineno, name=str(name or bare))
        elif isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
            name = code.names.called(node.value)
            if name in GRAD_MODES and isinstance(target, ast.Name) and target.id not in used:
                yield found(CODE, unit, node.lineno, name=str(name))
