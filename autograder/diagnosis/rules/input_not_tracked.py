"""The input does not require a gradient.

Why it matters: autograd records operations only on tensors that require it; without that there is no graph at all.

Example: `x = torch.tensor(1.)` without requires_grad=True.

Feedback: the line that makes x.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import at
from autograder.diagnosis.model import Found, Rule
from autograder.diagnosis.spelling import MISSPELT, SPELLING, misspelt
from autograder.evidence.schema import Op
from autograder.experiments.history import History
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1.)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
""",
    """\
import torch
x = torch.ones(1, requires_grad=False)
y3 = x ** 2 + (x ** 3).detach()
print(x.grad)
""",
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
x.requires_grad_(False)
y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
""",
    """\
import torch
x = torch.tensor(1., requires_grad=True)
with torch.no_grad():
    x = x + 0
y3 = x ** 2 + x ** 3
y3.backward()
print(x.grad)
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
""",
)

LATE = Words(
    zh="{where}：`{code}` 来得太晚：要求导的结果在这之前就算好了，那时 {x} 还没有被追踪，之后再打开也补不上。",
    en="{where}: `{code}` comes too late: the result was computed before, while {x} was not tracked, and no graph is made up for it afterwards.",
)


def find(case: Case) -> Iterator[Found]:
    """The input never required a gradient, was re-bound to what does not, or had it switched off
    again before backward."""
    graded, program, trace = case.graded, case.program, case.trace
    if graded is None or program is None or graded.input is None or trace is None:
        return
    if case.input_lost:
        return
    history = History(trace)
    leaf = graded.input.leaf
    site = trace.nodes[leaf].site
    if graded.root.tracked:
        switched = _switched_off(case)
        if switched is None:
            return
        site = switched.site
    elif case.input_tracked:
        own = graded.input.quantity
        if own.node is None or own.node == leaf or own.state is None or own.state.requires_grad:
            return
        if set(own.names).isdisjoint(trace.names.get(leaf, ())):
            return
        site = trace.nodes[own.node].site
    names = trace.names.get(leaf, ())
    x = names[0] if names else case.input_name
    wrong = misspelt(program)
    late = next(iter(history.switches(leaf, on=True)), None)
    if wrong is not None:
        yield at(program, wrong[0], None, x=x, wrong=wrong[1], message=MISSPELT, hint=SPELLING)
    elif late is not None and not graded.root.tracked:
        yield at(program, late.site, None, x=x, message=LATE)
    else:
        yield at(program, site, None, x=x, error=graded.error or "")


def _switched_off(case: Case) -> Op | None:
    """What took the requirement from a leaf that the graph already knew, so that backward gave it
    nothing."""
    graded, trace = case.graded, case.trace
    if graded is None or trace is None or graded.input is None or graded.backward is None:
        return None
    if graded.gradient is not None or graded.backward.error is not None:
        return None
    last = graded.backward.seq
    if trace.nodes[graded.input.leaf].state_at(last).requires_grad:
        return None
    history = History(trace)
    off = [op for op in history.switches(graded.input.leaf, on=False) if op.seq < last]
    return off[-1] if off else None


RULE = Rule(
    code="input_not_tracked",
    rank=30,
    find=find,
    message=Words(
        zh="{where}：`{code}` 得到的 {x} 没有 requires_grad=True，autograd 没有追踪它，所以得不到梯度。",
        en="{where}: `{code}` gives an {x} without requires_grad=True; autograd does not track it, so there is no gradient to find.",
    ),
    hint=Words(
        zh="给 {x} 加上 requires_grad=True（或之后调用 {x}.requires_grad_()），再重新运行。",
        en="Give {x} requires_grad=True when you create it (or call {x}.requires_grad_()) and run again.",
    ),
    hides=(
        "program_error",
        "backward_on_untracked",
        "requires_grad_misspelt",
        "requires_grad_too_late",
        "backward_missing",
        "both_terms_interrupted",
        "tracking_not_interrupted",
    ),
    bad=BAD,
    good=GOOD,
)
