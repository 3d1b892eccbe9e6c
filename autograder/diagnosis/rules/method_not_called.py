"""A method was named but not called: the parentheses are missing.

Why it matters: `y.backward` alone only looks the method up; nothing happens and nothing complains.

Example: `y.backward` or `optimizer.step` on a line of its own.

Feedback: the line, and the parentheses.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import at, expression, gravity
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Site
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y = x ** 2
y.backward
print(x.grad)
""",
    """\
import torch
w = torch.tensor(5., requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
for step in range(3):
    optimizer.zero_grad()
    ((w - 1) ** 2).backward()
    optimizer.step
print(w)
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y = x ** 2
y.backward()
x.grad
print(x.grad)
""",
    """\
import torch
x = torch.tensor(1., requires_grad=True)
run = (x ** 2).backward
run()
print(x.grad)
""",
)

METHODS = frozenset(
    (
        *("backward", "step", "zero_grad", "zero_", "detach_", "requires_grad_", "retain_grad"),
        *("eval", "train", "detach"),
    )
)


def find(case: Case) -> Iterator[Found]:
    """A statement consists of nothing but such a method's name."""
    for program in case.programs:
        for unit, node in program.statements:
            if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Attribute):
                continue
            if node.value.attr in METHODS:
                yield at(
                    program,
                    Site(unit, node.lineno),
                    gravity(case, program),
                    method=node.value.attr,
                    call=f"{expression(node.value)}()",
                )
                return


RULE = Rule(
    code="method_not_called",
    rank=22,
    find=find,
    message=Words(
        zh="{where}：`{code}` 少了括号，{method} 并没有执行：这一行只是提到了这个方法，不会报错，也什么都不做。",
        en="{where}: `{code}` lacks its parentheses, so {method} never runs: the line only mentions the method, without an error and without effect.",
    ),
    hint=Words(
        zh="写成 {call}。",
        en="Write {call}.",
    ),
    hides=("backward_missing", "gradient_not_reset"),
    general=True,
    bad=BAD,
    good=GOOD,
)
