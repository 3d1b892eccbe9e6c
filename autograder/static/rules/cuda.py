"""*What it checks*: code that asks for a GPU without asking whether there is one.

*Why it matters*: it runs on the student's machine and fails on every one without a GPU.

*Example*: `x = x.cuda()`, `torch.tensor(1., device="cuda")`.

*Feedback*: the line, and how to write it for both kinds of machine.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder import syntax
from autograder.static.findings import Finding
from autograder.static.rule import Bad
from autograder.static.source import Code, found

CODE = "cuda"
VALID = (
    "import torch\nd = torch.device('cuda' if torch.cuda.is_available() else 'cpu')\n",
    "import torch\nif torch.cuda.is_available():\n    x = torch.ones(1).cuda()\n",
    "import torch\nok = torch.cuda.is_available()\nif ok:\n    d = torch.device('cuda:0')\n",
    "import torch\ntry:\n    x = torch.ones(1).cuda()\nexcept RuntimeError:\n    pass\n",
    "print('cuda')\n",
)
INVALID = (
    Bad("import torch\nx = torch.ones(1).cuda()\n", (2,)),
    Bad("import torch\nx = torch.tensor(1., device='cuda')\ny = x.to('cuda:0')\n", (2, 3)),
    Bad("import torch\nd = torch.device('cuda')\n", (2,)),
)

_TAKES_DEVICE = {"torch.device", "torch.set_default_device", "torch.cuda.set_device"}


def check(code: Code) -> Iterator[Finding]:
    """Look at every call that moves something to a GPU."""
    asking: set[str] | None = None
    for unit, node in code.walk():
        if isinstance(node, ast.Call) and _wants_gpu(code, node):
            asking = _names_that_ask(code) if asking is None else asking
            if not _guarded(code, node, asking):
                yield found(CODE, unit, node.lineno)


def _wants_gpu(code: Code, node: ast.Call) -> bool:
    function = node.func
    method = function.attr if isinstance(function, ast.Attribute) else None
    name = code.names.resolve(function)
    if method == "cuda":
        return True
    if any(keyword.arg == "device" and _is_cuda(keyword.value) for keyword in node.keywords):
        return True
    takes = method == "to" or name in _TAKES_DEVICE
    return takes and any(_is_cuda(argument) for argument in node.args)


def _is_cuda(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.split(":")[0] == "cuda"
    )


def _asks(node: ast.AST, asking: set[str]) -> bool:
    return any(
        (isinstance(inner, ast.Attribute) and inner.attr in ("is_available", "device_count"))
        or (isinstance(inner, ast.Name) and inner.id in asking)
        for inner in syntax.nodes(node)
    )


def _names_that_ask(code: Code) -> set[str]:
    """Names that hold the answer of `is_available()`."""
    return {
        target.id
        for _, node in code.walk()
        if isinstance(node, ast.Assign) and _asks(node.value, set())
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _guarded(code: Code, node: ast.AST, asking: set[str]) -> bool:
    return any(
        (isinstance(outer, (ast.If, ast.IfExp, ast.While)) and _asks(outer.test, asking))
        or (isinstance(outer, ast.Try) and bool(outer.handlers))
        for outer in code.ancestors(node)
    )
