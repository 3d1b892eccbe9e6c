"""An error elsewhere, before the exercise, which cost nothing.

Why it matters: run from top to bottom, a notebook should not fail.

Example: a missing module in an earlier cell.

Feedback: the line and the message.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from autograder.checks.case import Case, ProgramRuns
from autograder.diagnosis.model import Found, Rule
from autograder.diagnosis.sightings import error_at, full_error
from autograder.evidence.schema import Op, Raised
from autograder.experiments.history import keys_of
from autograder.experiments.model import Experiment
from autograder.experiments.nodes import refs
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


FIRST_TRY = Words(
    zh="{where}：`{code}` 报错（{error}）。后面已经把本题正确完成，这里没有扣分。",
    en="{where}: `{code}` raised an error ({error}). The exercise is done rightly further down, and it cost nothing.",
)


def find(case: Case) -> Iterator[Found]:
    """An uncaught error before the graded backward of a right answer, or in another file."""
    graded = case.graded
    if graded is None or graded.backward is None or not case.gradient_earned:
        return
    for program, raised in case.errors():
        if program is case.program and raised.seq > graded.backward.seq:
            continue
        found = error_at(program, raised, full_error(raised))
        mine = program is case.program and _is_about(program, raised, graded)
        yield replace(found, message=FIRST_TRY) if mine else found
        return


def _is_about(program: ProgramRuns, raised: Raised, graded: Experiment) -> bool:
    """Whether the call that failed had to do with tensors of the exercise."""
    event = None if program.history is None else program.history.failed(raised.seq)
    if event is None:
        return False
    keys = refs(event) if isinstance(event, Op) else keys_of(event.roots)
    own = {key[0] for key in graded.ancestors}
    return any(key[0] in own for key in keys)


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
