"""*What it checks*: a number printed as the gradient that no expression produced.

*Why it matters*: an answer that was typed in shows nothing about autograd.

*Example*: `print("x.grad =", 2)`, `print("tensor(2.)")`, `grad = 2.0; print(grad)`.

*Feedback*: the line; only when the program has no gradient of autograd's. Sentences that explain
(`print("so the gradient is 2, because ...")`) are no such claims.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from autograder.static.findings import Finding
from autograder.static.rule import Bad
from autograder.static.source import Code, found

CODE = "literal_print"
VALID = (
    "print('x.grad =', x.grad)\n",
    "print(f'x.grad = {x.grad}')\n",
    "print('=' * 20)\nprint('第2题')\nprint('step', 1)\n",
    "print('x 的梯度是 2，因为 y2 没有被追踪')\n",
    "print('The gradient is 2 because y2 = x ** 3 is not tracked.')\n",
    "x = 1\nprint('x =', x)\n",
    "print()\nprint('y3 =', 2)\n",
    "grad = 2.0\ngrad = x.grad\nprint(grad)\n",
)
INVALID = (
    Bad("print('x.grad =', 2)\n", (1,), detail={"value": "2"}),
    Bad("print('tensor(2.)')\n", (1,), detail={"value": "2."}),
    Bad("print('x的梯度为：2')\n", (1,)),
    Bad("print(2.0)\n", (1,), detail={"value": "2.0"}),
    Bad("print(f'dy3/dx = {2}')\n", (1,)),
    Bad("print('x.grad = %s' % 2)\nprint('梯度：{}'.format(2.0))\n", (1, 2)),
    Bad("x_grad = 2.0\nprint('答案', x_grad)\n", (2,), detail={"value": "2.0"}),
)

_NUMBER = r"[-+]?\d+(?:\.\d*)?"
_GRADIENT = re.compile(r"(?i)grad|梯度|导数|d\s*y\d?\s*/\s*d\s*x|∂|derivative")
_GRADIENT_NAME = re.compile(r"(?i)grad|^d(?:y\d?)?_?(?:by_?)?dx$|梯度|导数|deriv")
_REASONS = re.compile(r"(?i)因为|所以|因此|由于|because|since|therefore|\bso\b|thus|hence")
_TENSOR = re.compile(rf"^\s*tensor\(\[?({_NUMBER})\]?\)\s*$")
_CLAIM = re.compile(rf"^.{{0,40}}?[=:：是为]\s*(?:tensor\(\[?)?({_NUMBER})\]?\)?\s*[。.!！]?\s*$")


def check(code: Code) -> Iterator[Finding]:
    """Look at every `print`."""
    literals = _literal_names(code)
    for unit, node in code.walk():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            value = _claimed(node, literals) if node.func.id == "print" else None
            if value is not None:
                yield found(CODE, unit, node.lineno, value=value)


def _claimed(node: ast.Call, literals: dict[str, str]) -> str | None:
    """The number that a print states by literals alone, or None."""
    named = any(isinstance(argument, ast.Name) for argument in node.args)
    texts = [_text(argument, literals) for argument in node.args]
    known = [text for text in texts if text is not None]
    if not known or len(known) < len(texts):
        return None
    line = " ".join(known)
    if len(known) == 1 and re.fullmatch(_NUMBER, line):
        return line
    tensor = _TENSOR.match(line)
    if tensor:
        return tensor.group(1)
    claims = named or _GRADIENT.search(line)
    if not claims or "\n" in line.strip() or _REASONS.search(line):
        return None
    if len(known) > 1 and re.fullmatch(_NUMBER, known[-1]):
        return known[-1]
    claim = _CLAIM.match(line)
    return claim.group(1) if claim else None


def _text(node: ast.AST, literals: dict[str, str]) -> str | None:
    """What an expression of nothing but literals prints; None for any other."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.Name):
        return literals.get(node.id)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        inner = _text(node.operand, {})
        return None if inner is None else ("-" if isinstance(node.op, ast.USub) else "") + inner
    return _formatted(node, literals)


def _formatted(node: ast.AST, literals: dict[str, str]) -> str | None:
    """`f"...{2}"`, `"...%s" % 2` and `"...{}".format(2)` as they print."""
    if isinstance(node, ast.JoinedStr):
        return _joined(node.values, literals)
    if isinstance(node, ast.FormattedValue):
        return _text(node.value, literals)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        template = _text(node.left, {})
        value = _text(node.right, literals)
        if template is None or value is None:
            return None
        return re.sub(r"%[-\d.]*[sdfgr]", lambda _: value, template, count=1)
    return _by_format(node, literals)


def _by_format(node: ast.AST, literals: dict[str, str]) -> str | None:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return None
    template = _text(node.func.value, {}) if node.func.attr == "format" else None
    values = [_text(argument, literals) for argument in node.args]
    if template is None or not values or node.keywords or any(value is None for value in values):
        return None
    filling = iter(value or "" for value in values)
    return re.sub(r"\{[^{}]*\}", lambda _: next(filling, ""), template)


def _joined(parts: list[ast.expr], literals: dict[str, str]) -> str | None:
    texts = [_text(part, literals) for part in parts]
    return None if any(text is None for text in texts) else "".join(text or "" for text in texts)


def _literal_names(code: Code) -> dict[str, str]:
    """Names that sound like a gradient and are only ever bound to one literal number."""
    values: dict[str, list[str | None]] = {}
    for _, node in code.walk():
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target, value = node.targets[0], node.value
            if isinstance(target, ast.Name) and _GRADIENT_NAME.search(target.id):
                number = isinstance(value, ast.Constant) and type(value.value) in (int, float)
                values.setdefault(target.id, []).append(_text(value, {}) if number else None)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            values.setdefault(node.id, [])
    stored: dict[str, int] = {}
    for _, node in code.walk():
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            stored[node.id] = stored.get(node.id, 0) + 1
    return {
        name: bound[0]
        for name, bound in values.items()
        if len(bound) == 1 and bound[0] is not None and stored.get(name) == 1
    }
