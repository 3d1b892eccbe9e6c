"""The program that examples of rules on functions are made of.

It is right for `ASSIGNMENT`; an example of a mistake is the same program with a few lines changed,
and these lines are all that the rule has to show.
"""

from __future__ import annotations

ASSIGNMENT = "tests/assignments/function_calls"
"""The assignment that these examples are graded with."""

RIGHT = """\
import torch
x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
y.backward()
def weighted(x, w):
    return w * x + x ** 2
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 3
    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return 3 * x ** 2 * grad
def summary(x):
    return {"mean": x.mean().item(), "positive": [bool(v > 0) for v in x]}
"""


def example(*changes: tuple[str, str]) -> str:
    """The program with some of its text replaced.

    Args:
        changes: each a piece that stands in the program once, and what stands there instead.

    Raises:
        ValueError: a piece is not there, or more than once.
    """
    text = RIGHT
    for old, new in changes:
        if text.count(old) != 1:
            raise ValueError(f"{old!r} does not stand in the program once")
        text = text.replace(old, new)
    return text
