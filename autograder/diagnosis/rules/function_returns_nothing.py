"""A function gives None where a result is asked for.

Why it matters: what is only printed cannot be used, nor compared.

Example: `def f(x): print(x ** 2)`.

Feedback: the function, and that it returned None.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.calling import sightings
from autograder.diagnosis.function_example import ASSIGNMENT, RIGHT, example
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    example(("return w * x + x ** 2", "print(w * x + x ** 2)")),
    example(("x.mean().item()", "None")),
)
GOOD = (RIGHT,)


def find(case: Case) -> Iterator[Found]:
    """A result is None."""
    yield from sightings(case, "function_returns_nothing")


RULE = Rule(
    code="function_returns_nothing",
    rank=53,
    find=find,
    message=Words(
        zh="{where}：`{name}` 给出的是 None，而不是结果。",
        en="{where}: `{name}` gives None in place of a result.",
    ),
    hint=Words(
        zh="检查每条路径都有 return，而不只是 print。",
        en="Make sure that every path ends in `return`, not in `print`.",
    ),
    question="call",
    assignment=ASSIGNMENT,
    bad=BAD,
    good=GOOD,
)
