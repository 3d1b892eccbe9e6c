"""The result was printed where the gradient was meant.

Why it matters: at x = 1 both happen to be the same number here, which hides the mistake.

Example: `y3.backward(); print(y3)`.

Feedback: the line that prints.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.experiments.nodes import refs, short
from autograder.experiments.roles import same
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(y3)
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
    """After the backward the gradient was never looked at, but the result was shown."""
    graded, program, trace = case.graded, case.program, case.trace
    if graded is None or program is None or trace is None or graded.backward is None:
        return
    if not case.gradient_earned or graded.backward.kind == "grad":
        return
    value, gradient = graded.root.values[0], graded.gradient
    if value is None or gradient is None or not same(value, gradient):
        return
    if any(op.seq > graded.backward.seq for ops in trace.gradient_reads.values() for op in ops):
        return
    for op in trace.ops:
        shown = short(op.name) in ("__repr__", "__format__", "item", "numpy", "tolist")
        if op.seq > graded.backward.seq and shown and graded.root.node in refs(op):
            yield Found(
                program.where(op.site),
                {
                    "code": program.line(op.site),
                    "final": graded.root.name or case.spec.gradient.of,
                    "x": case.input_name,
                },
            )
            return


RULE = Rule(
    code="result_printed_for_gradient",
    rank=97,
    find=find,
    message=Words(
        zh="{where}：`{code}` 打印的是 {final} 的值，不是梯度；在这个点上两者恰好相等。",
        en="{where}: `{code}` prints the value of {final}, not the gradient; at this point the two happen to agree.",
    ),
    hint=Words(
        zh="梯度在 {x}.grad 里，把它打印出来看看。",
        en="The gradient is in {x}.grad: print that.",
    ),
    severity="warning",
    bad=BAD,
    good=GOOD,
)
