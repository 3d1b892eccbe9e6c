"""Several backward calls added up in the input's gradient.

Why it matters: backward adds to .grad; it never starts from zero by itself.

Example: a baseline that leaves 5 in x.grad, then 5 + 2 = 7.

Feedback: the gradient before and after.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
y2 = x ** 3
(y1 + y2).backward()
print(x.grad)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
""",
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward(retain_graph=True)
y3.backward()
print(x.grad)
""",
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
x.backward()
print(x.grad)
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
""",
)


def find(case: Case) -> Iterator[Found]:
    """The gradient that the student saw holds more than one backward's contribution."""
    graded, program = case.graded, case.program
    if graded is None or program is None or case.gradient_earned or not graded.accumulated:
        return
    if graded.gradient is None or case.expected.accumulated:
        return
    yield Found(
        program.where(graded.site),
        {
            "code": program.line(graded.site),
            "gradient": graded.gradient,
            "x": case.input_name,
        },
    )


RULE = Rule(
    code="gradient_accumulated",
    rank=74,
    find=find,
    message=Words(
        zh="{where}：{x}.grad = {gradient} 是好几次反向传播累加起来的结果：backward() 是把新的梯度加到 .grad 上，而不是重新开始。",
        en="{where}: {x}.grad = {gradient} is the sum of several backward passes: backward() adds to .grad, it does not start anew.",
    ),
    hint=Words(
        zh="再次 backward() 之前先清零：{x}.grad = None（或 {x}.grad.zero_()），或者重新创建 {x}。",
        en="Clear it before the next backward(): {x}.grad = None (or {x}.grad.zero_()), or create {x} anew.",
    ),
    bad=BAD,
    good=GOOD,
)
