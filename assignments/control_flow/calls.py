"""Calls of the student's f on hidden inputs on both sides of its two conditions."""

import torch


def slope(y, x):
    """The gradient of the sum of y, or None where no graph leads from y to x."""
    if not isinstance(y, torch.Tensor) or not y.requires_grad:
        return None
    (gradient,) = torch.autograd.grad(y.sum(), x, allow_unused=True)
    return gradient


def both(f, x, name):
    """The value of f at x and its gradient there."""
    x = x.clone().requires_grad_()
    y = f(x)
    return {f"value_{name}": y, f"gradient_{name}": slope(y, x)}


def loop(f, draw):
    """Positive numbers: a small one goes round the loop often, a large one never."""
    small = draw.uniform(low=0.002, high=0.4)
    large = draw.uniform(low=27.0, high=90.0)
    return both(f, small, "small") | both(f, large, "large")


def branch(f, draw):
    """Negative numbers: the other branch, after few doublings or none."""
    small = draw.uniform(low=-9.0, high=-0.05)
    large = draw.uniform(low=-90.0, high=-27.0)
    return both(f, small, "negative") | both(f, large, "large_negative")


def shapes(f, draw):
    """A vector and a matrix of mixed signs, one for each branch: norm and sum are those of all elements."""
    vector = draw.uniform(5, low=-3.0, high=3.0)
    matrix = draw.uniform(2, 3, low=-2.0, high=2.0)
    if matrix.sum() * vector.sum() > 0:
        matrix = -matrix
    return both(f, vector, "vector") | both(f, matrix, "matrix")


def double(f, draw):
    """What comes in as float64 goes out as float64, and the input is not changed on the way."""
    x = draw.uniform(3, low=-5.0, high=5.0, dtype=torch.float64)
    given = x.clone()
    f(given)
    return both(f, x, "double") | {"input_after": given}


def border(f, draw):
    """Right on the conditions: a norm of exactly 100, a sum of exactly 0."""
    at = draw.choice([25.0, 12.5, 6.25])
    pair = draw.choice([30.0, 48.0, 21.0])
    return {
        "value_norm_100": f(torch.tensor(at)),
        "value_sum_0": f(torch.tensor([pair, -pair])),
    }
