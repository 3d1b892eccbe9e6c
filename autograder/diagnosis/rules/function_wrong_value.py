"""A function gives other values than asked for on hidden inputs.

Why it matters: it may be right for the numbers of the task alone.

Example: `return w * x + x * 2` for w * x + x ** 2.

Feedback: which of the results is wrong; not the inputs, nor what was expected.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.calling import sightings
from autograder.diagnosis.function_example import ASSIGNMENT, RIGHT, example
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    example(("return w * x + x ** 2", "return w * x + x * 2")),
    example(("v > 0", "v < 0")),
)
GOOD = (RIGHT,)


def find(case: Case) -> Iterator[Found]:
    """Values differ."""
    yield from sightings(case, "function_wrong_value")


RULE = Rule(
    code="function_wrong_value",
    rank=59,
    find=find,
    message=Words(
        zh="{where}：`{name}` 在隐藏的输入上结果不对：{key}（形状和 dtype 都对）。",
        en="{where}: on hidden inputs `{name}` is wrong (though shape and dtype are right): {key}.",
    ),
    hint=Words(
        zh="选几个能手算的输入（0、负数、几个不同的元素），和公式逐个对照。",
        en="Choose inputs that you can work out by hand (0, negative numbers, several different elements) and compare with the formula.",
    ),
    question="call",
    assignment=ASSIGNMENT,
    bad=BAD,
    good=GOOD,
)
