"""The gradient was cleared before the program looked at it.

Why it matters: clearing belongs before the next backward; what is read after it is 0 or None.

Example: `y3.backward(); x.grad.zero_(); print(x.grad)` prints 0.

Feedback: the line that clears, and what backward had left there.
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
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
x.grad.zero_()
print(x.grad)
""",
    """\
import torch
x = torch.tensor(1., requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.1)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
optimizer.zero_grad()
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
x.grad.zero_()
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
kept = x.grad
x.grad = None
print(kept, x.grad)
""",
)


def find(case: Case) -> Iterator[Found]:
    """Only what clearing left of the graded gradient was looked at."""
    graded, program = case.graded, case.program
    if graded is None or program is None or graded.cleared is None or case.gradient_earned:
        return
    yield Found(
        program.where(graded.cleared),
        {
            "code": program.line(graded.cleared),
            "gradient": graded.gradient,
            "x": case.input_name,
        },
    )


RULE = Rule(
    code="gradient_cleared_unread",
    rank=75,
    find=find,
    message=Words(
        zh="{where}：`{code}` 在查看之前就清掉了梯度：反向传播得到的 {x}.grad 是 {gradient}，而程序只看到清零之后的值。",
        en="{where}: `{code}` clears the gradient before it is looked at: backward left {gradient} in {x}.grad, but the program only sees what is there afterwards.",
    ),
    hint=Words(
        zh="backward() 之后先打印 {x}.grad，再清零；清零是为下一次 backward() 做准备。",
        en="Print {x}.grad right after backward(), then clear it; clearing prepares the next backward().",
    ),
    bad=BAD,
    good=GOOD,
)
