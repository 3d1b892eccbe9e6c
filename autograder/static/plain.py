"""Whether a program is plain: made of nothing but what leaves nothing behind when it has ended.

Such a program may run again, with other inputs, in the process in which it ran first; any other
gets a process of its own for each run. So what is not known to be harmless is not plain: names and
attributes are looked up in lists of what may be used (`vocabulary`), and nothing that begins with
an underscore is reached, nor anything by a name in a string.

What may be left is known and put back before the next run: whether gradients are on, the seeds of
random numbers, and the program's own names. That nothing else is left is looked at then
(`probe.remains`).
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeGuard

from autograder.static.source import Code
from autograder.static.vocabulary import (
    ATTRIBUTES,
    BUILTINS,
    FACTORIES,
    MODULES,
    PARTS,
    SETTABLE,
    SHADOWED,
)

_PYTHONS = (frozenset(dir(builtins)) - BUILTINS - SHADOWED) | {
    *("get_ipython", "In", "Out", "exit", "quit"),
}
"""Names that stand for something that is not harmless wherever a program has not yet given them
to something else, as it may never do."""
_CELLS = re.compile(r"_+\d*|_i+\d*|_[doi]h|_exit_code")
"""What IPython calls the inputs and values of cells."""
_FRAMES = re.compile(r"(gi|cr|ag|tb|f|co|func|im)_\w+")
"""What Python calls what lies behind generators, errors and functions; nobody else need."""
_SHOWING = frozenset({"print", "display", "str", "repr", "isinstance", "issubclass"})
"""What may be given a type: it does nothing with it but show it or compare it."""
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
    return not own.unclear and all(_harmless(node, own, code.parents) for node in nodes)


class _Own:
    """What the program itself gives names to: as names, and as attributes of its own objects.

    `imported` are the names that it imports, `modules` those of them that stand for a module.
    `unclear` says whether `self` may be something else than an object of the program's.
    """

    def __init__(self, nodes: Iterable[ast.AST]) -> None:
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.imported: set[str] = set()
        self.modules: set[str] = set()
        given: set[str] = set()
        for node in nodes:
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                given.add(node.id)
            elif isinstance(node, ast.arg):
                self.names.add(node.arg)
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                given.add(node.name)
                if isinstance(node, ast.ClassDef):
                    self.attributes.update(_assigned(node.body))
            elif isinstance(node, ast.Import):
                names = {(item.asname or item.name).partition(".")[0] for item in node.names}
                self.imported |= names
                self.modules |= names
            elif isinstance(node, ast.ImportFrom):
                self.imported.update(item.asname or item.name for item in node.names)
                self.modules.update(
                    item.asname or item.name for item in node.names if item.name in PARTS
                )
            elif isinstance(node, ast.ExceptHandler) and node.name:
                given.add(node.name)
            elif _is_of_own(node):
                self.attributes.add(node.attr)
        self.attributes = {name for name in self.attributes if not _FRAMES.fullmatch(name)}
        self.unclear = not _OWNERS.isdisjoint(given | self.imported)
        self.names |= given | self.imported


def _assigned(body: Iterable[ast.stmt]) -> Iterator[str]:
    """The names that the statements of a class give: to methods, and to what they assign."""
    for statement in body:
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            yield statement.name
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


def _harmless(node: ast.AST, own: _Own, parents: Mapping[ast.AST, ast.AST]) -> bool:
    parent = parents.get(node)
    if isinstance(node, ast.Name):
        return _harmless_name(node, own, parent, parents)
    if isinstance(node, ast.Attribute):
        return _harmless_attribute(node, own, parent)
    if isinstance(node, ast.Call):
        return _name_of(node.func) not in FACTORIES or (
            not node.keywords and all(isinstance(one, (ast.List, ast.Tuple)) for one in node.args)
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
    given = getattr(node, "asname" if isinstance(node, ast.alias) else "name", None)
    if isinstance(node, (ast.alias, ast.ExceptHandler)):
        return given is None or not (given.startswith("__") or given in _PYTHONS)
    return not isinstance(node, ast.arg) or not node.arg.startswith("__")


def _harmless_name(
    node: ast.Name, own: _Own, parent: ast.AST | None, parents: Mapping[ast.AST, ast.AST]
) -> bool:
    if node.id.startswith("__"):
        return node.id == "__name__"
    if node.id in _PYTHONS:
        return False
    if isinstance(node.ctx, ast.Load):
        if _CELLS.fullmatch(node.id):
            return False
        if node.id in own.modules:
            # Under another name it would not be known for a module any more.
            return _looked_into(node, parent)
        if node.id == "type":
            return _asks_for_type(node, own, parent, parents)
    return node.id in own.names or node.id in BUILTINS


def _harmless_attribute(node: ast.Attribute, own: _Own, parent: ast.AST | None) -> bool:
    foreign = _root(node) in own.imported
    if node.attr.startswith("_") and node.attr not in ATTRIBUTES:
        return node.attr == "__init__" and isinstance(node.value, ast.Call)
    if node.attr.startswith("_") and not isinstance(node.ctx, ast.Load):
        return False
    if isinstance(node.ctx, ast.Load):
        if foreign and node.attr in PARTS and not _looked_into(node, parent):
            return False
        return node.attr in ATTRIBUTES or (node.attr in own.attributes and not foreign)
    # Under a name of torch's it could be torch that is changed.
    new = node.attr in own.attributes and node.attr not in ATTRIBUTES
    return not foreign and (node.attr in SETTABLE or new or _is_of_own(node))


def _looked_into(node: ast.expr, parent: ast.AST | None) -> bool:
    """Whether an attribute of it is taken; or it is called, as a module cannot be."""
    return isinstance(parent, ast.Attribute) or (
        isinstance(parent, ast.Call) and parent.func is node
    )


def _asks_for_type(
    node: ast.Name, own: _Own, parent: ast.AST | None, parents: Mapping[ast.AST, ast.AST]
) -> bool:
    """Whether this is `type(x)` to be shown or compared; with what it gives, and with more
    arguments, one makes classes, whose methods may have any name."""
    if not isinstance(parent, ast.Call) or parent.func is not node:
        return False
    if len(parent.args) != 1 or parent.keywords or isinstance(parent.args[0], ast.Starred):
        return False
    user = parents.get(parent)
    if isinstance(user, ast.Call):
        name = _name_of(user.func) if isinstance(user.func, ast.Name) else None
        return name in _SHOWING and name not in own.names
    if isinstance(user, ast.Attribute):
        return user.attr == "__name__" and isinstance(user.ctx, ast.Load)
    return isinstance(user, (ast.Expr, ast.FormattedValue, ast.Compare))


def _root(node: ast.expr) -> str | None:
    """The name that a chain of attributes begins with: `torch` of `torch.nn.Linear`."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _name_of(node: ast.expr) -> str | None:
    """The last name of a chain of attributes: `Linear` of `torch.nn.Linear`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None
