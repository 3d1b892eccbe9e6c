"""The gradient that arrived is not the one that the graph brings: a hook or an assignment made it.

Why it matters: the exercise is about what flows through the graph; a number put in on the way
shows nothing of it.

Example: `x.register_hook(lambda g: 2 * x.detach())`, or a value left in x.grad before backward.

Feedback: the gradient that was seen, and that the graph alone gives another one.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.experiments.replay import graph_gradient, is_brought_by_graph
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
y2 = x ** 3
y3 = y1 + y2
x.register_hook(lambda grad: 2 * x.detach())
y3.backward()
print(x.grad)
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
x.register_hook(lambda grad: print('gradient arrives:', grad))
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
""",
)


def find(case: Case) -> Iterator[Found]:
    """Going back through the recorded graph gives another gradient than the one that was seen."""
    graded, program, trace = case.graded, case.program, case.trace
    if graded is None or program is None or trace is None or graded.accumulated:
        return
    if not case.expected.by_graph:
        return
    seeded = bool(case.expected.seeds)
    if is_brought_by_graph(trace, graded, seeded=seeded) is not False:
        return
    yield Found(
        program.where(graded.site),
        {
            "code": program.line(graded.site),
            "gradient": graded.gradient,
            "flow": graph_gradient(trace, graded, seeded=seeded),
            "x": case.input_name,
        },
    )


RULE = Rule(
    code="gradient_changed_on_the_way",
    rank=45,
    find=find,
    message=Words(
        zh="{where}：{x}.grad = {gradient}，但沿着你的计算图反向传播得到的是 {flow}；梯度在半路上被钩子或赋值改掉了。",
        en="{where}: {x}.grad = {gradient}, but going back through your graph gives {flow}; a hook or an assignment changed the gradient on its way.",
    ),
    hint=Words(
        zh="去掉修改梯度的钩子或赋值，让 autograd 自己算出 {x}.grad。",
        en="Remove the hook or assignment that changes the gradient and let autograd compute {x}.grad.",
    ),
    bad=BAD,
    good=GOOD,
)
