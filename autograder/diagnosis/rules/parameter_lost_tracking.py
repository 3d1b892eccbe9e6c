"""A parameter was updated under no_grad by making a new tensor under its name, which requires no gradient any more.

Why it matters: `w = w - …` under no_grad gives a plain tensor; `w -= …` would have changed the parameter itself.

Example: `with torch.no_grad(): w = w - lr * w.grad`; the next backward fails.

Feedback: the line, and the in-place update in its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import SOME, at, gravity, histories
from autograder.diagnosis.model import Found, Rule
from autograder.experiments.history import keys_of
from autograder.experiments.leaves import replacements, sources
from autograder.spec.model import Words

BAD = (
    """\
import torch
w = torch.tensor(5., requires_grad=True)
for step in range(3):
    loss = (w - 1) ** 2
    loss.backward()
    with torch.no_grad():
        w = w - 0.1 * w.grad
print(w)
""",
    """\
import torch
w = torch.tensor(2., requires_grad=True)
b = torch.tensor(0., requires_grad=True)
for step in range(2):
    loss = (w * 3 + b - 1) ** 2
    loss.backward()
    w = w.data - 0.1 * w.grad
    with torch.no_grad():
        b -= 0.1 * b.grad
    b.grad = None
""",
    """\
import torch
w = torch.tensor(5., requires_grad=True)
for step in range(2):
    loss = (w - 1) ** 2
    loss.backward()
    w = (w - 0.1 * w.grad).detach()
print(w)
""",
)
GOOD = (
    """\
import torch
w = torch.tensor(5., requires_grad=True)
for step in range(3):
    loss = (w - 1) ** 2
    loss.backward()
    with torch.no_grad():
        w = w - 0.1 * w.grad
    w.requires_grad_()
print(w)
""",
    """\
import torch
w = torch.tensor(5., requires_grad=True)
for step in range(3):
    loss = (w - 1) ** 2
    loss.backward()
    with torch.no_grad():
        w = w - 0.1 * w.grad
    w = w.clone().requires_grad_()
print(w)
""",
    """\
import torch
w = torch.tensor(5., requires_grad=True)
loss = (w - 1) ** 2
loss.backward()
with torch.no_grad():
    w = w - 0.1 * w.grad
print(w)
""",
)


def find(case: Case) -> Iterator[Found]:
    """The name of a leaf came to stand for an untracked tensor, and a loss was made of it."""
    for program, history in histories(case):
        for op, leaf in replacements(history):
            tensor = op.outputs[0].tensor
            state = history.state(tensor)
            if state is None or state.requires_grad:
                continue
            later = [item for item in history.trace.backwards if item.seq > op.seq]
            if any(
                tensor in {key[0] for key in sources(history, *keys_of(item.roots))}
                for item in later[:SOME]
            ):
                yield at(
                    program,
                    op.site,
                    gravity(case, program, leaf, tensor),
                    name=min(history.names(tensor) & history.names(leaf)),
                )
                return


RULE = Rule(
    code="parameter_lost_tracking",
    rank=29,
    find=find,
    message=Words(
        zh="{where}：`{code}` 让名字 {name} 指向了一个新张量，而它是在不追踪的情况下算的，requires_grad 是 False：从这里起 autograd 不再管 {name}，之后的 backward() 给不了它梯度。",
        en="{where}: `{code}` makes {name} stand for a new tensor that was computed untracked, so its requires_grad is False: from here on autograd ignores {name}, and no later backward() gives it a gradient.",
    ),
    hint=Words(
        zh="在 no_grad 里原地更新：{name} -= lr * {name}.grad（改的是同一个张量，仍然 requires_grad）。",
        en="Update in place under no_grad: {name} -= lr * {name}.grad changes the same tensor, which goes on requiring its gradient.",
    ),
    hides=(
        "program_error",
        "backward_on_untracked",
        "gradient_is_none",
        "create_graph_missing",
        "input_not_tracked",
    ),
    general=True,
    bad=BAD,
    good=GOOD,
)
