"""Which functions a program calls, by their full names."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

from autograder import syntax
from autograder.extract.document import Cell
from autograder.static.rules.uncalled_function import unreached
from autograder.static.source import Code, read_unit


def code_of(cells: Sequence[Cell]) -> Code:
    """A program as the functions here look at it."""
    return Code(0, tuple(read_unit(number, cell) for number, cell in enumerate(cells)))


def calls_in(code: Code) -> Iterator[tuple[int, str, int]]:
    """Each call in the units of a program: number of the unit, name, line.

    A function goes by its dotted name, whatever it was imported as ("torch.func.jacrev"); a method
    of an unknown object by its own name behind a dot (".register_hook"). A function that is handed
    to another counts as called too (`map(jacrev, functions)`); what stands in a function that
    nothing calls does not.
    """
    dead = {id(definition.node) for definition in unreached(code)}
    for unit in code.units:
        waiting: list[ast.AST] = [unit.tree]
        while waiting:
            node = waiting.pop()
            if id(node) in dead:
                continue
            waiting.extend(syntax.children(node))
            for callee in _callees(node):
                for name in code.names.possible(callee):
                    yield unit.index, name, callee.lineno
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield unit.index, f".{node.func.attr}", node.lineno


def _callees(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Call):
        return [node.func, *node.args]
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return node.decorator_list
    return []


def lines_calling(code: Code, functions: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The lines, as (number of the unit, line), of calls of the functions, named as `calls_in`
    names them, and of what a call returned under a name (`jacobian = torch.func.jacrev(f)`)."""
    made = {
        target.id
        for _, node in code.walk()
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        if not functions.isdisjoint(code.names.possible(node.value.func))
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for unit, node in code.walk():
        if not isinstance(node, ast.Call):
            continue
        own = isinstance(node.func, ast.Name) and node.func.id in made
        names = (name for callee in _callees(node) for name in code.names.possible(callee))
        if own or not functions.isdisjoint(names):
            for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                yield unit.index, line


def wanted_names(functions: Iterable[str]) -> frozenset[str]:
    """The names under which `calls_in` shows the functions: a method goes by its own name too,
    since the class of an object is not in the source ("torch.Tensor.detach" is ".detach")."""
    found = set()
    for function in functions:
        found.add(function)
        *_, owner, last = ("", *function.split("."))
        if owner[:1].isupper():
            found.add(f".{last}")
    return frozenset(found)
