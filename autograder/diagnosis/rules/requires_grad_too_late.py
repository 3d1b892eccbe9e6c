"""requires_grad was switched on only after the result had been computed.

Why it matters: autograd records while operations run; what was computed before has no graph and gets none afterwards.

Example: `y = x ** 2; x.requires_grad_(); y.backward()`.

Feedback: the line that switches it on, and the earlier one that computed without it.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import stops
from autograder.diagnosis.model import Found, Rule
from autograder.experiments.history import keys_of
from autograder.experiments.nodes import refs
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1.)
y = x ** 2
x.requires_grad_()
y.backward()
print(x.grad)
""",
    """\
import torch
w = torch.tensor([1., 2.])
out = w * 3
w.requires_grad = True
loss = out.sum()
loss.backward()
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(1.)
x.requires_grad_()
y = x ** 2
y.backward()
print(x.grad)
""",
    """\
import torch
w = torch.tensor([1., 2.])
print(w * 3)
w.requires_grad = True
loss = (w * 3).sum()
loss.backward()
print(w.grad)
""",
)


def find(case: Case) -> Iterator[Found]:
    """A failed differentiation's root was computed from a leaf that requires a gradient by now."""
    for stop in stops(case, "untracked_root"):
        event = stop.differentiation
        if event is None:
            continue
        trace = stop.history.trace
        behind = trace.ancestors(*keys_of(event.roots))
        for op in stop.history.ops("requires_grad_", "requires_grad.__set__"):
            key = refs(op)[0] if refs(op) else None
            if key is None or key not in behind or op.seq > event.seq or False in op.inputs:
                continue
            uses = [use for use in trace.consumers.get(key, ()) if use.seq < op.seq]
            inside = [
                use
                for use in uses
                if any((out.tensor, out.version) in behind for out in use.outputs)
            ]
            if inside and not trace.nodes[key].state.requires_grad:
                yield stop.found(
                    site=op.site,
                    name=stop.name(key[0]),
                    early=stop.program.where(inside[0].site),
                    computed=stop.program.line(inside[0].site),
                )
                return


RULE = Rule(
    code="requires_grad_too_late",
    rank=28,
    find=find,
    message=Words(
        zh="{where}：`{code}` 来得太晚：{early}的 `{computed}` 已经算完了，那时 {name} 还没有被追踪，之后再打开也补不上。PyTorch 说：“{error}”。",
        en="{where}: `{code}` comes too late: `{computed}` at {early} was computed before, while {name} was not tracked, and no graph is made up for it afterwards. PyTorch says “{error}”.",
    ),
    hint=Words(
        zh="在计算之前就打开 {name} 的 requires_grad，然后重新计算。",
        en="Switch requires_grad of {name} on first, then compute again.",
    ),
    hides=("program_error", "late_error", "unrelated_error", "backward_on_untracked"),
    general=True,
    bad=BAD,
    good=GOOD,
)
