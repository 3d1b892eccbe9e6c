"""Which functions a program calls, by their full names."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from autograder import syntax
from autograder.extract.document import Cell, Where
from autograder.static.names import Names
from autograder.static.source import Unit, read_unit


def calls_in(
    cells: Sequence[Cell], dead: frozenset[Where] = frozenset()
) -> Iterator[tuple[int, str, int]]:
    """Each call in the units of a program: number of the unit, name, line.

    A function goes by its dotted name, whatever it was imported as ("torch.func.jacrev"); a method
    of an unknown object by its own name behind a dot (".register_hook"). A function that is handed
    to another counts as called too (`map(jacrev, functions)`).

    Args:
        cells: the units, in order.
        dead: where functions stand whose bodies never run.
    """
    units = [read_unit(number, cell) for number, cell in enumerate(cells)]
    alive = [(unit, _alive(unit, dead)) for unit in units]
    names = Names(node for unit in units for node in unit.nodes)
    for unit, nodes in alive:
        for node in nodes:
            if not isinstance(node, ast.Call):
                continue
            for callee in (node.func, *node.args):
                name = names.resolve(callee)
                if name is not None:
                    yield unit.index, name, node.lineno
            if isinstance(node.func, ast.Attribute):
                yield unit.index, f".{node.func.attr}", node.lineno


def _alive(unit: Unit, dead: frozenset[Where]) -> list[ast.AST]:
    found: list[ast.AST] = []
    waiting: list[ast.AST] = [unit.tree]
    while waiting:
        node = waiting.pop()
        function = ast.FunctionDef | ast.AsyncFunctionDef
        if isinstance(node, function) and unit.cell.where(node.lineno) in dead:
            continue
        found.append(node)
        waiting.extend(syntax.children(node))
    return found
