"""The value of a function is right and its gradient is not.

Why it matters: a backward of one's own, or a detour around autograd, is easily wrong where the forward is right.

Example: `return 3 * x * grad` as the backward of x ** 3, or a backward that forgets `grad`.

Feedback: which gradient is wrong; not the inputs, nor what was expected.
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
    return w * x + x ** 2
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 3
    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return 3 * x * grad
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
        return 3 * x ** 2
def summary(x):
    return {"mean": x.mean().item(), "positive": [bool(v > 0) for v in x]}
""",
    """\
import torch
x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
y.backward()
def weighted(x, w):
    return w * x.detach() + x ** 2
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
    """A gradient differs where the value does not."""
    yield from sightings(case, "function_wrong_gradient")


RULE = Rule(
    code="function_wrong_gradient",
    rank=60,
    find=find,
    message=Words(
        zh="{where}：`{name}` 的值是对的，但{key}不对。",
        en="{where}: the value of `{name}` is right, but {key} is wrong.",
    ),
    hint=Words(
        zh="用 torch.autograd.gradcheck（double 输入）核对；自定义 backward 要乘上传进来的梯度。",
        en="Check it with torch.autograd.gradcheck (on double inputs); a backward of your own has to multiply by the gradient that comes in.",
    ),
    question="call",
    assignment=ASSIGNMENT,
    bad=BAD,
    good=GOOD,
)
