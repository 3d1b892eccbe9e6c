"""Which functions a program calls, by their full names."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from autograder import syntax
from autograder.extract.document import Cell
from autograder.static.rules.uncalled_function import unreached
from autograder.static.source import Code, read_unit


def calls_in(cells: Sequence[Cell]) -> Iterator[tuple[int, str, int]]:
    """Each call in the units of a program: number of the unit, name, line.

    A function goes by its dotted name, whatever it was imported as ("torch.func.jacrev"); a method
    of an unknown object by its own name behind a dot (".register_hook"). A function that is handed
    to another counts as called too (`map(jacrev, functions)`); what stands in a function that
    nothing calls does not.
    """
    code = Code(0, tuple(read_unit(number, cell) for number, cell in enumerate(cells)))
    dead = {id(definition.node) for definition in unreached(code)}
    for unit in code.units:
        waiting: list[ast.AST] = [unit.tree]
        while waiting:
            node = waiting.pop()
            if id(node) in dead:
                continue
            waiting.extend(syntax.children(node))
            if not isinstance(node, ast.Call):
                continue
            for callee in (node.func, *node.args):
                name = code.names.resolve(callee)
                if name is not None:
                    yield unit.index, name, node.lineno
            if isinstance(node.func, ast.Attribute):
                yield unit.index, f".{node.func.attr}", node.lineno
