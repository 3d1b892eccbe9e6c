"""Does the source hold what the trace says it ran?

A recorded operation names its line and column. There the student's source must have an expression
that can make it: `x ** 2` for a power, `a + b` for a sum, or a call. A trace written by hand
points to places where nothing of the kind stands.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from autograder.evidence.schema import Site
from autograder.experiments.arithmetic import canonical
from autograder.experiments.model import Experiment
from autograder.experiments.nodes import short
from autograder.experiments.replay import Mismatch
from autograder.experiments.trace import Trace
from autograder.extract.document import Cell, Program

_OPERATORS: dict[str, tuple[type[ast.AST], ...]] = {
    "add": (ast.Add,),
    "sub": (ast.Sub,),
    "rsub": (ast.Sub,),
    "mul": (ast.Mult,),
    "div": (ast.Div,),
    "pow": (ast.Pow,),
    "neg": (ast.USub,),
}

_HIGHER = frozenset(
    {
        *("sum", "reduce", "map", "list", "tuple", "eval", "exec", "next", "sorted", "max", "min"),
        *("prod", "accumulate", "starmap", "partial", "apply", "vmap", "grad", "jacobian"),
        *("jacrev", "compile", "checkpoint", "func"),
    }
)
"""Callables that compute on behalf of what they are given."""


def contradictions(program: Program, trace: Trace, experiment: Experiment) -> Iterator[Mismatch]:
    """Operations of the graded experiment at places where no expression can have made them."""
    for name, site in _claims(trace, experiment):
        nodes = _at(program, site)
        if nodes and not any(_can_make(node, name) for node in nodes):
            yield Mismatch(f"nothing on this line computes {name}", site)
        elif not nodes and _is_empty(program, site):
            yield Mismatch(f"there is no such line to compute {name}", site)


def unexplained(program: Program, trace: Trace, experiment: Experiment) -> Iterator[Mismatch]:
    """Operations at calls of something that does not bear their name.

    Honest programs have them too (a model, a partial object); with other signs beside them they
    tell of a trace written by hand.
    """
    for name, site in _claims(trace, experiment):
        nodes = _at(program, site)
        if nodes and not any(_names_it(node, name) for node in nodes):
            yield Mismatch(f"nothing on this line is called {name}", site)


def _claims(trace: Trace, experiment: Experiment) -> Iterator[tuple[str, Site]]:
    for key in experiment.ancestors:
        op = trace.nodes[key].producer
        if op is not None and op.site.unit >= 0:
            yield canonical(short(op.name)), op.site
    if experiment.backward is not None and experiment.backward.site.unit >= 0:
        yield experiment.backward.kind, experiment.backward.site


def _can_make(node: ast.AST, name: str) -> bool:
    if isinstance(node, ast.Call):
        return True
    if name in _OPERATORS:
        operator = getattr(node, "op", None)
        # A for loop, a with or an assignment by itself computes nothing by an operator.
        return isinstance(operator, _OPERATORS[name]) or not isinstance(
            node, (ast.BinOp, ast.AugAssign, ast.UnaryOp, ast.Constant)
        )
    return not isinstance(node, ast.Constant)


def _names_it(node: ast.AST, name: str) -> bool:
    if isinstance(node, ast.Call):
        called = node.func
        last = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        plain = name.strip("_")
        return canonical(last) == name or plain in last or last in _HIGHER or last in plain
    return _can_make(node, name)


def _is_empty(program: Program, site: Site) -> bool:
    """Whether a source that we can read has no statement that covers the line."""
    if not 0 <= site.unit < len(program.cells):
        return True
    lines = _covered(program.cells[site.unit])
    return bool(lines) and site.line not in lines


@lru_cache(maxsize=64)
def _covered(cell: Cell) -> frozenset[int]:
    """The lines that some statement covers."""
    if cell.plain_tree is None:
        return frozenset()
    return frozenset(
        line
        for node in cell.plain_tree.body
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    ) | frozenset(
        decorator.lineno for node in cell.nodes for decorator in getattr(node, "decorator_list", ())
    )


def _at(program: Program, site: Site) -> tuple[ast.AST, ...]:
    """The expressions that start at a site, or stand on its line where the column is unknown."""
    if not 0 <= site.unit < len(program.cells):
        return ()
    places = _places(program.cells[site.unit])
    if site.column < 0:
        return tuple(
            node for (line, _), nodes in places.items() if line == site.line for node in nodes
        )
    return places.get((site.line, site.column), ())


@lru_cache(maxsize=64)
def _places(cell: Cell) -> dict[tuple[int, int], tuple[ast.AST, ...]]:
    """(line, column in UTF-8 bytes) to what starts there; empty for what is no plain Python."""
    if cell.plain_tree is None:
        return {}
    found: dict[tuple[int, int], list[ast.AST]] = defaultdict(list)
    for node in cell.nodes:
        if isinstance(node, (ast.expr, ast.stmt)):
            found[node.lineno, node.col_offset].append(node)
    return {place: tuple(nodes) for place, nodes in found.items()}
