"""Tells code that works with tensors and gradients from other code, by its look."""

from __future__ import annotations

import ast
import re

from autograder import syntax

_METHODS = {"backward", "detach", "detach_", "requires_grad_", "retain_grad", "zero_grad"}
_ATTRIBUTES = {"grad", "requires_grad", "grad_fn", "is_leaf"}
_FUNCTIONS = {
    *("no_grad", "inference_mode", "enable_grad", "set_grad_enabled", "tensor", "Variable"),
    *("ones", "zeros", "full", "rand", "randn", "arange"),
}
_HINT = re.compile(r"backward|torch|no_grad|requires_grad|detach|autograd|\btensor\b")
GRAD_MODES = {
    "torch.no_grad",
    "torch.inference_mode",
    "torch.autograd.no_grad",
    "torch.autograd.inference_mode",
    "torch.autograd.grad_mode.no_grad",
    "torch.autograd.grad_mode.inference_mode",
}
"""Context managers that stop tracking, and do nothing unless entered."""

SWITCHES = {
    "torch.set_grad_enabled",
    "torch.autograd.set_grad_enabled",
    "torch.autograd.grad_mode.set_grad_enabled",
}
"""Acts when called, entered or not."""


def uses_torch(nodes: list[ast.stmt]) -> bool:
    """Whether any statement names torch, or a method or attribute of tensors."""
    return any(_is_torch(node) for statement in nodes for node in syntax.nodes(statement))


def is_worked_code(nodes: list[ast.stmt]) -> bool:
    """Whether statements do tensor work: call backward, or assign or enter something of torch's.

    A lone mention (`x.grad`, `torch.no_grad()`) is what people write in prose, too.
    """
    for statement in nodes:
        for node in syntax.nodes(statement):
            if isinstance(node, ast.Call) and _attribute(node.func) == "backward":
                return True
        works = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.With, ast.FunctionDef)
        if isinstance(statement, works) and uses_torch([statement]):
            return True
    return False


def mentions_torch(text: str) -> bool:
    """Whether a text holds a word of torch's at all: a quick look before parsing it."""
    return _HINT.search(text) is not None


def telling_line(lines: list[str]) -> str:
    """The first line that works with tensors, for feedback to quote; else the first of all."""
    for line in lines:
        if mentions_torch(line) and not line.strip().startswith(("import ", "from ")):
            return line.strip()[:160]
    return next((line.strip()[:160] for line in lines if line.strip()), "")


def _is_torch(node: ast.AST) -> bool:
    if isinstance(node, ast.Name):
        return node.id == "torch"
    if isinstance(node, ast.Attribute):
        return node.attr in _METHODS or node.attr in _ATTRIBUTES
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in _FUNCTIONS
    return isinstance(node, ast.keyword) and node.arg == "requires_grad"


def _attribute(node: ast.AST) -> str | None:
    return node.attr if isinstance(node, ast.Attribute) else None
