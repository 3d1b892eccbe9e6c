"""What plain Python says of an operation is what torch does, values and gradients."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
import torch

from autograder.experiments.arithmetic import Values, backward, canonical, forward, sure

ONE = (1.7,)
CASES: tuple[tuple[str, Callable[..., torch.Tensor], tuple[Values, ...]], ...] = (
    ("__rtruediv__", lambda a: 3.0 / a, (ONE, (3.0,))),
    ("__rpow__", lambda a: 2.0**a, (ONE, (2.0,))),
    ("tanh", torch.tanh, (ONE,)),
    ("sigmoid", torch.sigmoid, (ONE,)),
    ("reciprocal", torch.reciprocal, (ONE,)),
    ("relu", torch.relu, ((-1.0, 2.0),)),
    ("__abs__", torch.abs, ((-1.0, 2.0),)),
    ("maximum", torch.maximum, ((1.0, 2.0, 3.0), (3.0, 2.0, 1.0))),
    ("minimum", torch.minimum, ((1.0, 2.0, 3.0), (3.0, 2.0, 1.0))),
    ("__getitem__", lambda a: a[0], (ONE,)),
    ("prod", torch.prod, (ONE,)),
    ("max", torch.max, (ONE,)),
    ("expand", lambda a: a.expand(3), (ONE,)),
    ("stack", lambda a, b: torch.stack([a, b]), (ONE, (2.5,))),
    ("cat", lambda a, b: torch.cat([a, b]), (ONE, (2.5,))),
    ("dot", torch.dot, (ONE, (2.5,))),
    ("__matmul__", torch.matmul, (ONE, (2.5,))),
    ("sum", torch.sum, ((1.0, 2.0),)),
    ("mean", torch.mean, ((1.0, 2.0),)),
)


@pytest.mark.parametrize(("name", "function", "operands"), CASES, ids=[c[0] for c in CASES])
def test_it_gives_what_torch_gives(
    name: str, function: Callable[..., torch.Tensor], operands: tuple[Values, ...]
) -> None:
    name = canonical(name)
    assert sure(name)
    takes = function.__code__.co_argcount if hasattr(function, "__code__") else len(operands)
    tensors = [
        torch.tensor(values, dtype=torch.float64, requires_grad=True) for values in operands[:takes]
    ]
    result = function(*tensors)
    seed = tuple(float(number + 1) for number in range(result.numel()))
    torch.autograd.backward([result], [torch.tensor(seed).double().reshape(result.shape)])
    wanted = forward(name, operands)
    assert wanted is not None
    if len(wanted) == result.numel():
        assert wanted == pytest.approx(result.flatten().tolist())
    flows = backward(name, operands, seed)
    assert flows is not None
    for tensor, flow in zip(tensors, flows, strict=False):
        assert tensor.grad is not None
        assert flow == pytest.approx(tensor.grad.flatten().tolist())


def test_several_elements_are_not_judged_where_only_one_is_sure() -> None:
    assert forward("prod", [(1.0, 2.0)]) is None
    assert backward("dot", [(1.0, 2.0), (3.0, 4.0)], (1.0,)) is None
    assert backward("sum", [(1.0, 2.0, 3.0, 4.0)], (1.0, 2.0)) is None


def test_a_slope_that_nobody_can_know_is_no_number() -> None:
    flows = backward("pow", [(-1.0,), (2.0,)], (1.0,))
    assert flows is not None
    assert flows[0] == (-2.0,)
    assert math.isnan(flows[1][0])
