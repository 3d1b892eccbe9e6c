"""Every pass of a loop goes back through all passes before, because retain_graph=True hides that they are still attached.

Why it matters: time and memory grow with each pass, and the gradient contains the old passes again and again.

Example: a hidden state carried from pass to pass, with `loss.backward(retain_graph=True)`.

Feedback: the line, and how far back it reaches by now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import SOME, at, histories
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Backward
from autograder.experiments.history import History
from autograder.experiments.nodes import NodeKey
from autograder.spec.model import Words

BAD = (
    """\
import torch
w = torch.tensor(0.5, requires_grad=True)
state = torch.tensor(1.)
for step in range(4):
    state = torch.tanh(w * state)
    loss = (state - 1) ** 2
    loss.backward(retain_graph=True)
print(w.grad)
""",
    """\
import torch
w = torch.tensor(0.5, requires_grad=True)
total = 0
for step in range(4):
    total = total + (w * step - 1) ** 2
    total.backward(retain_graph=True)
print(w.grad)
""",
)
GOOD = (
    """\
import torch
w = torch.tensor(0.5, requires_grad=True)
state = torch.tensor(1.)
for step in range(4):
    state = torch.tanh(w * state.detach())
    loss = (state - 1) ** 2
    loss.backward()
print(w.grad)
""",
    """\
import torch
x = torch.tensor([1., 2., 3.], requires_grad=True)
y = x ** 2
for i in range(3):
    y[i].backward(retain_graph=True)
    print(x.grad)
    x.grad = None
""",
)

PASSES = 3


def find(case: Case) -> Iterator[Found]:
    """At one line, each of several backward calls went through the root of the one before."""
    for program, history in histories(case):
        places: dict[tuple[int, int], list[Backward]] = defaultdict(list)
        for item in history.backwards[:SOME]:
            if item.retain_graph and not item.create_graph and item.kind == "backward":
                places[item.site.unit, item.site.line].append(item)
        for items in places.values():
            if len(items) < PASSES:
                continue
            graphs = [history.inner(history.graph_of(item)) for item in items]
            growing = all(
                len(graphs[n]) < len(graphs[n + 1])
                and graphs[n] & graphs[n + 1]
                and _root_seq(history, items[n + 1]) > items[n].seq
                and (not n or _is_new(history, graphs[n] & graphs[n + 1], items[n - 1]))
                for n in range(len(items) - 1)
            )
            if growing:
                yield at(
                    program,
                    items[-1].site,
                    "note" if case.program_earned else "warning",
                    passes=float(len(items)),
                    first=float(len(graphs[0])),
                    last=float(len(graphs[-1])),
                )
                return


def _is_new(history: History, shared: frozenset[NodeKey], before: Backward) -> bool:
    """Whether a pass hands on something of its own, and not only what all passes start from."""
    return any(history.trace.nodes[key].seq > before.seq for key in shared)


def _root_seq(history: History, backward: Backward) -> int:
    """When what was differentiated had been computed."""
    node = history.trace.node(backward.roots[0]) if backward.roots else None
    return -1 if node is None else node.seq


RULE = Rule(
    code="graph_grows",
    rank=60,
    find=find,
    message=Words(
        zh="{where}：循环每执行一次 `{code}`，反向传播都要把前面所有轮再走一遍（第 1 轮 {first} 步，第 {passes} 轮 {last} 步），梯度里也重复包含前几轮。retain_graph=True 只是不让它报错。",
        en="{where}: each time the loop comes to `{code}`, backward goes through all passes before once more ({first} operations in the first pass, {last} in pass {passes}), and the gradient contains them again. retain_graph=True only keeps the error away.",
    ),
    hint=Words(
        zh="每轮开始时用 .detach() 切断上一轮带过来的张量，或者把各轮的损失加完后只做一次 backward()。",
        en="Cut what is carried over with .detach() at the start of each pass, or add all losses and run backward() once.",
    ),
    severity="warning",
    general=True,
    bad=BAD,
    good=GOOD,
)
