"""A method was named but not called: the parentheses are missing.

Why it matters: `y.backward` alone only looks the method up; nothing happens and nothing complains.

Example: `y.backward` or `optimizer.step` on a line of its own.

Feedback: the line, and the parentheses.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.bare import bare_methods
from autograder.diagnosis.general import at, gravity
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor([0.5, 2.], requires_grad=True)
h = torch.tanh(x)
h.retain_grad
h.sum().backward()
print(x.grad)
""",
    """\
import torch
w = torch.tensor(5., requires_grad=True)
for step in range(3):
    ((w - 1) ** 2).backward()
    w.data -= 0.1 * w.grad
    w.grad.zero_
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


def find(case: Case) -> Iterator[Found]:
    """A statement consists of nothing but such a method's name."""
    for program in case.programs:
        for bare in bare_methods(program):
            severity = gravity(case, program)
            yield at(program, bare.site, severity, method=bare.method, call=bare.call)
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
    hides=("gradient_not_reset",),
    general=True,
    bad=BAD,
    good=GOOD,
)
