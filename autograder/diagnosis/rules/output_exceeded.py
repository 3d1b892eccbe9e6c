"""A run ended with `output_exceeded`.

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
    print('x' * 1000)
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
    yield from limit_hit(case, "output_exceeded", float(case.spec.limits.output_kb))


RULE = Rule(
    code="output_exceeded",
    rank=10,
    find=find,
    message=Words(
        zh="程序的输出超过了限制（{limit} KB），被停止了。",
        en="The program printed more than the limit ({limit} KB) and was stopped.",
    ),
    hint=Words(
        zh="检查循环里的 print。",
        en="Look for a print inside a loop.",
    ),
    hides=("program_error", "exercise_not_found", "backward_missing"),
    bad=BAD,
    good=GOOD,
)
