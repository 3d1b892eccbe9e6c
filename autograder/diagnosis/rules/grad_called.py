""".grad was called like a function.

Why it matters: .grad is where backward leaves its result, a tensor or None; it computes nothing.

Example: `x.grad()`, or `y.grad(x)` as in a formula.

Feedback: the line, Python's message, and what .grad is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import stops
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y = x ** 2
y.backward()
print(x.grad())
""",
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y = x ** 2
print(x.grad(y))
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y = x ** 2
y.backward()
print(x.grad)
""",
    """\
import torch
from torch.autograd import grad
x = torch.tensor(1., requires_grad=True)
print(grad(x ** 2, x))
""",
)

CALL = re.compile(r"(\w+)\s*\.\s*grad\s*\(")


def find(case: Case) -> Iterator[Found]:
    """Python refused to call a tensor or None on a line with `.grad(`."""
    for stop in stops(case, "grad_called", "none_called"):
        match = CALL.search(stop.code)
        if match is not None:
            yield stop.found(name=match.group(1))
            return


RULE = Rule(
    code="grad_called",
    rank=23,
    find=find,
    message=Words(
        zh="{where}：`{code}` 把 {name}.grad 当成函数来调用。Python 说：“{error}”。.grad 不是函数，而是 backward() 存放梯度的地方：一个张量，或者 None。",
        en="{where}: `{code}` calls {name}.grad like a function. Python says “{error}”: .grad is no function but the place where backward() leaves the gradient, a tensor or None.",
    ),
    hint=Words(
        zh="去掉括号：先 backward()，再读 {name}.grad；要直接求导用 torch.autograd.grad(y, {name})。",
        en="Drop the parentheses: run backward(), then read {name}.grad; to compute a gradient directly, use torch.autograd.grad(y, {name}).",
    ),
    hides=("program_error", "late_error", "unrelated_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
