"""A function or class raised an exception when it was called with hidden inputs.

Why it matters: a function has to work for every input that the task allows.

Example: `return x.item() * 2` for a tensor of three numbers.

Feedback: the student's line, and the message of PyTorch or Python. What the student's own code raises
is told by its type alone, since its text could hold the hidden inputs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from autograder.checks.case import Case
from autograder.diagnosis.calling import sightings
from autograder.diagnosis.function_example import ASSIGNMENT, RIGHT, example
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words
from autograder.torch_messages import is_kind

BAD = (
    example(("return w * x + x ** 2", "return w.item() * x + x ** 2")),
    example(("def weighted(x, w):\n    return w * x", "def weighted(x):\n    return x")),
    example(("return 3 * x ** 2 * grad", "return torch.ones(7) * grad")),
)
GOOD = (RIGHT,)

SUM = Words(
    zh="输入是向量或矩阵时，要求导的结果也不是标量：先用 .sum() 求和再求导，或者给 grad 传 grad_outputs（给 backward 传 gradient）。",
    en="For a vector or matrix the result that is differentiated is no scalar: add it up with .sum() first, or give grad its grad_outputs (backward its gradient).",
)


def find(case: Case) -> Iterator[Found]:
    """A call raised in the student's code, or was not possible."""
    for found in sightings(case, "function_raises"):
        scalar = is_kind(str(found.details["error"]), "non_scalar")
        yield replace(found, hint=SUM) if scalar else found


RULE = Rule(
    code="function_raises",
    rank=52,
    find=find,
    message=Words(
        zh="{where}：用隐藏的输入调用 `{name}` 时报错（`{code}`）：{error}",
        en="{where}: calling `{name}` with hidden inputs failed (`{code}`): {error}",
    ),
    hint=Words(
        zh="用题目没有给出的输入自己调用一次（别的形状、别的数值），再看这条报错。",
        en="Call it yourself with inputs that the task does not show, of other shapes and values, and read the error again.",
    ),
    question="call",
    assignment=ASSIGNMENT,
    bad=BAD,
    good=GOOD,
)
