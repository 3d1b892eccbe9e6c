"""A call ended without a result: it took too much memory, printed too much, or ended its process.

Why it matters: a function has to give its result by returning it.

Example: `os._exit(0)`, or a list that grows without end.

Feedback: what happened, and the limit.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.calling import failures, sighting
from autograder.diagnosis.function_example import ASSIGNMENT, RIGHT, example
from autograder.diagnosis.model import Found, Rule
from autograder.feedback.calls import actual
from autograder.spec.model import Words

BAD = (
    example(
        (
            'def summary(x):\n    return {"mean": x.mean().item(), "positive": [bool(v > 0) for v in x]}',
            "import os\ndef summary(x):\n    os._exit(0)",
        )
    ),
    example(
        (
            'return {"mean": x.mean().item(), "positive": [bool(v > 0) for v in x]}',
            "return torch.zeros(10 ** 11)",
        )
    ),
)
GOOD = (RIGHT,)


def find(case: Case) -> Iterator[Found]:
    """A call hit a limit other than time, or its process ended."""
    for failure in failures(case):
        if failure.code == "function_stopped":
            what = Words(
                zh=actual(failure.verdict, failure.check, "zh"),
                en=actual(failure.verdict, failure.check, "en"),
            )
            yield sighting(failure, what=what)


RULE = Rule(
    code="function_stopped",
    rank=51,
    find=find,
    message=Words(
        zh="{where}：调用 `{name}` 没有得到结果：{what}",
        en="{where}: the call of `{name}` gave no result: {what}",
    ),
    hint=Words(
        zh="用 return 返回结果；不要退出程序，也不要创建很大的张量或打印大量内容。",
        en="Return the result; do not leave the program, make huge tensors or print a lot.",
    ),
    question="call",
    assignment=ASSIGNMENT,
    bad=BAD,
    good=GOOD,
)
