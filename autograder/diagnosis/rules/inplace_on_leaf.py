"""The input was changed in place while autograd tracks it.

Why it matters: autograd needs the leaf's value as it was; PyTorch therefore refuses.

Example: `x += 1` or `x.mul_(2)` on a leaf that requires grad.

Feedback: the line, and PyTorch's message in plain words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.diagnosis.sightings import error_at
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
x += 0
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
    x.mul_(1)
y3 = y1 + y2
x *= 1
""",
)
WARNED = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
x += 1
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
    """PyTorch refused an in-place operation on a leaf (or a view of one).

    Beside a right answer it is a warning, where it stands before the backward: a script run as a
    whole would have ended there.
    """
    graded = case.graded
    for program, raised in case.errors():
        if not ("leaf" in raised.message and "in-place" in raised.message):
            continue
        found = error_at(program, raised, raised.message, x=case.input_name)
        if not case.gradient_earned:
            yield found
        elif (
            graded is not None
            and graded.backward is not None
            and program is case.program
            and raised.seq < graded.backward.seq
        ):
            yield replace(found, severity="warning")
        return


RULE = Rule(
    code="inplace_on_leaf",
    rank=22,
    find=find,
    message=Words(
        zh="{where}：`{code}` 原地修改了正在被追踪的叶子张量，PyTorch 不允许（“{error}”）。",
        en="{where}: `{code}` changes a tracked leaf in place, which PyTorch refuses (“{error}”).",
    ),
    hint=Words(
        zh="用新的名字保存结果（例如 z = {x} * 1），不要原地改 {x}。",
        en="Store the result under a new name (z = {x} * 1, say) instead of changing {x} itself.",
    ),
    hides=(
        "unrelated_error",
        "program_error",
        "backward_missing",
        "wrong_input_value",
        "role_value_wrong",
        "wrong_power",
    ),
    bad=BAD + WARNED,
    good=GOOD,
)
