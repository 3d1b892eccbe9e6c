"""requires_grad was switched off on a computed tensor.

Why it matters: only leaves have a switch of their own; a result requires a gradient because its inputs do.

Example: `y = x ** 2; y.requires_grad = False` to cut y off.

Feedback: the line, PyTorch's message, and detach() as the way to cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

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
y = x ** 2
y.requires_grad = False
(y * x).backward()
""",
    """\
import torch
def freeze(t):
    return t.requires_grad_(False)
w = torch.tensor([1., 2.], requires_grad=True)
h = w * 2
frozen = freeze(h)
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y = (x ** 2).detach()
(y * x).backward()
print(x.grad, y.requires_grad)
""",
    """\
import torch
w = torch.tensor([1., 2.], requires_grad=True)
w.requires_grad_(False)
v = torch.tensor([1., 2.], requires_grad=True)
(w * v).sum().backward()
print(v.grad)
""",
)

BEFORE_WHAT_COMES_OF_IT = 49
"""Just before `tracking_not_interrupted`."""


def find(case: Case) -> Iterator[Found]:
    """PyTorch refused to change the flag of a non-leaf."""
    for stop in stops(case, "requires_grad_non_leaf"):
        event = stop.event
        tensor = refs(event)[0][0] if isinstance(event, Op) and refs(event) else None
        found = stop.found(name=stop.name(tensor))
        # That a term stays tracked is what comes of it.
        yield replace(found, rank=BEFORE_WHAT_COMES_OF_IT if stop.severity == "error" else None)
        return


RULE = Rule(
    code="requires_grad_on_non_leaf",
    rank=83,
    find=find,
    message=Words(
        zh="{where}：`{code}` 想关掉 {name} 的梯度，但 {name} 是算出来的结果，不是叶子张量。PyTorch 说：“{error}”：结果要不要梯度由它的输入决定。",
        en="{where}: `{code}` tries to switch the gradient of {name} off, but {name} is a computed result, not a leaf. PyTorch says “{error}”: whether a result requires a gradient follows from what it was computed from.",
    ),
    hint=Words(
        zh="想让梯度在这里停下，用 {name} = {name}.detach()，或把这步计算放进 with torch.no_grad():。",
        en="To stop the gradient here, use {name} = {name}.detach(), or compute it inside with torch.no_grad():.",
    ),
    hides=("program_error", "late_error", "unrelated_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
