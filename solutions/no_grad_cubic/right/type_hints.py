from __future__ import annotations

import torch
from torch import Tensor


def square(x: Tensor) -> Tensor:
    """The tracked term."""
    return torch.square(x)


def cube_untracked(x: Tensor) -> Tensor:
    """The cube without tracking: the result has no grad_fn and is not part of the graph."""
    with torch.no_grad():
        result: Tensor = torch.pow(x, 3)
    return result


def derivative(value: float) -> float:
    """Gradient of the sum at `value`.

    As the cube isn't in the graph, backward can't reach x through it; only the square contributes,
    so at 1 the gradient is 2.
    """
    x: Tensor = torch.tensor(value, requires_grad=True)
    total: Tensor = square(x) + cube_untracked(x)
    total.backward()
    assert x.grad is not None
    return x.grad.item()


if __name__ == "__main__":
    print(derivative(1.0))
