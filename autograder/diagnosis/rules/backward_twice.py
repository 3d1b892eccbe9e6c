"""Backward ran a second time through a graph that the first run had freed.

Why it matters: PyTorch frees the graph's buffers after backward unless retain_graph=True.

Example: `y3.backward()` twice.

Feedback: the second call, and PyTorch's message in plain words.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.diagnosis.sightings import error_at
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
y3.backward()
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
    """PyTorch refused a second backward; it weighs nothing once the answer was there."""
    for program, raised in case.errors():
        if "second time" not in raised.message or "backward" not in raised.message:
            continue
        yield error_at(
            program,
            raised,
            raised.message,
            x=case.input_name,
            severity="warning" if case.gradient_earned else "error",
        )
        return


RULE = Rule(
    code="backward_twice",
    rank=43,
    find=find,
    message=Words(
        zh="{where}：`{code}` 是对同一个计算图的第二次反向传播，而第一次之后图已经被释放，PyTorch 因此报错。",
        en="{where}: `{code}` is a second backward through a graph that the first one freed, so PyTorch raises an error.",
    ),
    hint=Words(
        zh="每次前向计算只调用一次 backward()；确实需要两次时，第一次写 retain_graph=True，并记得梯度会累加。",
        en="Call backward() once per forward pass; if you really need two, use retain_graph=True in the first, and remember that gradients add up.",
    ),
    hides=("program_error", "late_error"),
    bad=BAD,
    good=GOOD,
)
