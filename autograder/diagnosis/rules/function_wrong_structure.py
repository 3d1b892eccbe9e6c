"""A function gives another kind of result than asked for: a number for a tensor, a tuple for a tensor, other keys.

Why it matters: whoever calls it relies on what it returns.

Example: `return y, y.grad_fn` where `y` is asked for.

Feedback: what came, and what kind of result is expected.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.calling import failures, sighting
from autograder.diagnosis.function_example import ASSIGNMENT, RIGHT, example
from autograder.diagnosis.model import Found, Rule
from autograder.feedback.calls import title_of
from autograder.spec.model import Words

BAD = (
    example(("x.mean().item()", "x.mean()")),
    example(
        (
            'return {"mean": x.mean().item(), "positive": [bool(v > 0) for v in x]}',
            "return x.mean().item(), [bool(v > 0) for v in x]",
        )
    ),
)
GOOD = (RIGHT,)


_UNKNOWN = Words(zh="别的东西", en="something else")


def find(case: Case) -> Iterator[Found]:
    """A result is of another kind, or could not be used as one of that kind."""
    for failure in failures(case):
        if failure.code != "function_wrong_structure":
            continue
        key = failure.key
        if key is None:
            error = ": ".join(filter(None, (failure.verdict.type, failure.verdict.message)))
            what = Words(zh=f"使用它时报错 {error}", en=f"using it raised {error}")
        else:
            got, wanted = key.got or _UNKNOWN, key.wanted or _UNKNOWN
            title = title_of(failure.check, key.key)
            what = Words(
                zh=f"{title.zh}是{got.zh}，应为{wanted.zh}",
                en=f"{title.en} is {got.en}, where {wanted.en} is expected",
            )
        yield sighting(failure, what=what)


RULE = Rule(
    code="function_wrong_structure",
    rank=54,
    find=find,
    message=Words(
        zh="{where}：`{name}` 返回的结果种类不对：{what}",
        en="{where}: `{name}` returns another kind of result: {what}",
    ),
    hint=Words(
        zh="对照题目检查 return 的内容：是张量还是 Python 数值，是一个还是几个，字典的键是什么。",
        en="Compare what you return with the task: a tensor or a Python number, one or several, which keys.",
    ),
    question="call",
    assignment=ASSIGNMENT,
    bad=BAD,
    good=GOOD,
)
