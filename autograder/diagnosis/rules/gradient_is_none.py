""".grad was used while it was still None.

Why it matters: .grad is None, not zero, until the first backward has filled it; and it stays None for whatever autograd does not fill.

Example: `x.grad.zero_()` before the first backward, or `w -= lr * w.grad` where backward never reached w.

Feedback: the line, whose .grad it is, and why it is None.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import missing_gradient, stops
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
for _ in range(2):
    x.grad.zero_()
    y = x ** 2
    y.backward()
""",
    """\
import torch
w = torch.tensor(1., requires_grad=True)
b = torch.tensor(0., requires_grad=True)
loss = (w * 2) ** 2
loss.backward()
with torch.no_grad():
    w -= 0.1 * w.grad
    b -= 0.1 * b.grad
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
for _ in range(2):
    if x.grad is not None:
        x.grad.zero_()
    y = x ** 2
    y.backward()
print(x.grad)
""",
    """\
import torch
x = torch.tensor(1., requires_grad=True)
print(x.grad)
(x ** 2).backward()
x.grad.zero_()
""",
)

UNREACHED = (
    Words(
        zh="{where}：执行 `{code}` 时 {name}.grad 是 None：前面的反向传播没有到达 {name}（结果不是由它算出来的，或者它已经不是叶子张量）。Python 说：“{error}”。",
        en="{where}: at `{code}` {name}.grad is None: the backward before did not reach {name} (the result was not computed from it, or it is no leaf any more). Python says “{error}”.",
    ),
    Words(
        zh="检查求导的结果是不是真的由 {name} 算出来的，并打印 {name}.is_leaf 看看。",
        en="See whether what you differentiate was really computed from {name}, and print {name}.is_leaf.",
    ),
)
UNTRACKED = (
    Words(
        zh="{where}：执行 `{code}` 时 {name}.grad 是 None：{name} 没有 requires_grad=True，反向传播不会给它梯度。Python 说：“{error}”。",
        en="{where}: at `{code}` {name}.grad is None: {name} does not require a gradient, so no backward gives it one. Python says “{error}”.",
    ),
    Words(
        zh="创建 {name} 时写 requires_grad=True，再从头计算。",
        en="Create {name} with requires_grad=True, then compute again from the start.",
    ),
)


def find(case: Case) -> Iterator[Found]:
    """Python stopped at None on a line that speaks of .grad."""
    for stop in stops(case, "grad_is_none"):
        tensor = missing_gradient(stop)
        state = None if tensor is None else stop.history.state(tensor)
        if tensor is None or state is None:
            continue
        before = any(item.seq < stop.raised.seq for item in stop.history.backwards)
        message, hint = UNREACHED if before else (None, None)
        if not state.requires_grad:
            message, hint = UNTRACKED
        yield stop.found(name=stop.name(tensor), message=message, hint=hint)
        return


RULE = Rule(
    code="gradient_is_none",
    rank=47,
    find=find,
    message=Words(
        zh="{where}：执行 `{code}` 时 {name}.grad 还是 None，因为在此之前还没有做过反向传播。Python 说：“{error}”。没有算过的梯度是 None，不是 0。",
        en="{where}: at `{code}` {name}.grad is still None, because no backward has run before. Python says “{error}”: a gradient that was never computed is None, not zero.",
    ),
    hint=Words(
        zh="先 backward() 再使用或清零梯度；循环里清零之前先判断 if {name}.grad is not None，或者直接写 {name}.grad = None。",
        en="Run backward() first; in a loop clear it only if {name}.grad is not None, or simply write {name}.grad = None.",
    ),
    hides=("program_error", "late_error", "unrelated_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
