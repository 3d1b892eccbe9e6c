"""Nothing that ran attempts this exercise: it is missing, commented out, in a string, or in a function that is never called.

Why it matters: only what runs can be graded.

Example: the exercise between triple quotes.

Feedback: where the disabled code stands, if there is any.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.extract.document import Where
from autograder.spec.model import Words

BAD = (
    """\
print('hello')
""",
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y = x ** 2
y.backward()
print(x.grad)
# y1 = x ** 2
# with torch.no_grad():
#     y2 = x ** 3
# y3 = y1 + y2
# y3.backward()
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


AFTER_ERRORS = 86
"""Where an error stopped the program, that is told first."""
AMONG_OTHERS = 79
"""Of several exercises, what is wrong with those that are there is told before what is lacking."""
_NEVER = Words(
    zh="运行了的代码里没有做这一部分的计算。",
    en="none of the code that ran attempts this part.",
)
_READ_AGAIN = Words(
    zh="再读一遍这一部分：要对哪个张量、关于什么求梯度？",
    en="Read this part of the task again: which tensor is to be differentiated, with respect to what?",
)


def find(case: Case) -> Iterator[Found]:
    """No experiment of the submission resembles the exercise, and no error is to blame."""
    if case.graded is not None or not case.spec.gradient.of:
        return
    called = {name for verdict in case.called.values() for name in verdict.names}
    disabled = [
        finding
        for finding in case.static("disabled_code", "uncalled_function")
        if finding.detail.get("name") not in called  # the task has it called, not the program
    ]
    stopped = any(True for _ in case.errors())
    if disabled:
        for finding in disabled[:1] if not stopped or _was_reached(case, disabled[0].where) else ():
            yield Found(
                finding.where,
                {"why": finding.code, "code": finding.detail.get("code", "")},
                rank=AFTER_ERRORS if stopped else None,
            )
        return
    limited = any(p.run is not None and p.run.verdict != "ok" for p in case.programs)
    if not stopped and not limited:
        several = case.spec.exercise is not None
        yield Found(
            None,
            {"why": "nothing"},
            rank=AMONG_OTHERS if several else None,
            message=_NEVER if several else None,
            hint=_READ_AGAIN if several else None,
        )


def _was_reached(case: Case, where: Where | None) -> bool:
    """Whether a place comes before every error that stopped its cell or script; what follows such
    an error did not run, whatever it is."""
    for program, raised in case.errors():
        error = program.where(raised.stack[0] if raised.stack else None)
        if where is None or error is None or error.line is None or where.line is None:
            return False
        same = (error.file, error.cell) == (where.file, where.cell)
        if same and where.line > error.line:
            return False
    return True


RULE = Rule(
    code="exercise_not_found",
    rank=15,
    find=find,
    message=Words(
        zh="{where}：没有找到真正运行了的本题代码。注释掉的代码、字符串里的代码和从未被调用的函数都不会执行。",
        en="{where}: no code that really ran attempts this exercise. Code in comments or strings, and functions that are never called, do not run.",
    ),
    hint=Words(
        zh="确认本题的代码没有被注释、放进引号或写成没有调用的函数，然后从头到尾运行一遍。",
        en="Make sure that the exercise is not commented out, quoted or inside a function that nobody calls, and run everything from top to bottom.",
    ),
    bad=BAD,
    good=GOOD,
)
