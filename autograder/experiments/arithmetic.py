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
    """One operation element by element.

    `forward` gives a result element from elements of the operands; `slopes` its derivative by
    each operand, given the operands and the result.
    """

    forward: Callable[..., float]
    slopes: tuple[Callable[..., float], ...]


def _power_slope(a: float, b: float) -> float:
    return b * a ** (b - 1) if b else 0.0


def _sigmoid(a: float) -> float:
    return 1 / (1 + math.exp(-a))


def _sign(a: float) -> float:
    return float((a > 0) - (a < 0))


def _step(difference: float) -> float:
    # autograd shares the gradient where both are equal.
    return (_sign(difference) + 1) / 2


ELEMENTWISE: dict[str, Rule] = {
    "add": Rule(lambda a, b: a + b, (lambda a, b: 1.0, lambda a, b: 1.0)),
    "sub": Rule(lambda a, b: a - b, (lambda a, b: 1.0, lambda a, b: -1.0)),
    "rsub": Rule(lambda a, b: b - a, (lambda a, b: -1.0, lambda a, b: 1.0)),
    "mul": Rule(lambda a, b: a * b, (lambda a, b: b, lambda a, b: a)),
    "rdiv": Rule(lambda a, b: b / a, (lambda a, b: -b / a**2, lambda a, b: 1 / a)),
    "rpow": Rule(
        lambda a, b: b**a, (lambda a, b: b**a * math.log(b), lambda a, b: _power_slope(b, a))
    ),
    "div": Rule(lambda a, b: a / b, (lambda a, b: 1 / b, lambda a, b: -a / b**2)),
    "pow": Rule(lambda a, b: a**b, (_power_slope, lambda a, b: a**b * math.log(a))),
    "square": Rule(lambda a: a * a, (lambda a: 2 * a,)),
    "neg": Rule(lambda a: -a, (lambda a: -1.0,)),
    "exp": Rule(math.exp, (math.exp,)),
    "log": Rule(math.log, (lambda a: 1 / a,)),
    "sqrt": Rule(math.sqrt, (lambda a: 0.5 / math.sqrt(a),)),
    "sin": Rule(math.sin, (math.cos,)),
    "cos": Rule(math.cos, (lambda a: -math.sin(a),)),
    "tanh": Rule(math.tanh, (lambda a: 1 - math.tanh(a) ** 2,)),
    "sigmoid": Rule(_sigmoid, (lambda a: _sigmoid(a) * (1 - _sigmoid(a)),)),
    "reciprocal": Rule(lambda a: 1 / a, (lambda a: -1 / a**2,)),
    "abs": Rule(abs, (_sign,)),
    "relu": Rule(lambda a: max(a, 0.0), (lambda a: float(a > 0),)),
    "maximum": Rule(max, (lambda a, b: _step(a - b), lambda a, b: _step(b - a))),
    "minimum": Rule(min, (lambda a, b: _step(b - a), lambda a, b: _step(a - b))),
    "where": Rule(
        lambda c, a, b: a if c else b,
        (lambda c, a, b: 0.0, lambda c, a, b: float(bool(c)), lambda c, a, b: float(not c)),
    ),
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

VIEWING = frozenset(["view", "reshape", "flatten", "ravel", "squeeze", "unsqueeze", "view_as"])
"""What may give another look at the same memory."""
PICKING = frozenset(
    """prod max min amax amin nansum nanmean select __getitem__ expand expand_as repeat tile
    broadcast_to view_as reshape_as type_as permute transpose movedim flip roll narrow take
    squeeze_ unsqueeze_ t T.__get__ mT.__get__
    cumsum cumprod logsumexp
    """.split()  # noqa: SIM905 - a table reads better than a list of quotes
)
"""Operations that, where there is one element only, hand it on as it is."""

JOINING = frozenset(("stack", "cat", "concat", "concatenate", "hstack", "vstack", "atleast_1d"))
"""Operations that, where each operand has one element, put the elements in a row."""

PRODUCTS = frozenset(("dot", "matmul", "__matmul__", "mm", "inner", "vdot", "outer", "ger"))
"""Operations that, where there is one element only, multiply."""

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
    "rdiv": ("__rtruediv__", "__rdiv__"),
    "rpow": ("__rpow__",),
    "abs": ("__abs__", "absolute", "abs_"),
    "square": ("square_",),
    "detach": ("detach_",),
    "clone": ("positive", "__pos__", "cpu"),
}
_CANONICAL = {spelling: name for name, all_ in _SPELLINGS.items() for spelling in all_}


def canonical(name: str) -> str:
    """One name for all spellings of an operation; `name` comes without its module."""
    return _CANONICAL.get(name, name)


def sure(name: str) -> bool:
    """Whether we can say what an operation of this canonical name must give."""
    return name in ELEMENTWISE or name in SAME or name in REDUCING or name in _ONE_ELEMENT


def forward(name: str, operands: Sequence[Values]) -> Values | None:
    """The result that the operation must give, or None where it is not to be said.

    Args:
        name: a canonical name for which `sure` holds.
        operands: contents of the tensors and numbers that go in.
    """
    try:
        if name in SAME:
            return operands[0]
        if name in _ONE_ELEMENT:
            return _of_one_element(name, operands)
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
        if name in _ONE_ELEMENT:
            if any(len(values) != 1 for values in operands):
                return None
            if name in JOINING:
                return tuple((value,) for value in incoming)
            if name in PICKING:
                return ((math.fsum(incoming),),)
            name = "mul"
        if name in REDUCING:
            if len(set(incoming)) != 1:
                return None  # over one dimension of several
            size = len(operands[0])
            share = incoming[0] if name == "sum" else incoming[0] * len(incoming) / size
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


_ONE_ELEMENT = PICKING | JOINING | PRODUCTS


def _of_one_element(name: str, operands: Sequence[Values]) -> Values | None:
    if any(len(values) != 1 for values in operands):
        return None
    if name in JOINING:
        return tuple(values[0] for values in operands)
    if name in PICKING:
        return operands[0] if len(operands) == 1 else None
    return (operands[0][0] * operands[1][0],) if len(operands) == 2 else None


def _slope(rule: Rule, position: int, here: tuple[float, ...]) -> float:
    try:
        return rule.slopes[position](*here)
    except (ArithmeticError, ValueError, TypeError):
        return math.nan  # the logarithm of what a number is raised to, which nobody may ask for


def at(operands: Sequence[Values], index: int) -> tuple[float, ...]:
    """The elements of the operands that meet at one position."""
    return tuple(values[index if len(values) > 1 else 0] for values in operands)
