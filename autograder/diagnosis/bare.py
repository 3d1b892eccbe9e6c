"""Methods that were named but not called: `y.backward` on a line of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.checks.case import ProgramRuns
from autograder.evidence.schema import Site

METHODS = frozenset(
    (
        *("backward", "step", "zero_grad", "zero_", "detach_", "requires_grad_", "retain_grad"),
        *("eval", "train", "detach"),
    )
)
"""Methods that nobody would only look at."""


@dataclass(frozen=True)
class Bare:
    """A statement that consists of nothing but a method's name, and how it should be written."""

    site: Site
    method: str
    call: str


def bare_methods(program: ProgramRuns) -> Iterator[Bare]:
    """Every such statement of a program."""
    for unit, node in program.statements:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Attribute):
            method = node.value.attr
            if method in METHODS and not _is_data(program, unit, node):
                yield Bare(Site(unit, node.lineno), method, f"{ast.unparse(node.value)}()")


def _is_data(program: ProgramRuns, unit: int, node: ast.stmt) -> bool:
    """Whether a notebook showed the value of its cell's last line, and that was no method: a part
    of a data set may be called `train`."""
    shown = [o.text for o in program.outputs if o.unit == unit and o.stream == "result"]
    after = [other for at, other in program.statements if at == unit and other.lineno > node.lineno]
    return bool(shown) and not after and not any("method" in text for text in shown)
