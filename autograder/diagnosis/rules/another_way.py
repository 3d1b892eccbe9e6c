"""Tracking was interrupted in another way than with torch.no_grad, which is just as right.

Why it matters: the ways differ in what they cut: a block, one tensor, or a whole program.

Example: `(x ** 3).detach()`.

Feedback: which way was used.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.experiments.nodes import short
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y3 = x ** 2 + (x ** 3).detach()
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


WAYS = {
    "detach": ("detach()", "detach()"),
    "detach_": ("detach_()", "detach_()"),
    "data.__get__": (".data", ".data"),
    "item": (".item()", ".item()"),
}


def find(case: Case) -> Iterator[Found]:
    """The untracked term of a right answer was made with gradients on."""
    program = case.program
    if program is None or not case.program_earned or case.spec.exercise is not None:
        return  # a task of several exercises says itself by which way each is to be done
    for role, item in case.others():
        if case.should_be_tracked(role):
            continue
        way = None
        if item.node is None:
            way = "number"
        elif item.producer is not None and item.producer.grad_enabled:
            way = WAYS.get(short(item.producer.name), (None,))[0]
        if item.state is not None and item.state.inference:
            way = "torch.inference_mode()"
        if way is not None:
            yield Found(program.where(item.site), {"way": "item()" if way == "number" else way})


RULE = Rule(
    code="another_way",
    rank=98,
    find=find,
    message=Words(
        zh="{where}：你用 {way} 中断了追踪，这和 torch.no_grad() 一样正确。",
        en="{where}: you interrupted tracking with {way}, which is as right as torch.no_grad().",
    ),
    hint=Words(
        zh="想一想：两种写法各自切断了哪一部分计算图？",
        en="Worth a thought: which part of the graph does each of the two cut?",
    ),
    severity="note",
    bad=BAD,
    good=GOOD,
)
