"""Calls of the student's SquarePlus on hidden inputs."""

import torch

SMOOTHING = [0.25, 1.0, 2.5, 9.0]
"""Values of b; 4 is the one that the exercise itself uses."""


def slope(y, x, upstream, *, again=False):
    """The gradient of y with respect to x, given the gradient `upstream` of what comes after y;
    None where no graph leads from y to x."""
    if not isinstance(y, torch.Tensor) or not y.requires_grad:
        return None
    total = (y * upstream).sum()
    (gradient,) = torch.autograd.grad(total, x, create_graph=again, allow_unused=True)
    return gradient if again or gradient is None else gradient.detach()


def values(SquarePlus, draw):
    """The forward pass alone, for several shapes and other values of b."""
    return {
        "value_scalar": SquarePlus.apply(draw.uniform(low=-4.0, high=4.0), draw.choice(SMOOTHING)),
        "value_vector": SquarePlus.apply(draw.normal(5), draw.choice(SMOOTHING)),
        "value_matrix": SquarePlus.apply(draw.normal(2, 3), draw.choice(SMOOTHING)),
    }


def layout(SquarePlus, draw):
    """float64, a matrix that does not lie in one piece, and what is left of the input."""
    precise = draw.uniform(4, low=-3.0, high=3.0, dtype=torch.float64)
    transposed = draw.normal(3, 2).t()
    given = draw.normal(4)
    SquarePlus.apply(given, 4.0)
    return {
        "value_float64": SquarePlus.apply(precise, 4.0),
        "value_transposed": SquarePlus.apply(transposed, 4.0),
        "input_after": given,
    }


def gradients(SquarePlus, draw):
    """The gradient where y is not the end: what comes after it weighs every element."""
    found = {}
    for name, shape in (("scalar", ()), ("vector", (5,)), ("matrix", (2, 3))):
        x = draw.uniform(*shape, low=-3.0, high=3.0).requires_grad_()
        weights = draw.uniform(*shape, low=1.5, high=4.0)
        y = SquarePlus.apply(x, draw.choice(SMOOTHING))
        found[f"gradient_{name}"] = slope(y, x, weights)
    return found


def precise(SquarePlus, draw):
    """The gradient in float64, and of a matrix that does not lie in one piece."""
    x = draw.uniform(4, low=-3.0, high=3.0, dtype=torch.float64).requires_grad_()
    matrix = draw.uniform(3, 2, low=-3.0, high=3.0).requires_grad_()
    weights = draw.uniform(2, 3, low=1.5, high=4.0)
    return {
        "gradient_float64": slope(SquarePlus.apply(x, 4.0), x, torch.ones_like(x)),
        "gradient_transposed": slope(SquarePlus.apply(matrix.t(), 4.0), matrix, weights),
    }


def second(SquarePlus, draw):
    """The gradient differentiated once more."""
    x = draw.uniform(4, low=-3.0, high=3.0, dtype=torch.float64).requires_grad_()
    y = SquarePlus.apply(x, draw.choice(SMOOTHING))
    first = slope(y, x, torch.ones_like(x), again=True)
    return {"gradient_again": slope(first, x, torch.ones_like(x))}
