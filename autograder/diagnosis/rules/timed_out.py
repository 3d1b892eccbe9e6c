"""A run ended with `timed_out`.

Why it matters: limits keep one program from holding up the class.

Example: `while True:`.

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
while True:
    pass
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
    yield from limit_hit(case, "timed_out", case.spec.limits.wall_s)


RULE = Rule(
    code="timed_out",
    rank=10,
    find=find,
    message=Words(
        zh="程序运行超过了时限（{limit} 秒），被停止了。",
        en="The program ran longer than the limit ({limit} s) and was stopped.",
    ),
    hint=Words(
        zh="检查有没有不会结束的循环，或等待输入、长时间 sleep 的地方。",
        en="Look for a loop that never ends, a wait for input, or a long sleep.",
    ),
    hides=("program_error", "exercise_not_found", "backward_missing"),
    bad=BAD,
    good=GOOD,
)
