"""The term that was cut off was made to require a gradient of its own afterwards.

Why it matters: it is then a new leaf: it collects a gradient itself, and is no longer the constant that the
task asks for.

Example: `y2 = x ** 3` under no_grad, then `y2.requires_grad_(True)`.

Feedback: the line that makes the term, and its flags.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y2.requires_grad_(True)
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
    """A role that should be untracked is a leaf that requires a gradient."""
    program = case.program
    if program is None or not case.input_tracked:
        return
    for role, item in case.others():
        state = item.state
        if case.should_be_tracked(role) or state is None or item.tracked:
            continue
        if state.requires_grad:
            yield Found(
                program.where(item.site),
                {"code": program.line(item.site), "name": item.called(role)},
            )
            return


RULE = Rule(
    code="cut_term_requires_grad",
    rank=52,
    find=find,
    message=Words(
        zh="{where}：`{code}` 得到的 {name} 之后又被设成了 requires_grad=True，它成了一个新的叶子张量，而不是不被追踪的常数。",
        en="{where}: {name} from `{code}` was set to requires_grad=True afterwards; that makes it a new leaf instead of an untracked constant.",
    ),
    hint=Words(
        zh="去掉对 {name} 的 requires_grad 设置，再看 {name}.requires_grad 和 {name}.grad_fn。",
        en="Leave the requires_grad of {name} alone and look at {name}.requires_grad and {name}.grad_fn.",
    ),
    question="untracked",
    bad=BAD,
    good=GOOD,
)
