"""The program tried to reach or change the grader, or what it measures with.

Why it matters: such a report goes to a person; the marks are not released by themselves.

Example: `torch.Tensor.grad = property(lambda self: torch.tensor(2.))`.

Feedback: what happened and where, without judging why.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.integrity import flags
from autograder.spec.model import Words


def find(case: Case) -> Iterator[Found]:
    """An integrity flag stands."""
    for flag in flags(case) if case.flags is None else case.flags:
        yield Found(flag.where, {"what": flag.detail})
        return


RULE = Rule(
    code="tampering",
    rank=1,
    find=find,
    message=Words(
        zh="{where}：程序里有会影响评分程序的操作（{what}），这份作业会先由老师看过。",
        en="{where}: the program does something that can affect the grader ({what}); a teacher will look at it first.",
    ),
    hint=Words(
        zh="如果这是误会，请告诉老师；本题不需要这类操作。",
        en="If this is a misunderstanding, tell your teacher; the exercise needs nothing of the kind.",
    ),
    severity="warning",
    question="gradient",
)
