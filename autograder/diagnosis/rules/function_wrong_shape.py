"""A result has another shape than asked for.

Why it matters: PyTorch broadcasts silently, and what follows computes something else.

Example: a sum over all elements where a sum over each row is asked for.

Feedback: the shape that came and the one expected.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.calling import sightings
from autograder.diagnosis.function_example import ASSIGNMENT, RIGHT, example
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (example(("return w * x + x ** 2", "return w * x + (x ** 2).sum() * torch.ones(3, 1)")),)
GOOD = (RIGHT,)


def find(case: Case) -> Iterator[Found]:
    """A shape differs."""
    yield from sightings(case, "function_wrong_shape")


RULE = Rule(
    code="function_wrong_shape",
    rank=55,
    find=find,
    message=Words(
        zh="{where}：`{name}` 的结果（{key}）形状是 {got}，应为 {wanted}。",
        en="{where}: what `{name}` gives ({key}) has shape {got}, expected {wanted}.",
    ),
    hint=Words(
        zh="打印每一步的 .shape，看形状在哪一步变了（sum、mean、广播、unsqueeze）。",
        en="Print `.shape` after each step and see where it changes (sum, mean, broadcasting, unsqueeze).",
    ),
    question="call",
    assignment=ASSIGNMENT,
    bad=BAD,
    good=GOOD,
)
