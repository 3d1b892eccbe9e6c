"""backward() was called on a tensor of several elements without saying how to weigh them.

Why it matters: autograd computes a vector-Jacobian product; only for a single number is the vector obvious.

Example: `y = x ** 2; y.backward()` where x holds three numbers.

Feedback: the line, the shape, and PyTorch's message in plain words.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import shape, stops
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor([1., 2., 3.], requires_grad=True)
y = x ** 2
y.backward()
print(x.grad)
""",
    """\
import torch
def jacobian_row(a, b):
    out = torch.stack([a * b, a + b])
    return torch.autograd.grad(out, a)
a = torch.tensor(2., requires_grad=True)
b = torch.tensor(3., requires_grad=True)
print(jacobian_row(a, b))
""",
)
GOOD = (
    """\
import torch
x = torch.tensor([1., 2., 3.], requires_grad=True)
y = x ** 2
y.sum().backward()
print(x.grad)
""",
    """\
import torch
x = torch.tensor([1., 2., 3.], requires_grad=True)
y = x ** 2
try:
    y.backward()
except RuntimeError as error:
    print('as expected:', error)
y.backward(torch.ones_like(y))
print(x.grad)
""",
)


def find(case: Case) -> Iterator[Found]:
    """PyTorch asked for a scalar."""
    for stop in stops(case, "non_scalar"):
        event = stop.differentiation
        for root in () if event is None else event.roots:
            state = stop.history.state(root.tensor)
            if state is not None and state.shape and state.shape != (1,):
                yield stop.found(name=stop.name(root.tensor), shape=shape(state.shape))
                return


RULE = Rule(
    code="non_scalar_backward",
    rank=41,
    find=find,
    message=Words(
        zh="{where}：`{code}` 要对 {name} 求梯度，但 {name} 的形状是 {shape}，不是一个数。PyTorch 说：“{error}”。只有从单个数出发，backward() 才知道从哪里开始。",
        en="{where}: `{code}` starts from {name}, which is no single number but has shape {shape}. PyTorch says “{error}”: only from one number does backward() know where to start.",
    ),
    hint=Words(
        zh="先变成一个数（{name}.sum() 或 {name}.mean()），或给出每个元素的权重：{name}.backward(torch.ones_like({name}))。",
        en="Make one number of it first ({name}.sum() or {name}.mean()), or say how much each element counts: {name}.backward(torch.ones_like({name})).",
    ),
    hides=("program_error", "late_error", "unrelated_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
