"""A loop updates a parameter but never resets its gradient, so every step uses the sum of all gradients so far.

Why it matters: backward adds to .grad; nothing resets it, neither the update nor the next forward pass.

Example: `for …: loss.backward(); optimizer.step()` without zero_grad().

Feedback: the parameter, and the gradient that was left over from the pass before.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from autograder.checks.case import Case
from autograder.diagnosis.general import SOME, UNNAMED, at, gravity, histories
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Backward
from autograder.experiments.history import History
from autograder.experiments.model import Values
from autograder.experiments.uses import is_written_to
from autograder.spec.model import Words

BAD = (
    """\
import torch
w = torch.tensor(5., requires_grad=True)
for step in range(3):
    loss = (w - 1) ** 2
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
print(w)
""",
    """\
import torch
torch.manual_seed(0)
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
data, target = torch.ones(4, 2), torch.zeros(4, 1)
for epoch in range(3):
    loss = ((model(data) - target) ** 2).mean()
    loss.backward()
    optimizer.step()
""",
)
GOOD = (
    """\
import torch
d = torch.tensor(2., requires_grad=True)
g = torch.tensor(1., requires_grad=True)
for step in range(3):
    d.grad = None
    (d * g.detach() - 1).square().backward()
    d.data -= 0.1 * d.grad
    g.grad = None
    (d * g).square().backward()
    g.data -= 0.1 * g.grad
print(d, g)
""",
    """\
import torch
w = torch.tensor(5., requires_grad=True)
for step in range(3):
    loss = (w - 1) ** 2
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
    w.grad.zero_()
print(w)
""",
    """\
import torch
w = torch.tensor(5., requires_grad=True)
for step in range(4):
    loss = (w - step) ** 2 / 2
    loss.backward()
    if step % 2:
        w.data -= 0.1 * w.grad
        w.grad = None
print(w)
""",
)


def find(case: Case) -> Iterator[Found]:
    """Between two calls of backward a leaf was updated by its gradient, which was still there
    when the second began."""
    for program, history in histories(case):
        for leaf, fills in history.filled.items():
            for one, two in pairwise(fills[:SOME]):
                before = _entry(two, leaf, "before")
                if before is None or (before and not any(before)):
                    continue
                if before != _entry(one, leaf, "after") or (
                    not before and is_written_to(history, leaf, one.seq, two.seq)
                ):
                    continue  # scaled down, say, for the next pass: somebody thought of it
                updates = history.updates_of(leaf, one.seq, two.seq)
                if not any(leaf in update.owners for update in updates):
                    continue
                if not _is_used(history, leaf, two.seq):
                    continue
                yield at(
                    program,
                    two.site,
                    gravity(case, program, leaf),
                    name=history.name(leaf) or UNNAMED,
                    before=before or UNNAMED,
                    update=program.where(updates[0].op.site),
                )
                return


def _entry(backward: Backward, leaf: int, which: Literal["before", "after"]) -> Values | None:
    """What a leaf's gradient was before or after a backward; () where it is too large to keep."""
    item = next((item for item in backward.leaves if item.tensor == leaf), None)
    if item is None:
        return None
    return item.before if which == "before" else item.after


def _is_used(history: History, leaf: int, start: int) -> bool:
    """Whether the sum is used for an update before anything clears it: in adversarial training
    another loss adds to it, and nobody looks."""
    later = history.updates_of(leaf, start, 1 << 62)
    use = next((update.seq for update in later if leaf in update.owners), None)
    return use is not None and not any(
        who == leaf and start < op.seq < use for op, who in history.clearings
    )


RULE = Rule(
    code="gradient_not_reset",
    rank=32,
    find=find,
    message=Words(
        zh="{where}：循环里再次执行 `{code}` 时，{name} 的梯度还是上一轮留下的 {before}：{update}已经用它更新过参数，但没有清零，新的梯度会加在它上面。这里不会报错，结果只是悄悄变错。",
        en="{where}: when the loop comes to `{code}` again, the gradient of {name} is still {before} from the pass before: the update at {update} has used it, nothing has reset it, and the new one is added to it. No error tells you.",
    ),
    hint=Words(
        zh="每一轮都清零：optimizer.zero_grad()，或者 {name}.grad = None；放在 backward() 之前。",
        en="Reset it in every pass, before backward(): optimizer.zero_grad(), or {name}.grad = None.",
    ),
    hides=("gradient_accumulated",),
    general=True,
    bad=BAD,
    good=GOOD,
)
