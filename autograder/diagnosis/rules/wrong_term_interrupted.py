"""The other term was cut off than the one the task names.

Why it matters: what reaches the input is then the derivative of the wrong term.

Example: `with torch.no_grad(): y1 = x ** 2` and y2 tracked gives x.grad 3.

Feedback: which term is untracked and which is not, with the gradient.
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
with torch.no_grad():
    y1 = x ** 2
y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
""",
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y3 = (x ** 2).detach() + x ** 3
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
    """A role that should be tracked is not, and one that should not be is."""
    if case.graded is None or case.program is None or not case.input_tracked:
        return
    cut = [(r, q) for r, q in case.others() if case.should_be_tracked(r) and not q.tracked]
    kept = [(r, q) for r, q in case.others() if not case.should_be_tracked(r) and q.tracked]
    if cut and kept:
        (role, item), (other, through) = cut[0], kept[0]
        yield Found(
            case.program.where(item.site),
            {
                "code": case.program.line(item.site),
                "name": item.called(role),
                "kept": through.called(other),
                "formula": case.spec.roles[other].formula,
                "gradient": case.gradient_seen,
                "x": case.input_name,
            },
        )


RULE = Rule(
    code="wrong_term_interrupted",
    rank=44,
    find=find,
    message=Words(
        zh="{where}：被中断追踪的是 {name}（`{code}`），而题目要求中断的是 {formula}；现在只有 {kept} 的梯度传回，{x}.grad = {gradient}。",
        en="{where}: you cut off {name} (`{code}`), but the task asks to cut off {formula}; now only {kept} sends a gradient back, {x}.grad = {gradient}.",
    ),
    hint=Words(
        zh="把 no_grad 换到另一项上。",
        en="Move the no_grad block to the other term.",
    ),
    question="untracked",
    hides=("tracking_not_interrupted",),
    bad=BAD,
    good=GOOD,
)
