"""An optimizer was given something that it cannot train.

Why it matters: an optimizer changes leaves in place, by the gradient that backward leaves in them; results of operations have neither.

Example: `torch.optim.SGD([w * 2], lr=0.1)`, or the tensor itself in place of a list.

Feedback: the line and the message in plain words.
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
w = torch.rand(2, requires_grad=True) * 0.1
optimizer = torch.optim.SGD([w], lr=0.1)
""",
    """\
import torch
w = torch.rand(2, requires_grad=True)
optimizer = torch.optim.Adam(w, lr=0.1)
""",
)
GOOD = (
    """\
import torch
w = (torch.rand(2) * 0.1).requires_grad_()
print(w.is_leaf)
(w ** 2).sum().backward()
""",
    """\
import torch
layer = torch.nn.Linear(2, 1)
optimizer = torch.optim.Adam(layer.parameters(), lr=0.1)
layer(torch.ones(2)).sum().backward()
optimizer.step()
""",
)

LIST = Words(
    zh="{where}：`{code}` 没有给优化器一组参数。PyTorch 说：“{error}”。",
    en="{where}: `{code}` gives the optimizer no list of parameters. PyTorch says “{error}”.",
)
LIST_HINT = Words(
    zh="把张量放进列表里：[w, b]；模型则写 model.parameters()，并确认模型里真的有参数。",
    en="Put the tensors into a list: [w, b]; of a model give model.parameters(), and see that it has any.",
)


def find(case: Case) -> Iterator[Found]:
    """PyTorch refused the parameters of an optimizer."""
    for stop in stops(case, "optimizer_non_leaf", "optimizer_tensor", "optimizer_empty"):
        wrapped = stop.kind != "optimizer_non_leaf"
        yield stop.found(message=LIST if wrapped else None, hint=LIST_HINT if wrapped else None)
        return


RULE = Rule(
    code="optimizer_of_non_leaf",
    rank=40,
    find=find,
    message=Words(
        zh="{where}：`{code}` 交给优化器的张量是算出来的，不是叶子张量。PyTorch 说：“{error}”。优化器只能更新叶子张量，因为只有它们保存梯度。",
        en="{where}: `{code}` gives the optimizer a computed tensor, not a leaf. PyTorch says “{error}”: an optimizer can only change leaves, because only they keep a gradient.",
    ),
    hint=Words(
        zh="先把初值算好，最后再设 requires_grad：w = (torch.rand(2) * 0.1).requires_grad_()。",
        en="Compute the initial value first and switch the gradient on last: w = (torch.rand(2) * 0.1).requires_grad_().",
    ),
    hides=("program_error", "late_error", "unrelated_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
