"""torch.autograd.grad was asked for the gradient by another tensor than the input.

Why it matters: the exercise asks how the result changes with the input, not with a term of it.

Example: `torch.autograd.grad(y3, y1)` gives 1.

Feedback: the call, and what to ask for.
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
print(torch.autograd.grad(y3, y1))
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
    """The call succeeded and the input was not among what it was asked for."""
    graded, program = case.graded, case.program
    if graded is None or program is None or graded.backward is None or not case.input_tracked:
        return
    step = graded.backward
    if step.kind != "grad" or step.error is not None or graded.gradient is not None:
        return
    yield Found(program.where(step.site), {"code": program.line(step.site), "x": case.input_name})


RULE = Rule(
    code="gradient_of_other_tensor",
    rank=76,
    find=find,
    message=Words(
        zh="{where}：`{code}` 求的是对另一个张量的梯度，而题目要的是对 {x} 的梯度。",
        en="{where}: `{code}` asks for the gradient with respect to another tensor; the task wants it with respect to {x}.",
    ),
    hint=Words(
        zh="把 torch.autograd.grad 的第二个参数换成 {x}。",
        en="Make {x} the second argument of torch.autograd.grad.",
    ),
    bad=BAD,
    good=GOOD,
)
