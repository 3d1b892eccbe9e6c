"""The term that should be cut off was computed with tracking on.

Why it matters: its gradient flows back and adds to the input's.

Example: `y2 = x ** 3` without `torch.no_grad()` gives x.grad 5.

Feedback: the line that computes the term, its grad_fn, and the gradient that came out.
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
y3 = y1 + y2
y3.backward()
print(x.grad)
""",
    """\
import torch
x = torch.tensor(1., requires_grad=True)
def f(t):
    return t * t + torch.pow(t, 3)
f(x).backward()
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

UNSEEN = Words(
    zh="{where}：`{code}` 是在追踪开启时算的，{name} 的 grad_fn 是 {grad_fn}，这一项并没有被切断。",
    en="{where}: `{code}` was computed with tracking on; {name} has grad_fn {grad_fn}, so this term is not cut off.",
)


def find(case: Case) -> Iterator[Found]:
    """A role that should be untracked has a grad_fn and feeds the result."""
    if case.graded is None or case.program is None or not case.input_tracked:
        return
    for role, item in case.others():
        if case.should_be_tracked(role) or not item.tracked:
            continue
        yield Found(
            case.program.where(item.site),
            {
                "code": case.program.line(item.site),
                "name": item.called(role),
                "grad_fn": item.state.grad_fn if item.state is not None else None,
                "gradient": case.gradient_seen,
                "x": case.input_name,
            },
            message=UNSEEN if case.gradient_seen is None else None,
        )


RULE = Rule(
    code="tracking_not_interrupted",
    rank=50,
    find=find,
    message=Words(
        zh="{where}：`{code}` 是在追踪开启时算的，{name} 的 grad_fn 是 {grad_fn}，所以它的梯度也传回了 {x}（{x}.grad = {gradient}）。",
        en="{where}: `{code}` was computed with tracking on; {name} has grad_fn {grad_fn}, so its gradient flows back to {x} too ({x}.grad = {gradient}).",
    ),
    hint=Words(
        zh="把计算这一项的那一行放进 with torch.no_grad(): 里面再运行一次，比较 {x}.grad。",
        en="Put the line that computes this term inside `with torch.no_grad():`, run again and compare {x}.grad.",
    ),
    question="untracked",
    bad=BAD,
    good=GOOD,
)
