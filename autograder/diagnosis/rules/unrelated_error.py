"""An error elsewhere, before the exercise, which cost nothing.

Why it matters: run from top to bottom, a notebook should not fail.

Example: a missing module in an earlier cell.

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
print(undefined_name)
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
    """An uncaught error before the graded backward of a right answer, or in another file."""
    graded = case.graded
    if graded is None or graded.backward is None or not case.gradient_earned:
        return
    for program, raised in case.errors():
        if program is case.program and raised.seq > graded.backward.seq:
            continue
        yield error_at(program, raised, full_error(raised))
        return


RULE = Rule(
    code="unrelated_error",
    rank=96,
    find=find,
    message=Words(
        zh="{where}：`{code}` 报错（{error}）。它与本题无关，没有扣分。",
        en="{where}: `{code}` raised an error ({error}). It has nothing to do with this exercise and cost nothing.",
    ),
    hint=Words(
        zh="交作业前从头到尾运行一遍，看看是否还有报错。",
        en="Before handing in, run everything from top to bottom once and see whether errors are left.",
    ),
    severity="note",
    bad=BAD,
    good=GOOD,
)
