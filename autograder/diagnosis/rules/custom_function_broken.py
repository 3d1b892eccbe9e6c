"""A custom autograd.Function does not keep to the form that PyTorch expects.

Why it matters: backward must return one gradient for each argument of forward, forward and backward are static, and only tensors are saved for backward.

Example: forward takes two arguments, backward returns one gradient.

Feedback: the line and PyTorch's message in plain words.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import stops
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    """\
import torch
class Mul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b
    @staticmethod
    def backward(ctx, grad):
        a, b = ctx.saved_tensors
        return grad * b
x = torch.tensor(2., requires_grad=True)
Mul.apply(x, torch.tensor(3.)).backward()
""",
    """\
import torch
class Scale(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, k):
        ctx.save_for_backward(k)
        return a * k
    @staticmethod
    def backward(ctx, grad):
        (k,) = ctx.saved_tensors
        return grad * k, None
x = torch.tensor(2., requires_grad=True)
Scale.apply(x, 3.0).backward()
""",
    """\
import torch
class Square(torch.autograd.Function):
    def forward(self, a):
        return a * a
    def backward(self, grad):
        return grad
x = torch.tensor(2., requires_grad=True)
Square()(x).backward()
""",
)
GOOD = (
    """\
import torch
class Mul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b
    @staticmethod
    def backward(ctx, grad):
        a, b = ctx.saved_tensors
        return grad * b, grad * a
x = torch.tensor(2., requires_grad=True)
Mul.apply(x, torch.tensor(3.)).backward()
""",
    """\
import torch
class Scale(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, k):
        ctx.k = k
        return a * k
    @staticmethod
    def backward(ctx, grad):
        return grad * ctx.k, None
x = torch.tensor(2., requires_grad=True)
Scale.apply(x, 3.0).backward()
""",
)

WORDS: dict[str, tuple[Words | None, Words | None]] = {
    "function_gradients": (None, None),
    "function_legacy": (
        Words(
            zh="{where}：自定义函数用的是旧写法：forward 和 backward 没有写成静态方法。PyTorch 说：“{error}”。",
            en="{where}: your function is written the old way: forward and backward are no static methods. PyTorch says “{error}”.",
        ),
        Words(
            zh="给两个方法加上 @staticmethod，第一个参数叫 ctx，用 类名.apply(x) 调用。",
            en="Put @staticmethod on both, call their first argument ctx, and use ClassName.apply(x).",
        ),
    ),
    "function_save": (
        Words(
            zh="{where}：save_for_backward 只能保存张量。PyTorch 说：“{error}”。",
            en="{where}: save_for_backward takes tensors only. PyTorch says “{error}”.",
        ),
        Words(
            zh="普通的数直接存在 ctx 上，例如 ctx.k = k。",
            en="Keep a plain number on ctx itself: ctx.k = k.",
        ),
    ),
}


def find(case: Case) -> Iterator[Found]:
    """PyTorch refused what a custom function did."""
    for stop in stops(case, *WORDS):
        message, hint = WORDS[stop.kind]
        yield stop.found(message=message, hint=hint)
        return


RULE = Rule(
    code="custom_function_broken",
    rank=41,
    find=find,
    message=Words(
        zh="{where}：自定义函数的 backward 返回的梯度个数或形状不对。PyTorch 说：“{error}”。forward 有几个参数（ctx 除外），backward 就要返回几个梯度。",
        en="{where}: the backward of your function returns gradients of the wrong number or shape. PyTorch says “{error}”: it must return one gradient for each argument of forward (ctx not counted).",
    ),
    hint=Words(
        zh="数一数 forward 的参数，按同样顺序返回梯度；不需要梯度的参数返回 None。",
        en="Count the arguments of forward and return gradients in the same order; return None for those that need none.",
    ),
    hides=("program_error", "late_error", "unrelated_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
