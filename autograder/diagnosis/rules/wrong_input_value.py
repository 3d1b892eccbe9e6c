"""The input has another value than the task gives.

Why it matters: the gradient depends on where it is taken.

Example: x = 2 gives x.grad 4.

Feedback: the value that was seen and the one the task names.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.experiments.roles import same
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(2., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
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
    """The graded experiment starts from another number."""
    graded, program = case.graded, case.program
    if graded is None or program is None or graded.input is None or case.exercise_earned:
        return
    if case.input_lost:
        return
    seen = graded.input.quantity.values[0]
    wanted = case.expected.inputs[0]
    if not seen or same(seen, wanted):
        return
    site = graded.input.quantity.site
    yield Found(
        program.where(site),
        {
            "code": program.line(site),
            "x": graded.input.quantity.name or case.input_name,
            "value": seen,
            "wanted": wanted,
        },
    )


RULE = Rule(
    code="wrong_input_value",
    rank=70,
    find=find,
    message=Words(
        zh="{where}：`{code}` 里 {x} = {value}，而题目给的是 {wanted}，所以后面得到的都是另一个点上的结果。",
        en="{where}: `{code}` sets {x} = {value}, but the task says {wanted}; what comes after it are the results at another point.",
    ),
    hint=Words(
        zh="把 {x} 改成 {wanted} 再运行。",
        en="Set {x} to {wanted} and run again.",
    ),
    bad=BAD,
    good=GOOD,
)
