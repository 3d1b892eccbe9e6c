"""Every term was cut off, so that nothing leads back to the input.

Why it matters: a result of untracked parts has no grad_fn, and backward has nothing to follow.

Example: y1 and y2 both under `torch.no_grad()`.

Feedback: the lines that compute the terms, and PyTorch's own message.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
with torch.no_grad():
    y1 = x ** 2
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
""",
    """\
import torch
x = torch.tensor(1., requires_grad=True)
c = x.detach()
y1 = c ** 2
y2 = c ** 3
y3 = y1 + y2
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


def find(case: Case) -> Iterator[Found]:
    """All terms are untracked although the input is tracked and the sum was made with tracking
    on."""
    graded, program, final = case.graded, case.program, case.final
    if graded is None or program is None or final is None or not case.input_tracked:
        return
    if not case.cut_asked:
        return
    wanted = [(r, q) for r, q in case.others() if case.should_be_tracked(r)]
    if final.tracked or not wanted or any(q.tracked for _, q in case.others()):
        return
    if final.producer is not None and not final.producer.grad_enabled:
        return
    role, item = wanted[0]
    yield Found(
        program.where(item.site),
        {
            "code": program.line(item.site),
            "name": item.called(role),
            "final": final.name or case.spec.gradient.of,
            "error": graded.error or "",
            "x": case.input_name,
        },
    )


RULE = Rule(
    code="both_terms_interrupted",
    rank=42,
    find=find,
    message=Words(
        zh="{where}：`{code}` 也被中断了追踪，于是 {final} 的每一项都没有 grad_fn，backward() 没有路可以走回 {x}。",
        en="{where}: `{code}` is cut off too, so no term of {final} has a grad_fn and backward() finds no way back to {x}.",
    ),
    hint=Words(
        zh="只让要中断的那一项留在 no_grad 里，另一项放到外面正常计算。",
        en="Leave only the term to be cut off inside no_grad; compute the other one outside.",
    ),
    hides=("program_error", "backward_on_untracked"),
    bad=BAD,
    good=GOOD,
)
