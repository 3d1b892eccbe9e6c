"""Something that is no gradient was assigned to .grad.

Why it matters: .grad holds a tensor like its owner, or None; a number does not clear it.

Example: `x.grad = 0` to zero it.

Feedback: the line, PyTorch's message, and how to clear a gradient.
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
(x ** 2).backward()
x.grad = 0
(x ** 3).backward()
print(x.grad)
""",
    """\
import torch
w = torch.tensor([1., 2.], requires_grad=True)
(w ** 2).sum().backward()
w.grad = torch.zeros(3)
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
(x ** 2).backward()
x.grad = None
(x ** 3).backward()
print(x.grad)
""",
    """\
import torch
w = torch.tensor([1., 2.], requires_grad=True)
(w ** 2).sum().backward()
w.grad = torch.zeros_like(w)
print(w.grad)
""",
)


def find(case: Case) -> Iterator[Found]:
    """PyTorch refused what was assigned."""
    for stop in stops(case, "grad_assigned", "grad_mismatch"):
        event = stop.event
        tensor = refs(event)[0][0] if isinstance(event, Op) and refs(event) else None
        yield stop.found(name=stop.name(tensor))
        return


RULE = Rule(
    code="grad_assigned_wrongly",
    rank=44,
    find=find,
    message=Words(
        zh="{where}：`{code}` 给 {name}.grad 赋的值不合适。PyTorch 说：“{error}”。.grad 只能是和 {name} 形状、类型一样的张量，或者 None，不能是普通的数。",
        en="{where}: `{code}` gives {name}.grad what it cannot hold. PyTorch says “{error}”: .grad is a tensor of the shape and type of {name}, or None, never a plain number.",
    ),
    hint=Words(
        zh="清零请写 {name}.grad = None，或 {name}.grad.zero_()。",
        en="To clear it write {name}.grad = None, or {name}.grad.zero_().",
    ),
    hides=("program_error", "late_error", "unrelated_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
