"""An error after the exercise was done, which cost nothing.

Why it matters: a reader wants to know whether it was meant.

Example: `y2.backward()` to show that it raises, after x.grad was printed.

Feedback: the line and the message.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.diagnosis.sightings import error_at, full_error
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
y2.backward()
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
    """An uncaught error after the graded backward of a right answer."""
    graded = case.graded
    if graded is None or graded.backward is None or not case.gradient_earned:
        return
    for program, raised in case.errors():
        if program is not case.program or raised.seq <= graded.backward.seq:
            continue
        yield error_at(program, raised, full_error(raised))
        return


RULE = Rule(
    code="late_error",
    rank=95,
    find=find,
    message=Words(
        zh="{where}：`{code}` 报错（{error}）。本题在此之前已经完成，没有扣分。",
        en="{where}: `{code}` raised an error ({error}). The exercise was done by then; it cost nothing.",
    ),
    hint=Words(
        zh="如果是有意演示，可以用 try/except 包起来并写一句说明。",
        en="If you meant to show it, wrap it in try/except and say so in a sentence.",
    ),
    severity="note",
    bad=BAD,
    good=GOOD,
)
