"""Whether a program is plain: made of nothing but what leaves nothing behind when it has ended.

Such a program may run again, with other inputs, in the process in which it ran first; any other
gets a process of its own for each run. So what is not known to be harmless is not plain: names and
attributes are looked up in lists of what may be used (`vocabulary`), and nothing that begins with
an underscore is reached, nor anything by a name in a string.

What may be left is known and put back before the next run: whether gradients are on, the seeds of
random numbers, and the program's own names.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import TypeGuard

from autograder.static.source import Code
from autograder.static.vocabulary import ATTRIBUTES, BUILTINS, MODULES, SETTABLE

_OWNERS = frozenset({"self", "ctx"})
_SPECIAL_METHODS = frozenset({"__init__", "__call__", "__len__", "__getitem__", "__repr__"})
_KINDS: tuple[type[ast.AST], ...] = (
    *(ast.Module, ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Delete, ast.Pass),
    *(ast.If, ast.For, ast.While, ast.Break, ast.Continue, ast.With, ast.withitem, ast.Return),
    *(ast.FunctionDef, ast.Lambda, ast.arguments, ast.arg, ast.ClassDef, ast.Global, ast.Nonlocal),
    *(ast.Import, ast.ImportFrom, ast.alias, ast.Try, ast.ExceptHandler, ast.Raise, ast.Assert),
    *(ast.BinOp, ast.BoolOp, ast.UnaryOp, ast.Compare, ast.IfExp, ast.NamedExpr, ast.Call),
    *(ast.keyword, ast.Attribute, ast.Subscript, ast.Slice, ast.Starred, ast.Name, ast.Constant),
    *(ast.List, ast.Tuple, ast.Dict, ast.Set, ast.ListComp, ast.SetComp, ast.DictComp),
    *(ast.GeneratorExp, ast.comprehension, ast.JoinedStr, ast.FormattedValue),
    *(ast.operator, ast.boolop, ast.unaryop, ast.cmpop, ast.expr_context),
)


def is_plain(code: Code) -> bool:
    """Whether every unit of a program is plain."""
    if not all(unit.intact for unit in code.units):
        return False
    roots = {name.partition("/")[0].removesuffix(".py") for name in code.files}
    if not roots.isdisjoint(MODULES):
        return False
    nodes = [node for _, node in code.walk()]
    if not all(isinstance(node, _KINDS) for node in nodes):
        return False
    own = _Own(nodes)
    return all(_harmless(node, own) for node in nodes)


class _Own:
    """What the program itself gives names to: as names, and as attributes of its own objects."""

    def __init__(self, nodes: Iterable[ast.AST]) -> None:
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        for node in nodes:
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                self.names.add(node.id)
            elif isinstance(node, ast.arg):
                self.names.add(node.arg)
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                self.names.add(node.name)
                self.attributes.add(node.name)
                if isinstance(node, ast.ClassDef):
                    self.attributes.update(_assigned(node.body))
            elif isinstance(node, ast.alias):
                self.names.add((node.asname or node.name).partition(".")[0])
            elif isinstance(node, ast.ExceptHandler) and node.name:
                self.names.add(node.name)
            elif _is_of_own(node):
                self.attributes.add(node.attr)


def _assigned(body: Iterable[ast.stmt]) -> Iterator[str]:
    """The names that the statements of a class assign."""
    for statement in body:
        targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _is_of_own(node: ast.AST) -> TypeGuard[ast.Attribute]:
    """Whether it sets an attribute as methods do: `self.weight = …`."""
    return (
        isinstance(node, ast.Attribute)
        and not isinstance(node.ctx, ast.Load)
        and isinstance(node.value, ast.Name)
        and node.value.id in _OWNERS
    )


def _harmless(node: ast.AST, own: _Own) -> bool:
    if isinstance(node, ast.Name):
        if node.id.startswith("__"):
            return node.id == "__name__"
        return node.id in own.names or node.id in BUILTINS
    if isinstance(node, ast.Attribute):
        if node.attr.startswith("_") and node.attr not in ATTRIBUTES:
            return node.attr == "__init__" and isinstance(node.value, ast.Call)
        if isinstance(node.ctx, ast.Load):
            return node.attr in ATTRIBUTES or node.attr in own.attributes
        # Under a name of torch's it could be torch that is changed.
        new = node.attr in own.attributes and node.attr not in ATTRIBUTES
        return node.attr in SETTABLE or new or _is_of_own(node)
    if isinstance(node, ast.Call):
        # With three arguments it makes a class, whose methods may have any name.
        return not (isinstance(node.func, ast.Name) and node.func.id == "type") or (
            len(node.args) == 1 and not node.keywords
        )
    if isinstance(node, ast.FunctionDef):
        return not node.name.startswith("__") or node.name in _SPECIAL_METHODS
    if isinstance(node, ast.ClassDef):
        return not node.name.startswith("__") and not node.keywords
    if isinstance(node, ast.Import):
        return all(alias.name in MODULES for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return (
            not node.level
            and node.module in MODULES
            and all(
                alias.name in ATTRIBUTES or f"{node.module}.{alias.name}" in MODULES
                for alias in node.names
            )
        )
    return not isinstance(node, ast.arg) or not node.arg.startswith("__")
