"""Where what a line gave goes on to, by the names in the source.

NumPy and plain Python leave no trace; what was taken out of torch is followed through assignments,
lists and the student's own functions. Scopes are not told apart, so that more is followed than
there is, and nothing is missed that goes by names.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from autograder import syntax
from autograder.checks.case import ProgramRuns
from autograder.evidence.schema import Site

Place = tuple[int, int]
"""(unit, line)."""

_ROUNDS = 4
"""Times that all statements are gone through: loops and functions hand names back."""


@dataclass(frozen=True)
class _Step:
    """One statement without the statements in it: where it stands, and the names that it reads and
    gives values to; `calls` are functions of the program that it calls."""

    unit: int
    first: int
    last: int
    reads: frozenset[str]
    gives: frozenset[str]
    calls: frozenset[str]

    def holds(self, place: Place) -> bool:
        """Whether a line belongs to it."""
        return self.unit == place[0] and self.first <= place[1] <= self.last


class Flow:
    """The way of names through one program, worked out when it is first asked for."""

    def __init__(self, program: ProgramRuns) -> None:
        self._program = program
        self._known: dict[tuple[Place, Place], bool] = {}

    @cached_property
    def _source(self) -> tuple[list[_Step], dict[str, frozenset[str]]]:
        return _steps(self._program)

    def leads(self, start: Site, end: Site) -> bool:
        """Whether what was computed at `start` may have gone into what was computed at `end`."""
        asked = (start.unit, start.line), (end.unit, end.line)
        if asked not in self._known:
            self._known[asked] = self._leads(*asked)
        return self._known[asked]

    def _leads(self, start: Place, end: Place) -> bool:
        steps, parameters = self._source
        names: set[str] = set()
        for _ in range(_ROUNDS):
            before = len(names)
            for step in steps:
                if not step.holds(start) and names.isdisjoint(step.reads):
                    continue
                if step.holds(end):
                    return True
                names |= step.gives
                for name in step.calls:
                    names |= parameters[name]
            if len(names) == before:
                return False
        return False


def _steps(program: ProgramRuns) -> tuple[list[_Step], dict[str, frozenset[str]]]:
    parameters: dict[str, frozenset[str]] = {}
    inside: dict[int, str] = {}
    for _, node in program.statements:
        if isinstance(node, ast.FunctionDef):
            every = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            parameters[node.name] = frozenset(arg.arg for arg in every)
            inside.update((id(inner), node.name) for inner in syntax.nodes(node))
    imports = {
        alias.asname or alias.name.partition(".")[0]
        for _, node in program.statements
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    steps = [
        _step(unit, node, parameters, inside.get(id(node)))
        for unit, node in program.statements
        if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom)
    ]
    # Nothing is kept in a module: `np.save(a)`.
    return [replace(step, gives=step.gives - imports) for step in steps], parameters


def _step(
    unit: int, node: ast.stmt, parameters: dict[str, frozenset[str]], function: str | None
) -> _Step:
    reads: set[str] = set()
    gives: set[str] = set()
    calls: set[str] = set()
    last = node.lineno
    for part in _own(node):
        last = max(last, getattr(part, "end_lineno", None) or 0)
        if isinstance(part, ast.Name):
            (reads if isinstance(part.ctx, ast.Load) else gives).add(part.id)
        elif isinstance(part, ast.Call):
            if isinstance(part.func, ast.Name) and part.func.id in parameters:
                calls.add(part.func.id)
            elif isinstance(node, ast.Expr) and isinstance(part.func, ast.Attribute):
                gives |= _owner(part.func)  # numbers.append(y.item())
        elif isinstance(part, ast.Attribute | ast.Subscript) and not isinstance(part.ctx, ast.Load):
            gives |= _owner(part)
    if isinstance(node, ast.AugAssign):
        reads |= gives
    if isinstance(node, ast.Return) and function is not None:
        gives.add(function)
    return _Step(unit, node.lineno, last, frozenset(reads), frozenset(gives), frozenset(calls))


def _own(node: ast.stmt) -> Iterator[ast.AST]:
    """The parts of a statement that belong to no statement in it."""
    todo: list[ast.AST] = list(syntax.children(node))
    while todo:
        part = todo.pop()
        if not isinstance(part, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield part
            todo.extend(syntax.children(part))


def _owner(node: ast.expr) -> set[str]:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return {node.id} if isinstance(node, ast.Name) else set()
