"""A call did not return in time.

Why it matters: a function that never returns gives nothing to compare.

Example: `while True:` in a function.

Feedback: the limit.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.calling import failures, sighting
from autograder.diagnosis.function_example import ASSIGNMENT, RIGHT, example
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    example(
        (
            'return {"mean": x.mean().item(), "positive": [bool(v > 0) for v in x]}',
            "while True:\n        pass",
        )
    ),
)
GOOD = (RIGHT,)


def find(case: Case) -> Iterator[Found]:
    """A call used up its time."""
    for failure in failures(case):
        if failure.code == "function_too_slow":
            yield sighting(failure, seconds=failure.check.wall_s)


RULE = Rule(
    code="function_too_slow",
    rank=51,
    find=find,
    message=Words(
        zh="{where}：`{name}` 在 {seconds} 秒内没有返回，被停止了。",
        en="{where}: `{name}` did not return within {seconds} s and was stopped.",
    ),
    hint=Words(
        zh="检查循环的条件会不会变成假，输入的规模变大时循环次数会不会失控。",
        en="Check that the condition of the loop becomes false, and how often it runs for larger inputs.",
    ),
    question="call",
    assignment=ASSIGNMENT,
    bad=BAD,
    good=GOOD,
)
