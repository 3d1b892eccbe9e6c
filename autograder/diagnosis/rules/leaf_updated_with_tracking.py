"""A parameter was updated in place while autograd was recording.

Why it matters: the step of gradient descent is no part of the function; PyTorch refuses to record a change of a leaf.

Example: `w -= lr * w.grad` outside `torch.no_grad()`.

Feedback: the line, PyTorch's message, and where the update belongs.
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
w = torch.tensor([1., 2.], requires_grad=True)
loss = (w ** 2).sum()
loss.backward()
w -= 0.1 * w.grad
print(w)
""",
    """\
import torch
def step(parameters, lr):
    for p in parameters:
        p.sub_(lr * p.grad)
w = torch.tensor(3., requires_grad=True)
(w ** 2).backward()
step([w], 0.1)
""",
)
GOOD = (
    """\
import torch
w = torch.tensor([1., 2.], requires_grad=True)
loss = (w ** 2).sum()
loss.backward()
with torch.no_grad():
    w -= 0.1 * w.grad
    w.grad.zero_()
print(w)
""",
    """\
import torch
w = torch.tensor(3., requires_grad=True)
(w ** 2).backward()
w.data -= 0.1 * w.grad
print(w)
""",
)


def find(case: Case) -> Iterator[Found]:
    """PyTorch refused an in-place change of a leaf by its own gradient."""
    for stop in stops(case, "leaf_inplace"):
        event = stop.event
        if not isinstance(event, Op) or not refs(event):
            continue
        tensor = refs(event)[0][0]
        behind = stop.history.trace.ancestors(*refs(event)[1:])
        if any(stop.history.owner(key[0]) is not None for key in behind):
            yield stop.found(name=stop.name(tensor))
            return


RULE = Rule(
    code="leaf_updated_with_tracking",
    rank=21,
    find=find,
    message=Words(
        zh="{where}：`{code}` 在追踪打开时原地更新参数 {name}。PyTorch 说：“{error}”。更新参数不属于要求导的函数，不应该被记录。",
        en="{where}: `{code}` updates the parameter {name} in place while autograd is recording. PyTorch says “{error}”: the update is no part of the function and must not be recorded.",
    ),
    hint=Words(
        zh="把这一行放进 with torch.no_grad():。不要改成 {name} = {name} - …，那样 {name} 就不再是叶子张量了。",
        en="Put the line inside with torch.no_grad():. Do not write {name} = {name} - … instead: {name} would no longer be a leaf.",
    ),
    hides=("program_error", "late_error", "unrelated_error", "inplace_on_leaf"),
    general=True,
    bad=BAD,
    good=GOOD,
)
