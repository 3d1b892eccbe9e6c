"""`torch.no_grad` was written but never entered: as a bare statement, or in `with` without being called.

Why it matters: the context manager acts only inside its `with` block, and only once it is called.

Example: `torch.no_grad()` on a line of its own, or `with torch.no_grad:`.

Feedback: the line, and what it really does.
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
torch.no_grad()
y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
""",
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad:
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
    """The term is tracked (or never computed) although such a line is there."""
    if case.gradient_earned:
        return
    untracked_wanted = [item for role, item in case.others() if not case.should_be_tracked(role)]
    if any(not item.tracked for item in untracked_wanted):
        return
    for finding in case.static("no_grad_not_called", "no_grad_bare"):
        yield Found(
            finding.where,
            {
                "code": finding.detail.get("code", ""),
                "gradient": None if case.graded is None else case.graded.gradient,
                "x": case.input_name,
            },
        )


RULE = Rule(
    code="no_grad_not_entered",
    rank=46,
    find=find,
    message=Words(
        zh="{where}：`{code}` 并没有进入 no_grad：要写成 with torch.no_grad():（带括号），并把要中断的计算缩进在它下面。",
        en="{where}: `{code}` does not enter no_grad: write `with torch.no_grad():` (with the parentheses) and indent the computation to be cut off below it.",
    ),
    hint=Words(
        zh="检查：哪一行真正处在 no_grad 的作用范围里？打印它的 requires_grad 看看。",
        en="Check which line is really inside the block: print its requires_grad.",
    ),
    question="untracked",
    hides=("tracking_not_interrupted", "program_error"),
    bad=BAD,
    good=GOOD,
)
