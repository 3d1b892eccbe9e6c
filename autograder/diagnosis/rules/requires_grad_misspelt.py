"""requires_grad was misspelt, or compared where it was meant to be set.

Why it matters: Python lets you put any attribute on a tensor, so nothing complains and nothing is tracked.

Example: `x.require_grad = True`, or `x.requires_grad == True` on a line of its own.

Feedback: the line, and the right spelling.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import at, gravity
from autograder.diagnosis.model import Found, Rule
from autograder.diagnosis.spelling import misspelt
from autograder.spec.model import Words

BAD = (
    """\
import torch
X, w = torch.rand(4, 2), torch.rand(2)
w.require_grad = True
loss = torch.tanh(X @ w).mean()
loss.backward()
""",
    """\
import torch
X, w = torch.rand(4, 2), torch.rand(2)
w.requires_grad == True
loss = torch.sigmoid(X @ w).sum()
loss.backward()
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(1.)
x.requires_grad = True
y = x ** 2
y.backward()
print(x.grad)
""",
    """\
import torch
w = torch.tensor([1., 2.], requires_grad=True)
w.note = 'weights'
assert w.requires_grad == True
(w ** 2).sum().backward()
print(w.grad, w.requires_grad == True)
""",
)


def find(case: Case) -> Iterator[Found]:
    """A statement assigns to an attribute almost called requires_grad, or only compares it."""
    for program in case.programs:
        wrong = misspelt(program)
        if wrong is not None:
            yield at(program, wrong[0], gravity(case, program), wrong=wrong[1])
            return


RULE = Rule(
    code="requires_grad_misspelt",
    rank=19,
    find=find,
    message=Words(
        zh="{where}：`{code}` 不起作用：{wrong} 不是 PyTorch 的写法，张量并没有因此开始被追踪。",
        en="{where}: `{code}` has no effect: {wrong} is not how PyTorch spells it, and the tensor is not tracked because of it.",
    ),
    hint=Words(
        zh="写成 x.requires_grad = True（一个等号），或 x.requires_grad_()，或创建时 requires_grad=True。",
        en="Write x.requires_grad = True (one equals sign), or x.requires_grad_(), or requires_grad=True when you create it.",
    ),
    hides=("backward_on_untracked", "exercise_not_found"),
    general=True,
    bad=BAD,
    good=GOOD,
)
