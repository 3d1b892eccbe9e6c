"""An error of another kind stopped the program before the exercise was done.

Why it matters: what does not run cannot show a gradient.

Example: a NameError, a missing module, a syntax error.

Feedback: the line and Python's own message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from autograder.checks.case import Case, ProgramRuns
from autograder.diagnosis.model import Found, Rule
from autograder.diagnosis.sightings import error_at, full_error
from autograder.diagnosis.spelling import misspelt_keyword
from autograder.evidence.schema import Raised
from autograder.spec.model import Words

SYNTAX_RANK = 18
"""What is no valid Python never ran, which explains all that follows."""

_EXERCISE = re.compile(r"no_grad|detach|backward|requires_grad|inference_mode|grad_enabled")

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
y3 = y1 + z2
y3.backward()
""",
    """\
import torch
x = torch.tensor(1. requires_grad=True)
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

SPELLING = Words(
    zh="{keyword} 拼错了，应写成 requires_grad=True。",
    en="{keyword} is misspelt: write requires_grad=True.",
)


def find(case: Case) -> Iterator[Found]:
    """An uncaught error is there, and the attempt did not get through its backward; or the code
    of the attempt is no valid Python, whatever could be salvaged around it."""
    graded = case.graded
    done = graded is not None and graded.backward is not None and graded.error is None
    for program, raised in case.errors():
        if done and not (raised.syntax and _meant(case, program, raised)):
            continue
        if graded is not None and case.program is not program:
            continue
        rank = SYNTAX_RANK if raised.syntax else None
        keyword = misspelt_keyword(raised.message)
        found = error_at(program, raised, full_error(raised), rank=rank, keyword=keyword)
        yield replace(found, hint=SPELLING if keyword else None)
        return


def _meant(case: Case, program: ProgramRuns, raised: Raised) -> bool:
    """Whether a syntax error keeps the exercise from running: a script with one does not run at
    all, and of a notebook the cell with it."""
    cell = program.cell(raised.unit)
    if case.gradient_earned or cell is None:
        return False
    return program.program.style == "script" or _EXERCISE.search(cell.source) is not None


RULE = Rule(
    code="program_error",
    rank=85,
    find=find,
    message=Words(
        zh="{where}：`{code}` 出错，程序没能做完本题：{error}",
        en="{where}: `{code}` failed, so the exercise was not finished: {error}",
    ),
    hint=Words(
        zh="先解决这个报错，再从头到尾运行一遍。",
        en="Fix this error first, then run everything from top to bottom.",
    ),
    bad=BAD,
    good=GOOD,
)
