"""retain_grad() was called after the backward whose gradient it was to keep.

Why it matters: backward throws the gradients of intermediate results away as it goes; what is gone cannot be asked for afterwards.

Example: `z.backward(); y.retain_grad(); print(y.grad)`.

Feedback: the line of retain_grad() and that of the backward before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import SOME, UNNAMED, at, gravity, histories
from autograder.diagnosis.model import Found, Rule
from autograder.experiments.history import GRADIENT
from autograder.experiments.nodes import refs
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y = x * 2
z = y ** 2
z.backward()
y.retain_grad()
print(y.grad)
""",
    """\
import torch
w = torch.tensor([1., 2.], requires_grad=True)
h = torch.relu(w - 1)
out = (h * 3).sum()
out.backward()
for t in (h, out):
    t.retain_grad()
print([t.grad for t in (h, out)])
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y = x * 2
y.retain_grad()
z = y ** 2
z.backward()
print(y.grad)
""",
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y = x * 2
z = y ** 2
z.backward(retain_graph=True)
y.retain_grad()
z.backward()
print(y.grad)
""",
)


def find(case: Case) -> Iterator[Found]:
    """Backward went through a result, then retain_grad() was called, and no backward followed."""
    for program, history in histories(case):
        for op in history.ops("retain_grad"):
            tensor = refs(op)[0][0] if refs(op) else None
            state = None if tensor is None else history.state(tensor, op.seq)
            if tensor is None or state is None or state.grad_fn is None:
                continue
            through = [
                backward
                for backward in history.backwards[:SOME]
                if tensor in {key[0] for key in history.graph_of(backward)}
            ]
            if not through or through[-1].seq > op.seq:
                continue
            empty = [
                read
                for read in history.ops(GRADIENT)
                if read.seq > op.seq
                and not read.outputs
                and refs(read)[:1]
                and refs(read)[0][0] == tensor
            ]
            if empty:
                yield at(
                    program,
                    op.site,
                    gravity(case, program, tensor),
                    name=history.name(tensor) or UNNAMED,
                    first=program.where(through[-1].site),
                )
                return


RULE = Rule(
    code="retain_grad_too_late",
    rank=33,
    find=find,
    message=Words(
        zh="{where}：`{code}` 来得太晚：{first}的反向传播已经经过 {name}，没有留下它的梯度，所以 {name}.grad 是 None。这里不会报错。",
        en="{where}: `{code}` comes too late: the backward at {first} has passed {name} already and kept nothing there, so {name}.grad is None. No error tells you.",
    ),
    hint=Words(
        zh="把 {name}.retain_grad() 移到 backward() 之前。",
        en="Move {name}.retain_grad() before backward().",
    ),
    hides=("grad_of_non_leaf",),
    general=True,
    bad=BAD,
    good=GOOD,
)
