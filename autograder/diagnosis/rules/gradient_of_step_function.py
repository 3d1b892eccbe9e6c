"""The gradient is zero because a rounding or a sign lies on the way.

Why it matters: such functions are flat nearly everywhere; autograd rightly gives zero, and nothing can be learned through them.

Example: `loss = (torch.round(w) - 3) ** 2`.

Feedback: the line with the flat function.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import SOME, UNNAMED, at, gravity, histories
from autograder.diagnosis.model import Found, Rule
from autograder.experiments.nodes import short
from autograder.spec.model import Words

BAD = (
    """\
import torch
w = torch.tensor(1.6, requires_grad=True)
loss = (torch.round(w) - 3) ** 2
loss.backward()
print(w.grad)
""",
    """\
import torch
w = torch.tensor([0.5, -2.], requires_grad=True)
guess = torch.sign(w)
loss = (guess - 1).abs().sum()
loss.backward()
print(w.grad)
""",
)
GOOD = (
    """\
import torch
w = torch.tensor(1.6, requires_grad=True)
loss = (w - 3) ** 2
loss.backward()
print(w.grad, torch.round(w.detach()))
""",
    """\
import torch
w = torch.tensor(1.6, requires_grad=True)
rounded = w + (torch.round(w) - w).detach()
loss = (rounded - 3) ** 2
loss.backward()
print(w.grad)
""",
)

FLAT = frozenset(("round", "floor", "ceil", "sign", "trunc", "heaviside", "round_", "fix", "sgn"))


def find(case: Case) -> Iterator[Found]:
    """A backward gave a leaf nothing but zeros, and went through such a function."""
    for program, history in histories(case):
        for backward in history.backwards[:SOME]:
            zero = [
                item.tensor
                for item in backward.leaves
                if item.tensor in backward.reached
                and item.after
                and not any(item.after)
                and not any(item.before or ())
            ]
            if not zero:
                continue
            for key in history.graph_of(backward):
                op = history.trace.nodes[key].producer
                if op is None or short(op.name) not in FLAT or not op.grad_enabled:
                    continue  # with gradients off it is a custom function, with its own backward
                behind = {other[0] for other in history.graph(key)} & {*zero}
                if behind:
                    yield at(
                        program,
                        op.site,
                        gravity(case, program, *behind),
                        name=history.name(min(behind)) or UNNAMED,
                        function=short(op.name),
                    )
                    return


RULE = Rule(
    code="gradient_of_step_function",
    rank=48,
    find=find,
    message=Words(
        zh="{where}：`{code}` 里的 {function} 几乎处处是平的，导数为 0，所以 {name}.grad 全是 0。autograd 没有算错，是梯度没法通过这一步。",
        en="{where}: the {function} in `{code}` is flat nearly everywhere, so its derivative is 0 and {name}.grad is all zeros. autograd is right: no gradient gets through this step.",
    ),
    hint=Words(
        zh="要求梯度的路径上不要取整或取符号；只在最后显示结果时用。",
        en="Keep rounding and signs off the way that you want to differentiate; use them only to show the result.",
    ),
    general=True,
    bad=BAD,
    good=GOOD,
)
