"""A run ended with `memory_exceeded`.

Why it matters: limits keep one program from holding up the class.

Example: `[0] * (10 ** 11)`.

Feedback: which limit, and how large it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.diagnosis.sightings import limit_hit
from autograder.spec.model import Words

BAD = (
    """\
numbers = [0] * (10 ** 11)
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
""",
)


def find(case: Case) -> Iterator[Found]:
    """The supervisor saw the program hit this limit; it weighs nothing after a right answer."""
    yield from limit_hit(case, "memory_exceeded", float(case.spec.limits.memory_mb))


RULE = Rule(
    code="memory_exceeded",
    rank=10,
    find=find,
    message=Words(
        zh="程序用的内存超过了限制（{limit} MB），被停止了。",
        en="The program used more memory than the limit ({limit} MB) and was stopped.",
    ),
    hint=Words(
        zh="本题只需要很小的张量；检查有没有越来越大的列表或过大的形状。",
        en="This exercise needs tiny tensors only; look for a list that keeps growing or a huge shape.",
    ),
    hides=("program_error", "exercise_not_found", "backward_missing"),
    bad=BAD,
    good=GOOD,
)
