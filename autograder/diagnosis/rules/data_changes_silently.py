"""A tensor was changed through .data after it was used, and the gradient came out wrong without an error.

Why it matters: .data hides the change from autograd, which then computes the derivative with values that were never used; detach() would at least raise an error.

Example: `y = x ** 2; x.data.fill_(5.); y.backward()` gives the gradient at 5.

Feedback: the line that changes the tensor, and the backward that used the wrong value.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import SOME, UNNAMED, at, gravity, histories
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Op
from autograder.experiments.history import History, writes
from autograder.experiments.nodes import refs, short
from autograder.experiments.saved import saved
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(3., requires_grad=True)
y = x ** 2
x.data.fill_(5.)
y.backward()
print(x.grad)
""",
    """\
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = torch.sigmoid(x)
c = y.data
c.zero_()
y.sum().backward()
print(x.grad)
""",
    """\
import torch
w = torch.tensor(2., requires_grad=True)
x = torch.tensor(3.)
loss = w ** 2 * x
w.data = torch.tensor(10.)
loss.backward()
print(w.grad)
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(3., requires_grad=True)
y = x ** 2
y.backward()
x.data.fill_(5.)
print(x.grad)
""",
    """\
import torch
w = torch.tensor(2., requires_grad=True)
for _ in range(3):
    loss = (w * 3 - 1) ** 2
    loss.backward()
    w.data -= 0.1 * w.grad
    w.grad.zero_()
print(w)
""",
    """\
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = x + 1
y.data.mul_(2)
y.sum().backward()
print(x.grad)
""",
)


def find(case: Case) -> Iterator[Found]:
    """A backward went through an operation that had saved a value which `.data` changed since."""
    for program, history in histories(case):
        changes = [
            (op, tensor) for op in history.trace.ops if (tensor := _behind(history, op)) is not None
        ]
        for backward in history.backwards[:SOME] if changes else ():
            graph = history.graph_of(backward)
            for op, tensor in changes:
                if op.seq < backward.seq and saved(history, graph, tensor, op.seq):
                    yield at(
                        program,
                        op.site,
                        gravity(case, program, tensor, right="warning"),
                        name=history.name(tensor) or UNNAMED,
                        at=program.where(backward.site),
                    )
                    return


def _behind(history: History, op: Op) -> int | None:
    """The tensor that a call changes through `.data`."""
    name = short(op.name)
    if op.error is not None or not refs(op) or not writes(name):
        return None
    first = refs(op)[0][0]
    before = history.state(first, op.seq)
    if before is not None and op.outputs and before.values == op.outputs[0].values is not None:
        return None  # it changed nothing: a clamp of what was within bounds
    if name == "data.__set__":
        return first
    made = history.made(first)
    hidden = made is not None and short(made.name) == "data.__get__"
    return history.shares.get(first) if hidden else None


RULE = Rule(
    code="data_changes_silently",
    rank=27,
    find=find,
    message=Words(
        zh="{where}：`{code}` 通过 .data 改了 {name}，autograd 并不知道。{at}的反向传播于是用改过的值来求导，梯度是错的，而且不会报错。",
        en="{where}: `{code}` changes {name} through .data, where autograd does not see it. The backward at {at} then differentiates with the changed value: the gradient is wrong, and no error tells you.",
    ),
    hint=Words(
        zh="不要在 backward() 之前改还要用到的张量；用 .detach() 代替 .data，PyTorch 至少会报错提醒。",
        en="Do not change what backward still needs; with .detach() in place of .data PyTorch would at least have refused.",
    ),
    hides=("detach_shares_memory",),
    general=True,
    bad=BAD,
    good=GOOD,
)
