"""The gradient was reset between backward and the update, so that the update does nothing.

Why it matters: step() uses what backward left in .grad; zero_grad() belongs before backward or after step.

Example: `loss.backward(); optimizer.zero_grad(); optimizer.step()`.

Feedback: the line that resets, between backward and the step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import UNNAMED, at, gravity, histories
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Op
from autograder.experiments.uses import given, is_of_what_is_left, uses
from autograder.spec.model import Words

BAD = (
    """\
import torch
w = torch.tensor(5., requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
for step in range(3):
    loss = (w - 1) ** 2
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
print(w)
""",
    """\
import torch
w = torch.tensor(5., requires_grad=True)
for step in range(3):
    loss = (w - 1) ** 2
    loss.backward()
    with torch.no_grad():
        w.grad.zero_()
        w -= 0.1 * w.grad
print(w)
""",
    """\
import torch
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
for epoch in range(3):
    loss = model(torch.ones(4, 2)).pow(2).mean()
    optimizer.zero_grad()
    optimizer.step()
    loss.backward()
""",
    """\
import torch
def by_hand(lr, steps):
    w = torch.tensor(5., requires_grad=True)
    for step in range(steps):
        loss = (w - 1) ** 2
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            w.grad.zero_()
    return w
def with_optimizer(lr, steps):
    w = torch.tensor(5., requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=lr)
    for step in range(steps):
        loss = (w - 1) ** 2
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
    return w
print(by_hand(0.1, 300), with_optimizer(0.1, 5))
""",
)
GOOD = (
    """\
import torch
w = torch.tensor(5., requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
for step in range(3):
    optimizer.zero_grad()
    loss = (w - 1) ** 2
    loss.backward()
    optimizer.step()
print(w)
""",
    """\
import torch
a = torch.tensor(5., requires_grad=True)
b = torch.tensor(2., requires_grad=True)
first, second = torch.optim.SGD([a], lr=0.1), torch.optim.SGD([b], lr=0.1)
for step in range(3):
    loss = (a * b - 1) ** 2
    first.zero_grad()
    second.zero_grad()
    loss.backward()
    second.zero_grad()
    first.step()
    (a.detach() * b).backward()
    second.step()
print(a, b)
""",
    """\
import torch
w = torch.tensor(5., requires_grad=True)
for step in range(3):
    loss = (w - 1) ** 2
    loss.backward()
    g = w.grad.clone()
    w.grad.zero_()
    w.data -= 0.1 * g
print(w)
""",
)

SOME = 64
"""Clearings by one line that are looked at; a training loop has more of them."""


def find(case: Case) -> Iterator[Found]:
    """After a backward the gradient was cleared, and what was left of it then used for an update,
    with no backward in between."""
    for program, history in histories(case):
        used = uses(history)
        put_back = given(history)
        for clearing, leaf in of_every_line(history.clearings):
            fills = history.filled.get(leaf, ())
            last = next((b for b in reversed(fills) if b.seq < clearing.seq), None)
            use = next((op for op, who in used if who == leaf and op.seq > clearing.seq), None)
            if last is None or use is None or history.updates_of(leaf, last.seq, clearing.seq):
                continue
            again = (*(b.seq for b in history.backwards), *put_back.get(leaf, ()))
            if any(clearing.seq < seq < use.seq for seq in again):
                continue
            if not is_of_what_is_left(history, use, leaf, clearing):
                continue
            gradient = next((item.after for item in last.leaves if item.tensor == leaf), None)
            if any(clearing.seq > op.seq > last.seq for op, who in used if who == leaf) or (
                gradient and not any(gradient)
            ):
                continue
            yield at(
                program,
                clearing.site,
                gravity(case, program, leaf),
                name=history.name(leaf) or UNNAMED,
                first=program.where(last.site),
                use=program.where(use.site),
            )
            return


def of_every_line(clearings: Iterable[tuple[Op, int]]) -> Iterator[tuple[Op, int]]:
    """The first clearings of every line, in order: a long loop must not hide a later one."""
    seen: Counter[tuple[int, int]] = Counter()
    for op, leaf in clearings:
        place = (op.site.unit, op.site.line)
        seen[place] += 1
        if seen[place] <= SOME:
            yield op, leaf


RULE = Rule(
    code="zeroed_too_early",
    rank=31,
    find=find,
    message=Words(
        zh="{where}：`{code}` 把梯度清掉得太早：{first}的反向传播刚算出 {name} 的梯度，还没等{use}用它更新就没了，所以这一步什么也没更新。这里不会报错。",
        en="{where}: `{code}` resets too early: the backward at {first} has just filled the gradient of {name}, and it is gone before the update at {use} can use it, so that step changes nothing. No error tells you.",
    ),
    hint=Words(
        zh="顺序应是：zero_grad() → backward() → step()。",
        en="Keep this order: zero_grad(), backward(), step().",
    ),
    general=True,
    bad=BAD,
    good=GOOD,
)
