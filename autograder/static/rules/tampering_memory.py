"""*What it checks*: memory reached past Python, through ctypes or through numpy.

*Why it matters*: whoever writes to memory at will can change what is measured without a trace.

*Example*: `ctypes.pythonapi.x()`, a class with an `__array_interface__` of its own.

*Feedback*: none to the student by itself; a flag with the line for the teacher. Reading
`a.__array_interface__` is ordinary, and to import ctypes is merely odd.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from autograder.static.findings import Finding
from autograder.static.rule import Bad
from autograder.static.source import Code, found
from autograder.static.suspicion import Suspicion, imported

CODE = "tampering_pattern"
VALID = (
    "import numpy as np\nprint(np.ones(1).__array_interface__['data'])\n",
    "import numpy as np\nclass A:\n    def __array__(self):\n        return np.ones(1)\n",
)
INVALID = (
    Bad("import ctypes\n", (1,), detail={"pattern": "native_memory", "level": "look"}),
    Bad("import ctypes\nctypes.pythonapi.x()\n", (1, 2)),
    Bad("class A:\n    pass\nA.__array_interface__ = {}\n", (3,), detail={"level": "deliberate"}),
    Bad("class A:\n    @property\n    def __array_struct__(self):\n        return 1\n", (3,)),
    Bad("A = type('A', (), {'__array_interface__': {}})\n", (1,)),
)

_RAW_ARRAYS = ("__array_interface__", "__array_struct__")
"""What numpy takes for memory at any address."""
_CTYPES_REACH = re.compile(r"^ctypes\.(?:pythonapi|memmove|memset|cast|string_at|py_object)\b")


def check(code: Code) -> Iterator[Finding]:
    """Look at imports, at attributes, and at what is defined under numpy's names."""
    for unit, node in code.walk():
        for seen in _suspicions(code, node):
            line = getattr(seen.node, "lineno", 1)
            yield found(CODE, unit, line, pattern=seen.pattern, level=seen.level)


def _suspicions(code: Code, node: ast.AST) -> Iterator[Suspicion]:
    for name in imported(code, node):
        if name.split(".")[0] in ("ctypes", "cffi", "_ctypes"):
            yield Suspicion("native_memory", "look", node)
    if _makes_raw_array(node):
        yield Suspicion("native_memory", "deliberate", node)
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        name_or_none = code.names.resolve(node)
        whole = not isinstance(code.parents.get(node), ast.Attribute)
        if name_or_none and whole and _CTYPES_REACH.match(name_or_none):
            yield Suspicion("native_memory", "deliberate", node)


def _makes_raw_array(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and node.value in _RAW_ARRAYS
    if isinstance(node, ast.FunctionDef):
        return node.name in _RAW_ARRAYS
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and node.attr in _RAW_ARRAYS
    )
