"""*What it checks*: attempts to see or stop who records the run.

*Why it matters*: a record that can be switched off or read shows nothing about the student's work.

*Example*: `sys.settrace(None)`, taking the recorder's mode off torch's stack, walking stack frames.

*Feedback*: none to the student by itself; a flag with the line for the teacher. `gc.collect()`,
`inspect.signature`, `pdb` and tracebacks are ordinary.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from autograder.static.findings import Finding
from autograder.static.rule import Bad
from autograder.static.source import Code, found
from autograder.static.suspicion import Level, Suspicion, argument, constant, imported

CODE = "tampering_pattern"
VALID = (
    "import sys, gc\ngc.collect()\nprint(sys.version, sys.getsizeof(1), sys.getrefcount(2))\n",
    "import inspect, pdb, traceback\nprint(inspect.signature(print))\ntraceback.print_exc()\n",
    "import torch\nx = torch.ones(1)\nx.register_hook(print)\nprint(x.grad_fn.next_functions)\n",
    "import torch.overrides\nprint(torch.overrides.is_tensor_like(1))\n",
)
INVALID = (
    Bad("import sys\nsys.settrace(None)\n", (2,), detail={"level": "deliberate"}),
    Bad("import gc\nfor o in gc.get_objects():\n    pass\n", (2,), detail={"level": "look"}),
    Bad("import sys\nsys._getframe(1)\n", (2,), detail={"level": "look"}),
    Bad("f = None\ngetattr(f, 'f_back')\n", (2,), detail={"level": "deliberate"}),
    Bad("import inspect\ninspect.currentframe().f_back.f_locals\n", (2, 2, 2)),
    Bad(
        "from torch.overrides import TorchFunctionMode\n",
        (1,),
        detail={"pattern": "torch_function_mode", "level": "look"},
    ),
    Bad("from torch.overrides import _pop_mode\n", (1,), detail={"level": "deliberate"}),
    Bad("import torch\ntorch._C._pop_torch_function_stack()\n", (2,)),
    Bad("import torch\nwith torch._C.DisableTorchFunction():\n    pass\n", (2,)),
    Bad("import torch\ntorch._C._jit_pass_x()\n", (2,), detail={"level": "look"}),
    Bad("().__class__.__base__.__subclasses__()\n", (1,), detail={"level": "deliberate"}),
    Bad("object.__subclasses__()\n", (1,), detail={"level": "deliberate"}),
    Bad("class A:\n    pass\nA.__subclasses__()\n", (3,), detail={"level": "look"}),
)

_MODES = re.compile(
    r"(?i)disable_?torch_?(?:function|dispatch)|torch_function_(?:stack|mode)|_pop_mode|_push_mode"
    r"|function_mode_stack|_len_torch|_exit_mode|_set_torch_function"
)
_CALLS: dict[str, tuple[str, Level]] = {
    "sys.settrace": ("tracing", "deliberate"),
    "sys.setprofile": ("tracing", "deliberate"),
    "threading.settrace": ("tracing", "deliberate"),
    "threading.setprofile": ("tracing", "deliberate"),
    "sys.addaudithook": ("tracing", "deliberate"),
    "gc.get_objects": ("object_search", "look"),
    "gc.get_referrers": ("object_search", "look"),
    "gc.get_referents": ("object_search", "look"),
    "sys._getframe": ("frames", "look"),
    "sys._current_frames": ("frames", "look"),
    "inspect.stack": ("frames", "look"),
    "inspect.currentframe": ("frames", "look"),
    "inspect.getouterframes": ("frames", "look"),
}
_ATTRIBUTES: dict[str, tuple[str, Level]] = {
    "f_back": ("frames", "deliberate"),
    "f_locals": ("frames", "look"),
    "f_globals": ("frames", "look"),
    "tb_frame": ("frames", "look"),
    "gi_frame": ("frames", "look"),
    "__subclasses__": ("object_search", "look"),
    "__globals__": ("object_search", "look"),
    "__closure__": ("object_search", "look"),
}


def check(code: Code) -> Iterator[Finding]:
    """Look at imports, calls and attributes."""
    for unit, node in code.walk():
        for seen in _suspicions(code, node):
            line = getattr(seen.node, "lineno", 1)
            yield found(CODE, unit, line, pattern=seen.pattern, level=seen.level)


def _suspicions(code: Code, node: ast.AST) -> Iterator[Suspicion]:
    for name in imported(code, node):
        yield from _import(node, name)
    called = code.names.called(node)
    if isinstance(node, ast.Call) and constant(_named(node)) in _ATTRIBUTES:
        yield Suspicion(*_ATTRIBUTES[str(constant(_named(node)))], node)
    elif called in _CALLS:
        yield Suspicion(*_CALLS[called], node)
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        yield from _attribute(code, node)


def _named(node: ast.Call) -> ast.expr | None:
    """The name that `getattr` or `attrgetter` asks for."""
    plain = node.func.id if isinstance(node.func, ast.Name) else None
    last = node.func.attr if isinstance(node.func, ast.Attribute) else plain
    if last == "attrgetter":
        return argument(node, 0, "")
    return argument(node, 1, "") if last in ("getattr", "__getattribute__") else None


def _import(node: ast.AST, name: str) -> Iterator[Suspicion]:
    last = name.rsplit(".", 1)[-1]
    internal = name.startswith(("torch.overrides.", "torch._C", "torch.utils._python_dispatch"))
    if internal and (_MODES.search(last) or last.startswith("_")) and last != "_C":
        yield Suspicion("torch_function_mode", "deliberate", node)
    elif last in ("TorchFunctionMode", "TorchDispatchMode"):
        yield Suspicion("torch_function_mode", "look", node)


def _everything(node: ast.expr) -> bool:
    """Whether an expression leads up to `object`, the class of everything."""
    if isinstance(node, ast.Subscript):
        return _everything(node.value)
    if isinstance(node, ast.Name):
        return node.id in ("object", "type")
    return isinstance(node, ast.Attribute) and node.attr in ("__base__", "__bases__", "__mro__")


def _attribute(code: Code, node: ast.Attribute) -> Iterator[Suspicion]:
    if node.attr in _ATTRIBUTES:
        pattern, level = _ATTRIBUTES[node.attr]
        if node.attr == "__subclasses__" and _everything(node.value):
            level = "deliberate"
        yield Suspicion(pattern, level, node)
        return
    name = code.names.resolve(node) or ""
    # Of a dotted chain only the whole is looked at, or each link would be reported.
    if isinstance(code.parents.get(node), ast.Attribute):
        return
    if name.startswith("torch.overrides.") and name.endswith(("FunctionMode", "DispatchMode")):
        yield Suspicion("torch_function_mode", "look", node)
    elif name.startswith(("torch._C.", "torch.overrides._")):
        sure = _MODES.search(name) is not None
        yield Suspicion("torch_internals", "deliberate" if sure else "look", node)
