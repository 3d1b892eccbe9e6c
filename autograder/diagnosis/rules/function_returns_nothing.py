"""A function gives None where a result is asked for.

Why it matters: what is only printed cannot be used, nor compared.

Example: `def f(x): print(x ** 2)`.

Feedback: the function, and that it returned None.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.calling import ASSIGNMENT, sightings
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
y.backward()
def weighted(x, w):
    print(w * x + x ** 2)
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
""",
    """\
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
    return {"mean": None, "positive": [bool(v > 0) for v in x]}
""",
)
GOOD = (
    """\
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
""",
)


def find(case: Case) -> Iterator[Found]:
    """A result is None."""
    yield from sightings(case, "function_returns_nothing")


RULE = Rule(
    code="function_returns_nothing",
    rank=53,
    find=find,
    message=Words(
        zh="{where}：`{name}` 给出的是 None，而不是结果。",
        en="{where}: `{name}` gives None in place of a result.",
    ),
    hint=Words(
        zh="检查每条路径都有 return，而不只是 print。",
        en="Make sure that every path ends in `return`, not in `print`.",
    ),
    question="call",
    assignment=ASSIGNMENT,
    bad=BAD,
    good=GOOD,
)
