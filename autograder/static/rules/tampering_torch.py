"""*What it checks*: attempts to change what torch reports, by replacing parts of it.

*Why it matters*: values and gradients that were replaced show nothing about the student's work.

*Example*: `torch.Tensor.grad = property(lambda t: torch.tensor(2.))`, `sys.modules["torch"] = m`.

*Feedback*: none to the student by itself; a flag with the line for the teacher. Settings such as
`torch.backends.cudnn.benchmark = True`, and slips such as `torch.no_grad = True`, are no attempts.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from autograder.static.findings import Finding
from autograder.static.rule import Bad
from autograder.static.source import Code, found
from autograder.static.suspicion import (
    Suspicion,
    argument,
    assigned,
    constant,
)

CODE = "tampering_pattern"
VALID = (
    "import torch\ntorch.backends.cudnn.benchmark = True\ntorch.manual_seed(0)\n",
    "import torch\nx = torch.tensor(1., requires_grad=True)\nx.grad = None\nx.data = x.data * 2\n"
    "x.grad.zero_()\nx.requires_grad = False\n",
    "import torch\nclass C(torch.autograd.Function):\n    @staticmethod\n"
    "    def forward(ctx, x):\n        ctx.save_for_backward(x)\n        return x\n"
    "    @staticmethod\n    def backward(ctx, g):\n        return g\nC.apply(torch.ones(1))\n",
    "import torch\ntorch.autograd.set_detect_anomaly(True)\ntorch.no_grad = True\n",
    "import torch.nn.functional as F\nclass N(torch.nn.Module):\n    pass\nN.forward = print\n",
    "import sys\nsys.stdout = open('log.txt', 'w')\nsys.setrecursionlimit(10000)\n",
)
INVALID = (
    Bad(
        "import torch\ntorch.Tensor.backward = lambda self: None\n",
        (2,),
        detail={"pattern": "torch_patched", "level": "deliberate"},
    ),
    Bad(
        "import torch\ntorch.Tensor.show = print\ntorch.x = torch.ones(1)\n",
        (2, 3),
        detail={"level": "look"},
    ),
    Bad("import torch\ntorch.Tensor.__repr__ = lambda t: 't'\n", (2,), detail={"level": "look"}),
    Bad("from torch import Tensor\nsetattr(Tensor, 'grad', 2)\n", (2,)),
    Bad("import torch as t\nT = t.Tensor\nT.__pow__ = lambda a, b: a\n", (3,)),
    Bad("import torch\nold = torch.pow\ntorch.pow = lambda a, b: old(a, 2)\n", (3,)),
    Bad("from unittest import mock\nmock.patch('torch.Tensor.grad', 2).start()\n", (2,)),
    Bad("import sys\nsys.modules['torch'] = None\n", (2,), detail={"level": "deliberate"}),
    Bad("import sys\ndel sys.modules['helper']\n", (2,), detail={"level": "look"}),
    Bad("import sys\nsys.modules.pop('torch.overrides')\n", (2,), detail={"level": "deliberate"}),
    Bad("import builtins\nbuiltins.print = None\n", (2,), detail={"level": "look"}),
)

_SETTINGS = re.compile(
    r"^torch\.(?:backends|_dynamo|_inductor|utils|cuda|nn|optim|distributions)\b"
)
_MEASURED = frozenset(
    (
        *("grad", "backward", "requires_grad", "requires_grad_", "grad_fn", "is_leaf", "item"),
        *("data", "detach", "detach_", "tolist", "numpy", "register_hook", "retain_grad"),
        *("pow", "add", "mul", "sub", "div", "sum", "mean", "square", "float_power", "eq"),
        *("tensor", "as_tensor", "Tensor", "ones", "zeros", "full", "autograd", "overrides"),
        *("no_grad", "enable_grad", "inference_mode", "set_grad_enabled", "is_grad_enabled"),
        *("allclose", "isclose", "equal"),
    )
)
"""What the grader measures with; replacing anything else of torch's is merely odd."""

_OPERATORS = frozenset(
    (
        *("add", "radd", "iadd", "sub", "rsub", "isub", "mul", "rmul", "imul", "pow", "rpow"),
        *("ipow", "truediv", "rtruediv", "neg", "eq", "float", "bool", "getattribute", "getattr"),
        *("setattr", "torch_function", "torch_dispatch", "class", "dict", "new", "init", "call"),
        *("enter", "exit", "code", "defaults", "kwdefaults", "globals", "closure"),
    )
)
"""Special methods that decide what is computed or shown as computed."""


def check(code: Code) -> Iterator[Finding]:
    """Look at assignments, `setattr` and `mock.patch`."""
    for unit, node in code.walk():
        for seen in _suspicions(code, node):
            line = getattr(seen.node, "lineno", 1)
            yield found(CODE, unit, line, pattern=seen.pattern, level=seen.level)


def _suspicions(code: Code, node: ast.AST) -> Iterator[Suspicion]:
    for target, value in assigned(node):
        yield from _assignment(code, node, target, value)
    if isinstance(node, ast.Call):
        yield from _call(code, node)


def _assignment(
    code: Code, node: ast.AST, target: ast.expr, value: ast.expr | None
) -> Iterator[Suspicion]:
    if isinstance(target, ast.Subscript) and code.names.resolve(target.value) == "sys.modules":
        yield _module_edit(node, constant(target.slice))
    elif isinstance(target, ast.Attribute):
        owner = code.names.resolve(target.value)
        if owner is None or (value is not None and isinstance(constant(value), (bool, int, float))):
            return
        if owner == "builtins":
            yield Suspicion("builtins_patched", "look", node)
        elif _is_torch(owner):
            yield _patch(node, owner, target.attr)


def _patch(node: ast.AST, owner: str, attribute: object) -> Suspicion:
    """Something of torch's is replaced: surely what is measured with, or a name of their own."""
    name = str(attribute)
    part_of_autograd = owner.startswith(("torch.autograd", "torch._", "torch.overrides"))
    operator = name.startswith("__") and name.strip("_") in _OPERATORS
    measured = operator or name in _MEASURED or part_of_autograd
    return Suspicion("torch_patched", "deliberate" if measured else "look", node)


def _module_edit(node: ast.AST, name: object) -> Suspicion:
    top = str(name).split(".")[0]
    sure = top in ("torch", "autograder", "__main__", "IPython")
    return Suspicion("modules_edited", "deliberate" if sure else "look", node)


def _call(code: Code, node: ast.Call) -> Iterator[Suspicion]:
    name = code.names.resolve(node.func)
    plain = node.func.id if isinstance(node.func, ast.Name) else None
    if plain in ("setattr", "delattr") and node.args:
        owner = code.names.resolve(node.args[0])
        if owner is not None and _is_torch(owner):
            yield _patch(node, owner, constant(argument(node, 1, "")))
    elif name in ("sys.modules.pop", "sys.modules.update", "sys.modules.clear"):
        yield _module_edit(node, constant(argument(node, 0, "")))
    elif name is not None and name.startswith("unittest.mock.patch"):
        target = constant(argument(node, 0, "target"))
        if isinstance(target, str) and _is_torch(target):
            owner, _, attribute = target.rpartition(".")
            yield _patch(node, owner, attribute)


def _is_torch(name: str) -> bool:
    return name.split(".", maxsplit=1)[0] == "torch" and not _SETTINGS.match(name)
