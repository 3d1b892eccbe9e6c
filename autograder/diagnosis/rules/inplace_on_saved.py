"""A tensor that backward still needs was changed in place before backward ran.

Why it matters: autograd saves values for the derivative; PyTorch counts the changes and refuses to compute with other values than those of the forward pass.

Example: `y = x.exp(); y.mul_(2); y.sum().backward()`, or a parameter stepped between two backward calls.

Feedback: the line that changed it, not only the backward that failed.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import stops
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Backward, Op
from autograder.experiments.history import History, writes
from autograder.experiments.nodes import refs, short
from autograder.experiments.saved import saved
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = x.exp()
y.mul_(2)
y.sum().backward()
print(x.grad)
""",
    """\
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = torch.sigmoid(x)
z = y + 1
y.add_(1)
z.mul_(2)
z.sum().backward()
print(x.grad)
""",
    """\
import torch
w = torch.tensor(1., requires_grad=True)
loss = (w * 3 - 1) ** 2
reg = w ** 2
loss.backward()
with torch.no_grad():
    w -= 0.1 * w.grad
reg.backward()
""",
)
GOOD = (
    """\
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = x + 1
y.mul_(2)
y.sum().backward()
print(x.grad)
""",
    """\
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = x.exp()
z = y * 2
z.sum().backward()
with torch.no_grad():
    x -= 0.1 * x.grad
print(x)
""",
)


def find(case: Case) -> Iterator[Found]:
    """PyTorch found another version than the one it had saved."""
    for stop in stops(case, "inplace_modified"):
        event = stop.differentiation
        culprit = None if event is None else _culprit(stop.history, event)
        if event is None or culprit is None:
            continue
        op, tensor = culprit
        yield stop.found(site=op.site, name=stop.name(tensor), at=stop.program.where(event.site))
        return


def _culprit(history: History, backward: Backward) -> tuple[Op, int] | None:
    """The last call that wrote to what the graph had saved, and which tensor that was; to what the
    graph holds at all where it is not known to have saved it."""
    graph = history.graph_of(backward)
    inside = {key[0] for key in graph}
    first: tuple[Op, int] | None = None
    for op in reversed(history.trace.ops):
        if op.seq >= backward.seq or op.error is not None or not writes(short(op.name)):
            continue
        tensor = refs(op)[0][0] if refs(op) else None
        for _ in range(4):
            if tensor in inside and tensor is not None:
                if saved(history, graph, tensor, op.seq):
                    return op, tensor
                first = first or (op, tensor)
            tensor = None if tensor is None else history.bases.get(tensor)
    return first


RULE = Rule(
    code="inplace_on_saved",
    rank=36,
    find=find,
    message=Words(
        zh="{where}：`{code}` 原地修改了 {name}，而后面（{at}）的反向传播还需要 {name} 原来的值。PyTorch 说：“{error}”，也就是说保存下来的值已经不是前向计算时的那个了。",
        en="{where}: `{code}` changes {name} in place, but the backward at {at} still needs its old value. PyTorch says “{error}”: the value that it saved is no longer the one of the forward pass.",
    ),
    hint=Words(
        zh="把结果存到新名字里（不用带下划线的函数和 +=），或者等 backward() 之后再改。",
        en="Store the result under a new name (no function with a trailing underscore, no +=), or change it only after backward().",
    ),
    hides=(
        "program_error",
        "late_error",
        "unrelated_error",
        "detach_shares_memory",
        "role_value_wrong",
    ),
    general=True,
    bad=BAD,
    good=GOOD,
)
