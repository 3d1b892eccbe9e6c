"""A function or class that the task asks for is not there, or its name stands for something else.

Why it matters: it is called by its name, on other inputs than those of the program.

Example: the task asks for `weighted`, the program defines `weigthed`, or `weighted = 3`.

Feedback: the name; the error that kept it from being defined, where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from autograder.checks.case import Case
from autograder.diagnosis.calling import failures, sighting
from autograder.diagnosis.function_example import ASSIGNMENT, RIGHT, example
from autograder.diagnosis.model import Found, Rule
from autograder.diagnosis.sightings import error_at, full_error
from autograder.spec.model import Words

BAD = (
    example(("def weighted(", "def weigthed(")),
    example(
        (
            'return {"mean": x.mean().item(), "positive": [bool(v > 0) for v in x]}',
            'return {"mean": x.mean().item(), "positive": [bool(v > 0) for v in x]}\nweighted = 3',
        )
    ),
    example(("(torch.autograd.Function)", "(torch.autograd.Functio)")),
)
GOOD = (RIGHT,)

_MISSING = Words(
    zh="没有找到 `{name}`，题目要求用这个名字定义它。",
    en="`{name}` was not found; the task asks for something of this name.",
)
_NOT_CALLABLE = Words(
    zh="`{name}` 不是函数，不能调用。", en="`{name}` is no function and cannot be called."
)
_FAILED = Words(
    zh="`{name}` 没有定义成功，因为这里报错：{error}",
    en="`{name}` could not be defined, because of an error here: {error}",
)


def find(case: Case) -> Iterator[Found]:
    """A name that a call needs is missing, or cannot be called."""
    for failure in failures(case):
        if failure.code != "function_missing":
            continue
        names = failure.verdict.missing or failure.verdict.plain
        name = ", ".join(names)
        found = sighting(failure)
        told = _NOT_CALLABLE if failure.verdict.plain and not failure.verdict.missing else _MISSING
        error = _error(case, names)
        if error is not None:
            found = replace(found, where=error.where)
            told = _FAILED
            name, text = names[0], str(error.details["error"])
        else:
            text = ""
        what = Words(
            zh=told.zh.format(name=name, error=text), en=told.en.format(name=name, error=text)
        )
        yield replace(found, details={**found.details, "name": name, "what": what})


def _error(case: Case, names: tuple[str, ...]) -> Found | None:
    """The error in a statement that would have defined one of these names."""
    pattern = re.compile(rf"\s*(?:(?:def|class)\s+(?:{_any(names)})\b|(?:{_any(names)})\s*=)")
    for program, raised in case.errors():
        site = raised.stack[0] if raised.stack else None
        if pattern.match(program.line(site)):
            return error_at(program, raised, full_error(raised))
    return None


def _any(names: tuple[str, ...]) -> str:
    return "|".join(re.escape(name.partition(".")[0]) for name in names)


RULE = Rule(
    code="function_missing",
    rank=50,
    find=find,
    message=Words(
        zh="{where}：{what}",
        en="{where}: {what}",
    ),
    hint=Words(
        zh="按题目要求的名字定义它，并确认没有被别的变量覆盖、也没有放在另一个函数里面。",
        en="Define it under the name that the task asks for, not inside another function, and make sure that nothing else takes that name.",
    ),
    question="call",
    hides=("late_error", "unrelated_error"),
    assignment=ASSIGNMENT,
    bad=BAD,
    good=GOOD,
)
