"""Losses were added up as tensors only to be reported, which keeps every graph in memory.

Why it matters: the sum hangs on all graphs of all passes; nothing is freed while it lives.

Example: `total += loss` in a training loop, with `print(total)` at the end.

Feedback: the line, and .item().
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import UNNAMED, at, histories
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Op
from autograder.experiments.arithmetic import canonical
from autograder.experiments.history import keys_of
from autograder.experiments.nodes import refs, short
from autograder.spec.model import Words

BAD = (
    """\
import torch
w = torch.tensor(5., requires_grad=True)
total = 0
for step in range(4):
    loss = (w - 1) ** 2
    w.grad = None
    loss.backward()
    total += loss
print(total / 4)
""",
    """\
import torch
def train(model, data):
    running = 0.0
    for batch in data:
        loss = model(batch).pow(2).mean()
        loss.backward()
        running = running + loss
    return running
print(train(torch.nn.Linear(2, 1), torch.ones(4, 3, 2)))
""",
)
GOOD = (
    """\
import torch
w = torch.tensor(5., requires_grad=True)
total = 0
for step in range(4):
    loss = (w - 1) ** 2
    w.grad = None
    loss.backward()
    total += loss.item()
print(total / 4)
""",
    """\
import torch
w = torch.tensor(5., requires_grad=True)
total = 0
for step in range(4):
    total = total + (w - step) ** 2
total.backward()
print(w.grad)
""",
)

PASSES = 3


def find(case: Case) -> Iterator[Found]:
    """At one line, sums of differentiated losses grew from pass to pass and were never themselves
    differentiated."""
    for program, history in histories(case):
        roots = {key for item in history.backwards for key in keys_of(item.roots)}
        chains: dict[tuple[int, int], list[Op]] = defaultdict(list)
        for op in history.trace.ops:
            if op.error is None and canonical(short(op.name)) == "add" and op.outputs:
                own = [key for key in refs(op) if key in roots]
                if own and op.outputs[0].grad_fn is not None:
                    chains[op.site.unit, op.site.line].append(op)
        for ops in chains.values():
            tensors = [op.outputs[0].tensor for op in ops]
            linked = all(tensors[n] in {key[0] for key in refs(op)} for n, op in enumerate(ops[1:]))
            if len(ops) < PASSES or not linked:
                continue
            last = (ops[-1].outputs[0].tensor, ops[-1].outputs[0].version)
            if any(last in history.graph(root) for root in roots if root[0] >= last[0]):
                continue
            yield at(
                program,
                ops[-1].site,
                "note",
                name=history.name(last[0]) or UNNAMED,
                count=float(len(ops)),
            )
            return


RULE = Rule(
    code="loss_history_keeps_graph",
    rank=97,
    find=find,
    message=Words(
        zh="{where}：`{code}` 把损失当作张量累加，{name} 因此一直连着全部 {count} 轮的计算图，内存不会释放。",
        en="{where}: `{code}` adds up losses as tensors, so {name} hangs on the graphs of all {count} passes and none of them is freed.",
    ),
    hint=Words(
        zh="只用来显示的话，加数值就够了：loss.item()。",
        en="To report it, add the number: loss.item().",
    ),
    severity="note",
    general=True,
    bad=BAD,
    good=GOOD,
)
