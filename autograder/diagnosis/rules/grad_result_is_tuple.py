"""The result of torch.autograd.grad was used as if it were the gradient itself.

Why it matters: autograd.grad returns a tuple, one gradient for each input, also for a single one.

Example: `g = torch.autograd.grad(y, x); print(g.item())`.

Feedback: the line, Python's message, and how to take the gradient out.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import expression, stops
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(2., requires_grad=True)
g = torch.autograd.grad(x ** 3, x, create_graph=True)
h = torch.autograd.grad(g.sum(), x)
print(h)
""",
    """\
import torch
from torch.autograd import grad
x = torch.tensor(2., requires_grad=True)
slope = grad(x ** 3, x)
new = x.item() - 0.1 * slope
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(2., requires_grad=True)
g = torch.autograd.grad(x ** 3, x)[0]
print(g.item())
""",
    """\
import torch
from torch.autograd import grad
x = torch.tensor(2., requires_grad=True)
slope, = grad(x ** 3, x)
print(0.1 * slope)
""",
)

GRAD = re.compile(r"(?:^|\.)grad$")


def find(case: Case) -> Iterator[Found]:
    """Python stopped at a tuple that autograd.grad had returned."""
    for stop in stops(case, "tuple_for_tensor"):
        for unit, node in stop.program.statements:
            match = node.targets if isinstance(node, ast.Assign) else []
            if len(match) != 1 or not isinstance(match[0], ast.Name):
                continue
            if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
                continue
            if not GRAD.search(expression(node.value.func)):
                continue
            name = match[0].id
            ran = any(
                b.kind == "grad" and b.site.unit == unit and b.site.line >= node.lineno
                for b in stop.history.backwards
            )
            if ran and re.search(rf"\b{name}\b", stop.code):
                yield stop.found(name=name)
                return


RULE = Rule(
    code="grad_result_is_tuple",
    rank=44,
    find=find,
    message=Words(
        zh="{where}：`{code}` 把 {name} 当作梯度来用，但 torch.autograd.grad 返回的是元组，每个输入一个梯度，只有一个输入时也一样。Python 说：“{error}”。",
        en="{where}: `{code}` uses {name} as a gradient, but torch.autograd.grad returns a tuple, one gradient for each input, even for a single one. Python says “{error}”.",
    ),
    hint=Words(
        zh="取出来再用：{name}, = torch.autograd.grad(...)，或在末尾加 [0]。",
        en="Take it out first: {name}, = torch.autograd.grad(...), or put [0] behind the call.",
    ),
    hides=("program_error", "late_error", "unrelated_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
