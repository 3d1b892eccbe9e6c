"""A result has another dtype than asked for.

Why it matters: only floating-point tensors carry gradients, and half of the digits may be lost.

Example: `.double()` or `.long()` on the result.

Feedback: the dtype that came and the one expected.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.calling import sightings
from autograder.diagnosis.function_example import ASSIGNMENT, RIGHT, example
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (example(("return w * x + x ** 2", "return w.double() * x + x ** 2")),)
GOOD = (RIGHT,)


def find(case: Case) -> Iterator[Found]:
    """A dtype differs."""
    yield from sightings(case, "function_wrong_dtype")


RULE = Rule(
    code="function_wrong_dtype",
    rank=56,
    find=find,
    message=Words(
        zh="{where}：`{name}` 的结果（{key}）dtype 是 {got}，应为 {wanted}。",
        en="{where}: what `{name}` gives ({key}) has dtype {got}, expected {wanted}.",
    ),
    hint=Words(
        zh="新建张量时沿用输入的 dtype（如 torch.zeros_like(x)），不要随意转换。",
        en="Make new tensors with the dtype of the input (as `torch.zeros_like(x)` does), and convert nothing without need.",
    ),
    question="call",
    assignment=ASSIGNMENT,
    bad=BAD,
    good=GOOD,
)
