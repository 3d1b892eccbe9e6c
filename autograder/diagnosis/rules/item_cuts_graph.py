"""A loss was made anew from a plain number, and backward ran on that.

Why it matters: .item() and float() take the number out of the graph; a tensor made of it is a new leaf without any history.

Example: `loss = torch.tensor(y.item(), requires_grad=True); loss.backward()`.

Feedback: the line that makes the tensor, and that the gradient ends there.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.flow import Flow
from autograder.diagnosis.model import Found, Rule
from autograder.diagnosis.taken import sightings
from autograder.evidence.schema import Op
from autograder.experiments.history import History
from autograder.experiments.nodes import NodeKey, refs, short
from autograder.spec.model import Words

BAD = (
    """\
import torch
w = torch.tensor(2., requires_grad=True)
y = (w * 3 - 1) ** 2
loss = torch.tensor(y.item(), requires_grad=True)
loss.backward()
print(w.grad)
""",
    """\
import torch
w = torch.tensor([1., 2.], requires_grad=True)
total = 0.0
for v in w ** 2:
    total += float(v)
loss = torch.tensor(total, requires_grad=True)
loss.backward()
print(w.grad)
""",
    """\
import torch
w = torch.tensor(2., requires_grad=True)
y = (w * 3 - 1) ** 2
loss = torch.tensor(y.item())
loss.backward()
""",
)
GOOD = (
    """\
import torch
w = torch.tensor(2., requires_grad=True)
y = (w * 3 - 1) ** 2
y.backward()
history = torch.tensor(y.item())
print(w.grad, history)
""",
    """\
import torch
w = torch.tensor(2., requires_grad=True)
c = torch.tensor((w * 3).item())
loss = (w - c) ** 2
loss.backward()
print(w.grad)
""",
    """\
import torch
x = torch.tensor(2., requires_grad=True)
y = x ** 2
start = torch.tensor(y.item(), requires_grad=True)
torch.sqrt(start).backward()
print(start.grad)
""",
)

TAKING = ("item", "__float__", "tolist", "__int__")
MAKING = ("tensor", "as_tensor", "scalar_tensor")


def find(case: Case) -> Iterator[Found]:
    """A differentiation reached nothing but tensors made of what had been taken out of torch."""
    yield from sightings(case, TAKING, _made)


def _made(flow: Flow, history: History, key: NodeKey, taken: list[Op]) -> bool:
    """Whether a tensor was made of numbers after others had been taken out."""
    del flow  # the number tells by itself
    op = history.trace.nodes[key].producer
    if op is None or short(op.name) not in MAKING or refs(op) or op.seq < taken[0].seq:
        return False
    numbers = [item for item in op.inputs if isinstance(item, float)]
    known = [item.number for item in taken if item.number is not None and item.seq < op.seq]
    return bool(numbers) and any(
        abs(number - value) <= 1e-6 * max(1.0, abs(value))
        for number in numbers
        for value in (*known, sum(known))
    )


RULE = Rule(
    code="item_cuts_graph",
    rank=26,
    find=find,
    message=Words(
        zh="{where}：`{code}` 用取出来的数（{taken}）新建了张量 {name}。它没有任何计算历史，{at}的反向传播到它就停了，原来的参数得不到梯度。",
        en="{where}: `{code}` makes {name} anew from a number taken out at {taken}. It has no history, so the backward at {at} ends right there and nothing before it gets a gradient.",
    ),
    hint=Words(
        zh="对算出来的张量本身调用 backward()；.item() 只用来打印或记录。",
        en="Call backward() on the computed tensor itself; use .item() only to print or to log.",
    ),
    hides=("backward_on_untracked", "program_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
