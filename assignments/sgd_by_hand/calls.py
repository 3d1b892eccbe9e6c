"""What is called of a student's program: the two training functions, on data nobody has seen.

Shapes: X is (n, d), y is (n,); w must be (d,), and b one number.
"""

from __future__ import annotations

import torch
from torch.optim.optimizer import register_optimizer_step_post_hook


def _data(draw, samples=None, features=None):
    samples = samples or draw.integer(9, 14)
    features = features or draw.integer(2, 4)
    X = draw.normal(samples, features)
    # Far from zero, so that nobody gets by without b.
    y = draw.normal(samples) + draw.uniform(low=1.5, high=3.0)
    return X, y


def _model(result):
    """w as it is; b is one number, whether it was made as zeros(()) or zeros(1)."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        return result
    w, b = result
    if b is None:
        return {"w": w, "b": b}
    b = torch.as_tensor(b)
    return {"w": w, "b": b.reshape(()) if b.numel() == 1 else b}


def few_steps(train, draw):
    X, y = _data(draw)
    # Whoever starts from random numbers starts from the same ones.
    torch.manual_seed(draw.seed())
    lr = float(draw.uniform(low=0.03, high=0.09))
    return _model(train(X, y, lr, draw.integer(3, 6)))


def many_steps(train, draw):
    X, y = _data(draw, samples=32, features=3)
    torch.manual_seed(draw.seed())
    lr = float(draw.uniform(low=0.004, high=0.006))
    return _model(train(X, y, lr, 400))


def ways(train, draw):
    """Who makes the steps and who finds the gradients."""
    X, y = _data(draw)
    steps = unpacked = 0

    def count_step(*_):
        nonlocal steps
        steps += 1

    def count_saved(tensor):
        nonlocal unpacked
        unpacked += 1
        return tensor

    hook = register_optimizer_step_post_hook(count_step)
    try:
        # Only a backward asks for what the forward pass saved.
        with torch.autograd.graph.saved_tensors_hooks(lambda tensor: tensor, count_saved):
            train(X, y, 0.05, 3)
    except RuntimeError as error:
        # torch.func cannot be watched in this way, and says so when it is used.
        if "saved tensor hooks" not in str(error):
            raise
        unpacked += 1
    finally:
        hook.remove()
    return {"optimizer_steps": steps, "autograd": unpacked > 0}


def with_optimizer(train_sgd, draw):
    X, y = _data(draw)
    lr = float(draw.uniform(low=0.03, high=0.09))
    torch.manual_seed(draw.seed())
    wanted, steps = draw.integer(3, 6), 0

    def count_step(*_):
        nonlocal steps
        steps += 1

    hook = register_optimizer_step_post_hook(count_step)
    try:
        result = _model(train_sgd(X, y, lr, wanted))
    finally:
        hook.remove()
    return {**result, "optimizer_steps": steps == wanted} if isinstance(result, dict) else result
