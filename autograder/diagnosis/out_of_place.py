"""Where a program computed a new tensor although the task wants one changed in place.

`d = d + 1` gives the name to a new tensor; `d += 1` and `d.add_(1)` change the one that is there.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.checks.case import Case, ProgramRuns
from autograder.evidence.schema import Op, Site
from autograder.experiments.nodes import refs, short
from autograder.spec.model import Words

MESSAGE = Words(
    zh="{{where}}：`{{code}}` 算出的是一个新张量，只是名字 {{name}} 指向了它；"
    "原来的张量没有改变（{title}）。",
    en="{{where}}: `{{code}}` computes a new tensor and gives it the name {{name}}; the old one is "
    "not changed ({title}).",
)
HINT = Words(
    zh="原地修改写成 {name} {sign}= …，或者用 {method}(…)。",
    en="To change it in place write {name} {sign}= …, or call {method}(…).",
)
_SIGNS: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "add"),
    ast.Sub: ("-", "sub"),
    ast.Mult: ("*", "mul"),
    ast.Div: ("/", "div"),
}


def rebindings(program: ProgramRuns) -> Iterator[tuple[Site, str, str, str]]:
    """Every `a = a + b`: its place, the name, the sign, and torch's name of the operation."""
    for unit, node in program.statements:
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            continue
        target, value = node.targets[0], node.value
        if not isinstance(target, ast.Name) or not isinstance(value, ast.BinOp):
            continue
        known = _SIGNS.get(type(value.op))
        operands = [o.id for o in (value.left, value.right) if isinstance(o, ast.Name)]
        if known is not None and target.id in operands:
            yield Site(unit, node.lineno), target.id, *known


def of_functions(
    case: Case, functions: tuple[str, ...]
) -> tuple[ProgramRuns, Site, str, str, str] | None:
    """The rebinding that ran in place of one of these functions, all of them in place."""
    methods = {short(name) for name in functions}
    for program in case.programs:
        for site, name, sign, method in rebindings(program):
            if {f"{method}_", f"__i{method}__"} & methods and _ops(program, site):
                return program, site, name, sign, method
    return None


def of_shared(case: Case) -> tuple[ProgramRuns, Site, str, str, str] | None:
    """The rebinding of what shares the memory of a tensor of the graded computation."""
    graded, program = case.graded, case.program
    history = None if program is None else program.history
    if graded is None or program is None or history is None:
        return None
    own = {key[0] for key in graded.ancestors}
    for site, name, sign, method in rebindings(program):
        for op in _ops(program, site):
            shared = {history.shares.get(tensor) for tensor, _ in refs(op)} - {None}
            if shared & own and method in short(op.name):
                return program, site, name, sign, method
    return None


def _ops(program: ProgramRuns, site: Site) -> list[Op]:
    ops = program.traces[0].ops if program.traces else ()
    return [op for op in ops if (op.site.unit, op.site.line) == (site.unit, site.line)]
