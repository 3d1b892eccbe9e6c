"""A tensor that requires a gradient was handed to NumPy.

Why it matters: NumPy records nothing, so the gradient would be lost without a word; PyTorch therefore refuses.

Example: `np.sin(x)`, `x.numpy()` or plotting x directly.

Feedback: the line, PyTorch's message, and both ways out: torch's own function, or detach() to look only.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import stops
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Op
from autograder.experiments.nodes import refs
from autograder.spec.model import Words

BAD = (
    """\
import numpy as np
import torch
x = torch.tensor([0., 1.], requires_grad=True)
y = np.sin(x)
y.sum().backward()
""",
    """\
import torch
w = torch.tensor([1., 2.], requires_grad=True)
loss = (w ** 2).sum()
print(loss.numpy())
loss.backward()
""",
)
GOOD = (
    """\
import torch
x = torch.tensor([0., 1.], requires_grad=True)
y = torch.sin(x)
y.sum().backward()
print(x.grad.numpy(), y.detach().numpy())
""",
    """\
import numpy as np
import torch
x = torch.tensor(np.array([0., 1.]), requires_grad=True)
x.sum().backward()
print(np.sin(x.detach().numpy()))
""",
)


def find(case: Case) -> Iterator[Found]:
    """PyTorch refused numpy()."""
    for stop in stops(case, "numpy_on_tracked"):
        event = stop.event
        tensor = refs(event)[0][0] if isinstance(event, Op) and refs(event) else None
        yield stop.found(name=stop.name(tensor))
        return


RULE = Rule(
    code="numpy_on_tracked",
    rank=39,
    find=find,
    message=Words(
        zh="{where}：`{code}` 把带梯度的张量 {name} 交给了 NumPy。PyTorch 说：“{error}”。NumPy 不记录运算，梯度到这里就会断。",
        en="{where}: `{code}` hands {name}, which requires a gradient, to NumPy. PyTorch says “{error}”: NumPy records nothing, so the gradient would end here.",
    ),
    hint=Words(
        zh="还要求梯度就用 torch 自己的函数（np.sin 换成 torch.sin）；只是查看或画图，用 {name}.detach().numpy()。",
        en="If you still want its gradient, use torch's own function (torch.sin for np.sin); to look or plot only, use {name}.detach().numpy().",
    ),
    hides=("program_error", "late_error", "unrelated_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
