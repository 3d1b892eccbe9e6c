"""*What it checks*: names of attributes that are put together from pieces of text.

*Why it matters*: nobody writes `"__clo" + "sure__"` but to keep a reader from seeing it.

*Example*: `getattr(f, "f_" + "back")`, `setattr(torch.Tensor, "gr" "ad"[::-1], p)`.

*Feedback*: none to the student by itself; a flag with the line for the teacher. Names made from
something that is only known at run time (`f"layer{i}"`, a loop over names) are ordinary.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder import syntax
from autograder.static.findings import Finding
from autograder.static.rule import Bad
from autograder.static.source import Code, found
from autograder.static.suspicion import argument

CODE = "tampering_pattern"
VALID = (
    "import torch\nfor name in ('sin', 'cos'):\n    getattr(torch, name)(torch.ones(1))\n",
    "i = 1\ngetattr(object(), f'layer{i}', None)\ngetattr(object(), 'layer' + str(i), None)\n",
    "import torch\nprint('x' + '.grad', getattr(torch, 'pow'), vars(torch)['pow'])\n",
    "d = {}\nd['a' + 'b'] = 1\n",
)
INVALID = (
    Bad(
        "getattr(print, '__clo' + 'sure__')\n",
        (1,),
        detail={"pattern": "hidden_name", "level": "deliberate"},
    ),
    Bad("getattr(print, ''.join(['__glo', 'bals__']))\n", (1,)),
    Bad("getattr(print, '__slabolg__'[::-1])\n", (1,)),
    Bad("import torch\nvars(torch)['po' + 'w'] = None\ntorch.__dict__['p' + 'ow']\n", (2, 3)),
)


def check(code: Code) -> Iterator[Finding]:
    """Look at `getattr` and its kin, and at what is taken from a namespace."""
    for unit, node in code.walk():
        name = _asked(node)
        if name is not None and not isinstance(name, ast.Constant) and _fixed(name):
            line = getattr(node, "lineno", 1)
            yield found(CODE, unit, line, pattern="hidden_name", level="deliberate")


def _asked(node: ast.AST) -> ast.expr | None:
    """The expression that names an attribute, if a node asks for one by text."""
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else None
        plain = node.func.id if isinstance(node.func, ast.Name) else called
        if plain in ("getattr", "setattr", "delattr", "__setattr__", "__getattribute__"):
            return argument(node, 1, "name")
        if plain in ("attrgetter", "methodcaller", "__import__", "import_module"):
            return argument(node, 0, "name")
    if isinstance(node, ast.Subscript):
        owner = node.value
        spaces = ("vars", "globals", "locals")
        called_space = isinstance(owner, ast.Call) and isinstance(owner.func, ast.Name)
        if called_space and owner.func.id in spaces:  # type: ignore[attr-defined]
            return node.slice
        if isinstance(owner, ast.Attribute) and owner.attr in ("__dict__", "modules"):
            return node.slice
    return None


def _fixed(node: ast.AST) -> bool:
    """Whether an expression is made of nothing but literals."""
    return not any(
        isinstance(inner, ast.Name) or (isinstance(inner, ast.Call) and not _method(inner))
        for inner in syntax.nodes(node)
    )


def _method(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute)
