"""What an operation must give, worked out again in plain Python: values and derivatives.

Only operations that are sure are here; what is not here is not judged. Contents are flat tuples
in row-major order, and an operand of one element stands for all elements, as in broadcasting.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Values: TypeAlias = tuple[float, ...]


@dataclass(frozen=True)
class Rule:
    """One operation on at most two operands.

    `forward` gives a result element from elements of the operands; `slopes` its derivative by
    each operand, given the operands and the result.
    """

    forward: Callable[..., float]
    slopes: tuple[Callable[..., float], ...]


def _power_slope(a: float, b: float) -> float:
    return b * a ** (b - 1) if b else 0.0


ELEMENTWISE: dict[str, Rule] = {
    "add": Rule(lambda a, b: a + b, (lambda a, b: 1.0, lambda a, b: 1.0)),
    "sub": Rule(lambda a, b: a - b, (lambda a, b: 1.0, lambda a, b: -1.0)),
    "rsub": Rule(lambda a, b: b - a, (lambda a, b: -1.0, lambda a, b: 1.0)),
    "mul": Rule(lambda a, b: a * b, (lambda a, b: b, lambda a, b: a)),
    "div": Rule(lambda a, b: a / b, (lambda a, b: 1 / b, lambda a, b: -a / b**2)),
    "pow": Rule(lambda a, b: a**b, (_power_slope, lambda a, b: a**b * math.log(a))),
    "square": Rule(lambda a: a * a, (lambda a: 2 * a,)),
    "neg": Rule(lambda a: -a, (lambda a: -1.0,)),
    "exp": Rule(math.exp, (math.exp,)),
    "log": Rule(math.log, (lambda a: 1 / a,)),
    "sqrt": Rule(math.sqrt, (lambda a: 0.5 / math.sqrt(a),)),
    "sin": Rule(math.sin, (math.cos,)),
    "cos": Rule(math.cos, (lambda a: -math.sin(a),)),
}
"""Operations element by element, under the names of `canonical`."""

SAME = frozenset(
    [
        "clone",
        "contiguous",
        "detach",
        "data.__get__",
        "squeeze",
        "unsqueeze",
        "reshape",
        "view",
        "flatten",
        "ravel",
        "double",
        "float",
        "to",
        "requires_grad_",
        "alias",
    ]
)
"""Operations that hand on all elements as they are."""

CUT = frozenset(("detach", "data.__get__"))
"""Operations after which autograd follows nothing back."""

REDUCING = frozenset(("sum", "mean"))

_SPELLINGS = {
    "add": ("__add__", "__radd__", "__iadd__", "add_"),
    "sub": ("__sub__", "__isub__", "sub_", "subtract"),
    "rsub": ("__rsub__", "rsub"),
    "mul": ("__mul__", "__rmul__", "__imul__", "mul_", "multiply"),
    "div": ("__truediv__", "true_divide", "divide", "div_", "__itruediv__"),
    "pow": ("__pow__", "pow_", "__ipow__"),
    "neg": ("__neg__", "negative"),
}
_CANONICAL = {spelling: name for name, all_ in _SPELLINGS.items() for spelling in all_}


def canonical(name: str) -> str:
    """One name for all spellings of an operation; `name` comes without its module."""
    return _CANONICAL.get(name, name)


def sure(name: str) -> bool:
    """Whether we can say what an operation of this canonical name must give."""
    return name in ELEMENTWISE or name in SAME or name in REDUCING


def forward(name: str, operands: Sequence[Values]) -> Values | None:
    """The result that the operation must give, or None where it is not to be said.

    Args:
        name: a canonical name for which `sure` holds.
        operands: contents of the tensors and numbers that go in.
    """
    try:
        if name in SAME:
            return operands[0]
        if name in REDUCING:
            if len(operands) != 1:
                return None
            total = math.fsum(operands[0])
            return (total if name == "sum" else total / len(operands[0]),)
        rule = ELEMENTWISE[name]
        if len(operands) != len(rule.slopes):
            return None
        size = max(len(values) for values in operands)
        if any(len(values) not in (1, size) for values in operands):
            return None
        return tuple(rule.forward(*at(operands, index)) for index in range(size))
    except (ArithmeticError, ValueError, TypeError, IndexError):
        return None


def backward(name: str, operands: Sequence[Values], incoming: Values) -> tuple[Values, ...] | None:
    """What flows back to each operand when `incoming` arrives at the result; None if unknown."""
    try:
        if name in CUT:
            return tuple((0.0,) * len(values) for values in operands)
        if name in SAME:
            return (incoming,)
        if name in REDUCING:
            size = len(operands[0])
            share = incoming[0] if name == "sum" else incoming[0] / size
            return ((share,) * size,)
        rule = ELEMENTWISE[name]
        size = max(len(values) for values in operands)
        found = []
        for position, values in enumerate(operands):
            flows = [
                incoming[index] * _slope(rule, position, at(operands, index))
                for index in range(size)
            ]
            found.append(tuple(flows) if len(values) == size else (math.fsum(flows),))
        return tuple(found)
    except (ArithmeticError, ValueError, TypeError, IndexError):
        return None


def _slope(rule: Rule, position: int, here: tuple[float, ...]) -> float:
    return rule.slopes[position](*here)


def at(operands: Sequence[Values], index: int) -> tuple[float, ...]:
    """The elements of the operands that meet at one position."""
    return tuple(values[index if len(values) > 1 else 0] for values in operands)
