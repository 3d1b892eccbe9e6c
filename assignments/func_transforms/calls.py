"""What is called of a student's program: five functions, on functions and models nobody has seen.

`calls` counts how often the function or the model that is handed in is called: a transform calls it
once for a whole batch, a loop once for each sample.
"""

from __future__ import annotations

import torch
from torch import nn


class _Counted:
    """A function that counts its calls."""

    def __init__(self, function):
        self.function, self.calls = function, 0

    def __call__(self, *args, **kwargs):
        self.calls += 1
        return self.function(*args, **kwargs)


def _scalar_function(draw):
    a, b = (float(draw.uniform(low=0.6, high=1.8)) for _ in range(2))
    # max() is nothing on one number, and couples the numbers when it is given a whole vector.
    return draw.choice(
        [
            lambda x: torch.sin(a * x) * x.max() + b * x**2,
            lambda x: torch.exp(-b * x) * x.max() + a * x,
        ]
    )


def slopes(slopes, draw):
    f = _Counted(_scalar_function(draw))
    xs = draw.uniform(draw.integer(4, 7), low=-1.5, high=1.5)
    return {"slopes": slopes(f, xs)}


def slopes_at_once(slopes, draw):
    f = _Counted(_scalar_function(draw))
    slopes(f, draw.uniform(5, low=-1.5, high=1.5))
    return {"calls": f.calls}


def jacobians(jacobian, draw):
    inputs, outputs = draw.choice([(2, 3), (3, 2), (4, 3)])
    A, B = draw.normal(outputs, inputs), draw.normal(outputs, inputs)
    x = draw.normal(inputs)
    return {"jacobian": jacobian(lambda x: torch.sin(A @ x) * (B @ x), x)}


def curvatures(curvature, draw):
    n, m = draw.choice([(2, 3), (3, 2)])
    A, B, C = draw.normal(n, n), draw.normal(n, m), draw.normal(m, m)
    a, b = draw.normal(n), draw.normal(m)

    def f(a, b):
        return (a @ A @ a) ** 2 + torch.sin(a @ B @ b) + (b @ C @ b) ** 2 / 10

    return {"curvature": curvature(f, a, b)}


def _with_extra(draw):
    A = draw.normal(3, 4)

    def f(x):
        prediction = torch.tanh(A @ x)
        return (prediction**2).sum(), prediction

    return _Counted(f), draw.normal(4)


def extras(gradient_and_extra, draw):
    result = gradient_and_extra(*_with_extra(draw))
    if not isinstance(result, tuple | list) or len(result) != 2:
        return result
    return {"gradient": result[0], "extra": result[1]}


def extra_at_once(gradient_and_extra, draw):
    f, x = _with_extra(draw)
    gradient_and_extra(f, x)
    return {"calls": f.calls}


def _samples(draw):
    torch.manual_seed(draw.seed())
    features, outputs, samples = draw.integer(2, 4), draw.integer(2, 3), draw.integer(5, 7)
    model = nn.Sequential(nn.Linear(features, 3), nn.Tanh(), nn.Linear(3, outputs))
    return model, draw.normal(samples, features), draw.normal(samples, outputs)


def per_sample(per_sample_gradients, draw):
    result = per_sample_gradients(*_samples(draw))
    return {"gradients": dict(sorted(result.items())) if isinstance(result, dict) else result}


def per_sample_at_once(per_sample_gradients, draw):
    model, X, Y = _samples(draw)
    calls = 0

    def count(*_):
        nonlocal calls
        calls += 1

    model.register_forward_hook(count)
    per_sample_gradients(model, X, Y)
    return {"calls": calls}


def tried(G):
    return dict(sorted(G.items())) if isinstance(G, dict) else G
