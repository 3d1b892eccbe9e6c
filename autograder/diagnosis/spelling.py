"""requires_grad, almost: Python lets a program put any attribute on a tensor."""

from __future__ import annotations

import ast
import re
from difflib import SequenceMatcher

from autograder.checks.case import ProgramRuns
from autograder.evidence.schema import Site
from autograder.spec.model import Words

_ALIKE = 0.84
_NO_TENSORS = frozenset(
    ("self", "cls", "ctx", "args", "cfg", "config", "opt", "options", "params", "hparams")
)
"""Usual names of what is no tensor, and may have such an attribute of its own."""
_KEYWORD = re.compile(r"unexpected keyword argument '?\"?(\w+)")

MISSPELT = Words(
    zh="{where}：`{code}` 不起作用：{wrong} 不是 PyTorch 的写法，所以 {x} 没有被追踪，得不到梯度。",
    en="{where}: `{code}` has no effect: {wrong} is not how PyTorch spells it, so {x} is not "
    "tracked and gets no gradient.",
)
SPELLING = Words(
    zh="写成 {x}.requires_grad = True（一个等号），或 {x}.requires_grad_()，"
    "或创建时 requires_grad=True。",
    en="Write {x}.requires_grad = True (one equals sign), or {x}.requires_grad_(), "
    "or requires_grad=True when you create it.",
)


def misspelt(program: ProgramRuns) -> tuple[Site, str] | None:
    """The first statement that assigns to an attribute almost called requires_grad, or compares
    requires_grad where an assignment was meant; with what it says."""
    last = _last(program)
    for unit, node in program.statements:
        wrong = _wrong(node)
        if isinstance(wrong, ast.Compare) and (
            node in last or _is_true(program, Site(unit, node.lineno))
        ):
            continue  # a notebook shows it; and nothing was to be set where it is set
        if wrong is not None:
            return Site(unit, node.lineno), ast.unparse(wrong)
    return None


def misspelt_keyword(message: str) -> str | None:
    """The keyword almost called requires_grad that a call refused, by Python's message."""
    match = _KEYWORD.search(message)
    return match.group(1) if match is not None and _alike(match.group(1)) else None


def _wrong(node: ast.stmt) -> ast.expr | None:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if not isinstance(target, ast.Attribute) or _is_no_tensor(target.value):
                continue
            if _alike(target.attr) or target.attr == "requires_grad_":
                return target
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Compare):
        left = node.value.left
        equal = isinstance(node.value.ops[0], ast.Eq)
        if equal and isinstance(left, ast.Attribute) and left.attr == "requires_grad":
            return node.value
    return None


def _is_no_tensor(owner: ast.expr) -> bool:
    return isinstance(owner, ast.Name) and owner.id in _NO_TENSORS


def _last(program: ProgramRuns) -> list[ast.stmt]:
    """The last statement of each cell of a notebook."""
    if program.program.style != "notebook":
        return []
    found: dict[int, ast.stmt] = {}
    for unit, node in program.statements:
        if unit not in found or node.lineno >= found[unit].lineno:
            found[unit] = node
    return list(found.values())


def _is_true(program: ProgramRuns, site: Site) -> bool:
    """Whether requires_grad was True each time that a line asked for it."""
    if program.history is None:
        return False
    reads = program.history.ops("requires_grad.__get__")
    seen = [op.number for op in reads if (op.site.unit, op.site.line) == (site.unit, site.line)]
    return bool(seen) and all(seen)


def _alike(name: str) -> bool:
    if name in ("requires_grad", "retains_grad", "requires_grad_"):
        return False
    return SequenceMatcher(None, name.lower(), "requires_grad").ratio() >= _ALIKE
