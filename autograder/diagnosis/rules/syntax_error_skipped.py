"""A script with a syntax error elsewhere: Python itself would not run any of it.

Why it matters: the grader leaves out the broken lines and grades the rest, but the student's own
Python refuses the whole file.

Example: the last line is `print(x.grad` without its closing bracket.

Feedback: the line and Python's own message.
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
print(x.grad
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
    """A right answer in a script that holds a line which is no valid Python."""
    if not case.gradient_earned:
        return
    for program, raised in case.errors():
        if not raised.syntax or program.program.style != "script":
            continue
        yield error_at(program, raised, full_error(raised))
        return


RULE = Rule(
    code="syntax_error_skipped",
    rank=93,
    find=find,
    message=Words(
        zh="{where}：`{code}` 有语法错误（{error}），Python 因此不会运行这个文件；这次跳过了这一处，只评了其余部分。",
        en="{where}: `{code}` is a syntax error ({error}), so Python itself would not run this file; this time it was left out and the rest was graded.",
    ),
    hint=Words(
        zh="改正这一处，再从头到尾运行一遍。",
        en="Correct it and run everything from top to bottom.",
    ),
    severity="warning",
    hides=("unrelated_error", "late_error"),
    bad=BAD,
    good=GOOD,
)
