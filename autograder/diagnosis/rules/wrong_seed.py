"""The vector given to backward (its seed) does not have the shape of the tensor it starts from.

Why it matters: backward(v) computes v times the Jacobian, so v holds one weight for each element of the result.

Example: `y.backward(1.0)`, or `y.backward(torch.ones(3))` where y has two elements.

Feedback: the shape that is needed, and PyTorch's message.
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
x = torch.tensor([1., 2.], requires_grad=True)
y = x ** 2
y.backward(torch.ones(3))
print(x.grad)
""",
    """\
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = x * 3
y.backward(1.0)
print(x.grad)
""",
)
GOOD = (
    """\
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = x ** 2
y.backward(torch.tensor([1., 0.]))
print(x.grad)
""",
    """\
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = x * 3
(g,) = torch.autograd.grad(y, x, grad_outputs=torch.ones(2))
print(g)
""",
)


def find(case: Case) -> Iterator[Found]:
    """PyTorch refused the seed of a differentiation."""
    for stop in stops(case, "seed_shape", "seed_type"):
        event = stop.differentiation
        if event is None or not event.roots:
            continue
        root = event.roots[0].tensor
        state = stop.history.state(root)
        if state is not None:
            yield stop.found(name=stop.name(root), shape=shape(state.shape))
            return


RULE = Rule(
    code="wrong_seed",
    rank=41,
    find=find,
    message=Words(
        zh="{where}：`{code}` 传给反向传播的向量和 {name} 对不上：它必须是一个形状为 {shape} 的张量，给 {name} 的每个元素一个权重。PyTorch 说：“{error}”。",
        en="{where}: what `{code}` hands to backward does not fit {name}: it must be a tensor of shape {shape}, one weight for each element. PyTorch says “{error}”.",
    ),
    hint=Words(
        zh="torch.ones_like({name}) 得到各元素之和的梯度；只有一个 1、其余为 0 的向量得到雅可比矩阵的一行。",
        en="torch.ones_like({name}) gives the gradient of the sum; a vector with one 1 and zeros gives one row of the Jacobian.",
    ),
    hides=("program_error", "late_error", "unrelated_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
