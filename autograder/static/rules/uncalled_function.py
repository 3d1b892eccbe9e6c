"""*What it checks*: functions with tensor code that nothing in the program reaches, and methods of
classes that are never made or named.

*Why it matters*: a function that is never called computes nothing.

*Example*: the whole exercise in `def solve():`, with no `solve()`.

*Feedback*: the function's line, when nothing that ran attempts the exercise.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from autograder import syntax
from autograder.static.findings import Finding
from autograder.static.rule import Bad
from autograder.static.source import Code, Unit, found
from autograder.static.torchlike import GRAD_MODES, SWITCHES, uses_torch

CODE = "uncalled_function"
FOR_MODULES = False
VALID = (
    "def f(x):\n    x.backward()\nf(1)\n",
    "def f(x):\n    x.backward()\nactions = [f]\n",
    "def f(x):\n    x.backward()\ndef g():\n    f(1)\nif __name__ == '__main__':\n    g()\n",
    "import torch\n@register\ndef f():\n    return torch.ones(1)\n",
    "class A:\n    def __init__(self):\n        self.run()\n"
    "    def run(self):\n        self.x.backward()\nA()\n",
    "import torch\nclass N(torch.nn.Module):\n    def forward(self, x):\n"
    "        return x.detach()\nN()(1)\n",
    "def f():\n    return 1\n",
    "def f():\n    x.backward()\nglobals()['f']()\n",
    "class A:\n    def run(self):\n        x.backward()\ngetattr(A(), 'run')()\n",
)
INVALID = (
    Bad("def f(x):\n    x.backward()\ny = 1\n", (1,), detail={"name": "f"}),
    Bad("import torch\n@torch.no_grad()\ndef f(x):\n    return x.detach()\n", (3,)),
    Bad("def f(x):\n    f(x.grad)\ndef g():\n    f(1)\n    y.backward()\n", (1, 3)),
    Bad("class A:\n    def run(self):\n        x.backward()\n", (2,), detail={"name": "A.run"}),
    Bad("class A:\n    def run(self):\n        x.backward()\nA()\n", (2,)),
    Bad("def f(x):\n    x.backward()", (1,), before=("import torch",)),
)

_QUIET_DECORATORS = {
    *GRAD_MODES,
    *SWITCHES,
    *("torch.enable_grad", "torch.jit.script", "torch.compile"),
    *("functools.lru_cache", "functools.cache", "functools.wraps"),
}
_QUIET_NAMES = {"staticmethod", "classmethod", "property"}
_Function = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass
class Definition:
    """A function, method or class: its name, and what reaching it makes reachable."""

    unit: Unit
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    owner: ast.ClassDef | None
    uses: set[str] = field(default_factory=set)


def check(code: Code) -> Iterator[Finding]:
    """The functions with tensor code that nothing reaches."""
    for definition in unreached(code):
        node = definition.node
        if isinstance(node, _Function) and uses_torch(node.body):
            owner = definition.owner
            name = node.name if owner is None else f"{owner.name}.{node.name}"
            yield found(CODE, definition.unit, node.lineno, name=name)


def unreached(code: Code) -> list[Definition]:
    """Follow names from the top level through every function that they reach; what is left."""
    if not any(isinstance(node, (*_Function, ast.ClassDef)) for _, node in code.walk()):
        return []
    definitions, reached = _gather(code)
    pending = list(definitions)
    progress = True
    while progress:
        progress = False
        for definition in list(pending):
            if _is_reached(definition, reached):
                reached |= definition.uses
                pending.remove(definition)
                progress = True
    return pending


def _is_reached(definition: Definition, reached: set[str]) -> bool:
    node, owner = definition.node, definition.owner
    if owner is None:
        return node.name in reached
    # What inherits is called by what it inherits from (Module.forward, TestCase.test_...).
    implied = bool(owner.bases) or (node.name.startswith("__") and node.name.endswith("__"))
    return owner.name in reached and (implied or node.name in reached)


def _gather(code: Code) -> tuple[list[Definition], set[str]]:
    """All definitions, and the names used at the top level."""
    definitions: list[Definition] = []
    top: set[str] = set()
    for unit in code.units:
        pending: list[tuple[ast.AST, set[str], ast.ClassDef | None]] = [(unit.tree, top, None)]
        while pending:
            node, uses, owner = pending.pop()
            if isinstance(node, (*_Function, ast.ClassDef)):
                definition = Definition(unit, node, owner)
                definitions.append(definition)
                _outside(code, node, uses)
                uses = definition.uses
                inner = node if isinstance(node, ast.ClassDef) else None
                pending.extend((child, uses, inner) for child in node.body)
                if isinstance(node, _Function):
                    pending.append((node.args, uses, None))
                continue
            _note(node, uses)
            pending.extend((child, uses, owner) for child in syntax.children(node))
    return definitions, top


def _outside(
    code: Code, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, uses: set[str]
) -> None:
    """What a definition uses where it stands; a decorator that may call it counts as its use."""
    for decorator in node.decorator_list:
        function = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = code.names.resolve(function)
        quiet = isinstance(function, ast.Name) and function.id in _QUIET_NAMES
        if name not in _QUIET_DECORATORS and not quiet:
            uses.add(node.name)
        for inner in syntax.nodes(decorator):
            _note(inner, uses)
    if isinstance(node, ast.ClassDef):
        for base in node.bases:
            for inner in syntax.nodes(base):
                _note(inner, uses)
            if "TestCase" in ast.dump(base):
                uses.add(node.name)


def _note(node: ast.AST, uses: set[str]) -> None:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        uses.add(node.id)
    elif isinstance(node, ast.Attribute):
        uses.add(node.attr)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 200:
        # getattr(a, "run"), globals()["f"], eval("f()")
        uses.update(node.value.replace("(", " ").replace(")", " ").replace(".", " ").split())
