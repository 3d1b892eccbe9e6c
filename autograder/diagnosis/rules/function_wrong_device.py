"""A result is on another device than asked for.

Why it matters: tensors on different devices cannot be computed with.

Example: `return y.to("meta")`, or `y.cuda()` where the inputs are not.

Feedback: the device that came and the one expected.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.calling import failures, sighting
from autograder.diagnosis.function_example import ASSIGNMENT, RIGHT, example
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (example(("return w * x + x ** 2", 'return (w * x + x ** 2).to("meta")')),)
GOOD = (RIGHT,)


def find(case: Case) -> Iterator[Found]:
    """A device differs, or a result could not be used beside what is on the expected one."""
    for failure in failures(case):
        if failure.code != "function_wrong_device":
            continue
        key = failure.key
        if key is None or key.got is None or key.wanted is None:
            what = Words(zh=failure.verdict.message, en=failure.verdict.message)
        else:
            what = Words(
                zh=f"在 {key.got.zh} 上，应在 {key.wanted.zh} 上",
                en=f"is on {key.got.en}, expected on {key.wanted.en}",
            )
        yield sighting(failure, what=what)


RULE = Rule(
    code="function_wrong_device",
    rank=57,
    find=find,
    message=Words(
        zh="{where}：`{name}` 的结果不在题目要求的设备上：{what}",
        en="{where}: what `{name}` gives is not on the device asked for: {what}",
    ),
    hint=Words(
        zh="新建张量时用输入所在的设备：device=x.device。",
        en="Make new tensors where the input is: `device=x.device`.",
    ),
    question="call",
    assignment=ASSIGNMENT,
    bad=BAD,
    good=GOOD,
)
