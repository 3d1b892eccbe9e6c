"""A tensor was copied with torch.tensor, which cuts it off from its history.

Why it matters: torch.tensor(t) copies the numbers only; no gradient flows through the copy, whatever its requires_grad says.

Example: `y = torch.tensor(x ** 2)`, or `torch.tensor([a, b])` of two computed tensors.

Feedback: the line, PyTorch's warning, and torch.stack or clone() in its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import SOME, UNNAMED, at, gravity, histories
from autograder.diagnosis.model import Found, Rule
from autograder.experiments.history import keys_of
from autograder.experiments.leaves import is_meant, sources
from autograder.experiments.nodes import refs
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(2., requires_grad=True)
y = torch.tensor(x ** 2)
y.backward()
""",
    """\
import torch
a = torch.tensor(2., requires_grad=True)
b = torch.tensor(3., requires_grad=True)
both = torch.tensor([a * b, a + b])
loss = both.sum()
loss.backward()
print(a.grad)
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(2., requires_grad=True)
y = (x ** 2).clone()
y.backward()
print(x.grad)
""",
    """\
import torch
a = torch.tensor(2., requires_grad=True)
b = torch.tensor(3., requires_grad=True)
both = torch.stack([a * b, a + b])
loss = both.sum()
loss.backward()
print(a.grad, torch.tensor(loss.item()))
""",
    """\
import torch
w = torch.tensor(5., requires_grad=True)
for step in range(3):
    ((w - 1) ** 2).backward()
    w = torch.tensor(w - 0.1 * w.grad, requires_grad=True)
print(w)
""",
)


def find(case: Case) -> Iterator[Found]:
    """What torch.tensor made of a tracked tensor went into a differentiation that did not reach
    what that was computed from."""
    if case.program_earned:
        return
    for program, history in histories(case):
        for op in history.ops("tensor", "new_tensor"):
            copied = [
                key
                for key in refs(op)
                if (state := history.state(key[0], op.seq)) is not None and state.requires_grad
            ]
            if not copied or not op.outputs:
                continue
            copy = op.outputs[0].tensor
            before = history.graph(*copied)
            lost = {key[0] for key in before}
            for backward in history.trace.backwards[:SOME]:
                behind = {key[0] for key in sources(history, *keys_of(backward.roots))}
                if copy not in behind or lost & {*backward.reached}:
                    continue
                if is_meant(history, frozenset((copy,)), before, backward):
                    continue
                yield at(
                    program,
                    op.site,
                    gravity(case, program, copy),
                    name=history.name(copy) or UNNAMED,
                    at=program.where(backward.site),
                )
                return


RULE = Rule(
    code="tensor_of_tensor",
    rank=26,
    find=find,
    message=Words(
        zh="{where}：`{code}` 用 torch.tensor 复制了一个算出来的张量。它只复制数值，{name} 是一个没有历史的新张量，{at}的反向传播到这里就断了。PyTorch 也会提醒：复制张量不要用 torch.tensor(sourceTensor)。",
        en="{where}: `{code}` copies a computed tensor with torch.tensor. That takes the numbers only: {name} is a new tensor without a history, and the backward at {at} ends there. PyTorch warns of it too: to copy a tensor, do not use torch.tensor(sourceTensor).",
    ),
    hint=Words(
        zh="直接用原来的张量（需要拷贝用 .clone()）；把几个张量拼起来用 torch.stack([...])。",
        en="Use the tensor itself (or .clone() for a copy), and torch.stack([...]) to put several together.",
    ),
    hides=("backward_on_untracked", "program_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
