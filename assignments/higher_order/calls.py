"""Calls of the student's second_derivative(f, x) with hidden functions at hidden points."""

import torch


def hidden(draw):
    """A smooth function that acts on each element, with hidden coefficients."""
    a = draw.uniform(low=0.6, high=1.8).item()
    b = draw.uniform(low=0.5, high=2.0).item()
    functions = [
        lambda t: torch.sin(a * t) + b * t**3,
        lambda t: torch.exp(a * t) * t + b,
        lambda t: b * torch.log(1 + a * t**2) + t**4,
    ]
    return draw.choice(functions)


def point(draw, *shape, dtype=torch.float32):
    """Where the derivative is asked for: a leaf that requires a gradient."""
    return draw.uniform(*shape, low=0.3, high=1.6, dtype=dtype).requires_grad_()


def alone(result):
    """The result without its graph, which `again` asks for."""
    return result.detach() if isinstance(result, torch.Tensor) else result


def scalar(second_derivative, draw):
    """At a number."""
    return {"second": alone(second_derivative(hidden(draw), point(draw)))}


def shapes(second_derivative, draw):
    """At a vector and at a matrix, element by element."""
    return {
        "second_vector": alone(second_derivative(hidden(draw), point(draw, 4))),
        "second_matrix": alone(second_derivative(hidden(draw), point(draw, 2, 3))),
    }


def again(second_derivative, draw):
    """In float64, where only autograd is exact; the result goes on being a function of x, and
    x.grad is left alone."""
    x = point(draw, 3, dtype=torch.float64)
    second = second_derivative(hidden(draw), x)
    grad_after = x.grad
    third = None
    if isinstance(second, torch.Tensor) and second.requires_grad:
        (third,) = torch.autograd.grad(second.sum(), x, allow_unused=True)
    return {"second_float64": alone(second), "gradient_third": third, "grad_after": grad_after}
