"""The process ended before the program did: a native crash, or it left on purpose.

Why it matters: what comes after the end never ran, and Python could not say why it stopped.

Example: `os._exit(0)` in the middle, or a segmentation fault in an extension module.

Feedback: the last place that was reached.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    """\
import os
import torch
os._exit(0)
x = torch.tensor(1., requires_grad=True)
""",
    """\
import os
os.abort()
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
    """The supervisor saw the process of a program end early."""
    for program in case.programs:
        if program.run is not None and program.run.verdict in ("crashed", "exited"):
            yield Found(
                program.last_where,
                {"why": program.run.detail},
                severity="warning" if case.gradient_earned and not case.uncalled else None,
            )
            return


RULE = Rule(
    code="program_crashed",
    rank=11,
    find=find,
    message=Words(
        zh="{where}：程序运行到这里之后，整个进程突然结束了，后面的代码没有运行。",
        en="{where}: after this point the whole process ended, and the code that follows did not run.",
    ),
    hint=Words(
        zh="不要用 os._exit() 或 os.abort() 结束程序；如果不是有意的，检查这里调用的底层库。",
        en="Do not end a program with os._exit() or os.abort(); if you did not mean to, look at the library called here.",
    ),
    hides=("exercise_not_found", "backward_missing"),
    bad=BAD,
    good=GOOD,
)
