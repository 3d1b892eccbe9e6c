"""retain_grad() or a hook was asked of a tensor that requires no gradient.

Why it matters: no gradient will ever pass there, so there is nothing to keep or to look at.

Example: `y2.retain_grad()` where y2 was computed under no_grad.

Feedback: the line, PyTorch's message, and why nothing passes.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import stops
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Op
from autograder.experiments.nodes import refs
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
with torch.no_grad():
    y2 = x ** 3
y2.retain_grad()
""",
    """\
import torch
x = torch.tensor([1., 2.])
x.register_hook(lambda g: print(g))
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y2 = x ** 3
y2.retain_grad()
(y2 * 2).backward()
print(y2.grad)
""",
    """\
import torch
x = torch.tensor([1., 2.], requires_grad=True)
x.register_hook(lambda g: print(g))
x.sum().backward()
""",
)


def find(case: Case) -> Iterator[Found]:
    """PyTorch refused retain_grad or a hook."""
    for stop in stops(case, "retain_grad_untracked", "hook_untracked"):
        event = stop.event
        tensor = refs(event)[0][0] if isinstance(event, Op) and refs(event) else None
        yield stop.found(name=stop.name(tensor))
        return


RULE = Rule(
    code="hook_on_untracked",
    rank=44,
    find=find,
    message=Words(
        zh="{where}：`{code}` 想留住 {name} 的梯度，但 {name} 没有被追踪（requires_grad=False），不会有梯度经过它。PyTorch 说：“{error}”。",
        en="{where}: `{code}` wants the gradient at {name}, but {name} is not tracked (requires_grad is False), so none will ever pass there. PyTorch says “{error}”.",
    ),
    hint=Words(
        zh="先看 {name} 是不是在 no_grad 里算的，或者它的输入没有 requires_grad=True。",
        en="See whether {name} was computed under no_grad, or from inputs without requires_grad=True.",
    ),
    hides=("program_error", "late_error", "unrelated_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
