"""The gradient could not be worked out again, and something in the program can change gradients.

Why it matters: a hook or a custom function can put any number in the way; whether it did is seen
by going back through the graph, which is not possible through every operation.

Example: `x.register_hook(print)` beside `torch.clamp(y3, min=0).backward()`.

Feedback: that a person will look, and what would make that needless.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.experiments.replay import is_brought_by_graph
from autograder.experiments.roles import same
from autograder.spec.model import Words

_PLAIN = """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
"""
BAD = (_PLAIN + "x.register_hook(print)\ntorch.clamp(y3, min=0).backward()\nprint(x.grad)\n",)
GOOD = (
    _PLAIN + "x.register_hook(print)\ny3.backward()\nprint(x.grad)\n",
    _PLAIN + "torch.clamp(y3, min=0).backward()\nprint(x.grad)\n",
)


def find(case: Case) -> Iterator[Found]:
    """The gradient is right, cannot be worked out again, and could have been changed."""
    graded, program, trace = case.graded, case.program, case.trace
    if graded is None or program is None or trace is None or not case.gradient_changeable:
        return
    gradient = graded.gradient
    if (
        gradient is None
        or graded.error is not None
        or not case.expected.gradient
        or case.expected.changeable
        or not same(gradient, case.expected.gradient[0])
    ):
        return
    left_over = graded.accumulated and not case.expected.accumulated
    if not graded.by_autograd or left_over or case.gradient_earned:
        return
    if is_brought_by_graph(trace, graded, seeded=bool(case.expected.seeds)) is None:
        yield Found(program.where(graded.site), {"x": case.input_name, "gradient": gradient})


RULE = Rule(
    code="gradient_unverified",
    rank=46,
    find=find,
    message=Words(
        zh="{where}：{x}.grad = {gradient}，但程序里有能改动梯度的操作（如钩子、自定义函数），评分程序没能沿计算图重新算出这个值，这份作业会由老师看过。",
        en="{where}: {x}.grad = {gradient}, but the program holds something that can change gradients (such as a hook or a custom function) and the grader could not work the value out again; a teacher will look at it.",
    ),
    hint=Words(
        zh="去掉本题不需要的钩子或自定义函数，直接对结果调用 backward()。",
        en="Leave out hooks and custom functions that the exercise does not need, and call backward() on the result itself.",
    ),
    bad=BAD,
    good=GOOD,
)
