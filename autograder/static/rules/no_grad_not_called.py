"""*What it checks*: `with torch.no_grad:`, the context manager's class without its parentheses.

*Why it matters*: Python raises an error at the `with`, so nothing in the block is computed.

*Example*: `with torch.no_grad:` (also inference_mode and set_grad_enabled).

*Feedback*: the line, and that parentheses make the block.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.static.findings import Finding
from autograder.static.rule import Bad
from autograder.static.source import Code, found
from autograder.static.torchlike import GRAD_MODES, SWITCHES

CODE = "no_grad_not_called"
VALID = (
    "import torch\nwith torch.no_grad():\n    y = 1\n",
    "import torch\n@torch.no_grad\ndef f():\n    pass\nf()\n",
    "import torch\nguard = torch.no_grad()\nwith guard:\n    y = 1\n",
)
INVALID = (
    Bad("import torch\nwith torch.no_grad:\n    y = 1\n", (2,), detail={"name": "torch.no_grad"}),
    Bad("from torch import no_grad as ng\nwith open('a'), ng:\n    y = 1\n", (2,)),
    Bad("import torch as t\ndef f():\n    with t.set_grad_enabled:\n        pass\n", (3,)),
)


def check(code: Code) -> Iterator[Finding]:
    """Look at every `with`."""
    for unit, node in code.walk():
        if isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                name = code.names.resolve(item.context_expr)
                if name in GRAD_MODES | SWITCHES:
                    yield found(CODE, unit, item.context_expr.lineno, name=str(name))
