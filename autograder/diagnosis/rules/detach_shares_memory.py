"""A detached tensor was changed in place, and the original changed with it.

Why it matters: detach() cuts the history, not the memory: both names stand for the same numbers.

Example: `c = x.detach(); c += 1` and then `x ** 2`.

Feedback: the line, and that the original holds the new values too.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import UNNAMED, at, gravity, histories
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Op
from autograder.experiments.history import History, writes
from autograder.experiments.nodes import refs, short
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor([1., 2.], requires_grad=True)
c = x.detach()
c += 1
y = (x ** 2).sum()
y.backward()
print(x.grad)
""",
    """\
import torch
w = torch.tensor([1., 2.], requires_grad=True)
print((w * 3).sum())
backup = w.data
backup.zero_()
print((w * 3).sum())
""",
)
FILLING = frozenset(
    ("normal_", "uniform_", "fill_", "zero_", "copy_", "__setitem__", "trunc_normal_", "bernoulli_")
)
GOOD = (
    """\
import torch
layer = torch.nn.Linear(2, 1)
weight = layer.weight.data
weight.normal_(0, 0.1)
layer(torch.ones(3, 2)).sum().backward()
""",
    """\
import torch
x = torch.tensor([1., 2.], requires_grad=True)
c = x.detach().clone()
c += 1
y = (x ** 2).sum()
y.backward()
print(x.grad)
""",
    """\
import torch
w = torch.tensor([1., 2.], requires_grad=True)
(w ** 2).sum().backward()
values = w.detach()
with torch.no_grad():
    values -= 0.1 * w.grad
print(w)
""",
)


def find(case: Case) -> Iterator[Found]:
    """An in-place change of a named, detached tensor, with the original used afterwards."""
    for program, history in histories(case):
        for op in history.trace.ops:
            if op.error is not None or not writes(short(op.name)) or not refs(op):
                continue
            alias = refs(op)[0][0]
            tensor = history.shares.get(alias)
            if tensor is None or not op.grad_enabled or short(op.name) == "data.__set__":
                continue
            state = history.state(tensor, op.seq)
            own = history.names(alias) - history.names(tensor)
            if state is None or not state.requires_grad or not own:
                continue
            behind = history.trace.ancestors(*refs(op)[1:])
            if any(history.owner(key[0]) is not None for key in behind):
                continue
            uses = history.trace.readers.get(tensor, ())
            if _is_first_filling(history, op, alias, uses):
                continue
            later = [use for use in uses if use.seq > op.seq]
            before = history.trace.nodes[refs(op)[0]].state.values
            after = op.outputs[0].values if op.outputs else None
            if later and (before is None or before != after):
                yield at(
                    program,
                    op.site,
                    gravity(case, program, tensor),
                    name=history.name(tensor) or UNNAMED,
                    alias=min(own),
                    before=before,
                    after=after,
                )
                return


def _is_first_filling(history: History, op: Op, alias: int, uses: tuple[Op, ...]) -> bool:
    """Whether a parameter is given its first values through `.data`, as is usual."""
    made = history.made(alias)
    if short(op.name) not in FILLING or made is None or short(made.name) != "data.__get__":
        return False
    own = {alias, history.shares[alias]}
    before = (state for use in uses if use.seq < op.seq for state in use.outputs)
    return not any(state.requires_grad and state.tensor not in own for state in before)


RULE = Rule(
    code="detach_shares_memory",
    rank=28,
    find=find,
    message=Words(
        zh="{where}：`{code}` 改的是 {alias}，但 {name} 也跟着从 {before} 变成了 {after}：detach() 和 .data 只切断计算图，内存还是同一块。这里不会报错。",
        en="{where}: `{code}` changes {alias}, and {name} with it, from {before} to {after}: detach() and .data cut the history, not the memory. No error tells you.",
    ),
    hint=Words(
        zh="要一份独立的拷贝就写 {alias} = {name}.detach().clone()。",
        en="For a copy of its own write {alias} = {name}.detach().clone().",
    ),
    general=True,
    bad=BAD,
    good=GOOD,
)
