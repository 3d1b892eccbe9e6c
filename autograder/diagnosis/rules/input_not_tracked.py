"""The input does not require a gradient.

Why it matters: autograd records operations only on tensors that require it; without that there is no graph at all.

Example: `x = torch.tensor(1.)` without requires_grad=True.

Feedback: the line that makes x.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
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


def find(case: Case) -> Iterator[Found]:
    """The input of the graded experiment never required a gradient before the result was made."""
    graded, program = case.graded, case.program
    if graded is None or program is None or graded.input is None or case.trace is None:
        return
    if case.input_tracked or graded.root.tracked:
        return
    node = case.trace.nodes[graded.input.leaf]
    names = case.trace.names.get(graded.input.leaf, ())
    yield Found(
        program.where(node.site),
        {
            "code": program.line(node.site),
            "x": names[0] if names else case.input_name,
            "error": graded.error or "",
        },
    )


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
    hides=("program_error", "backward_missing", "tracking_not_interrupted"),
    bad=BAD,
    good=GOOD,
)
