"""The result itself was computed with tracking off (or detached), often the whole program.

Why it matters: a result without grad_fn cannot be differentiated, whatever went into it.

Example: `y3 = y1 + y2` indented under `with torch.no_grad():`.

Feedback: the line of the sum.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.experiments.structure import operation
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
print(x.grad)
""",
    """\
import torch
with torch.no_grad():
    x = torch.tensor(1., requires_grad=True)
    y1 = x ** 2
    y2 = x ** 3
    y3 = y1 + y2
y3.backward()
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
    """The operation that makes the result ran with gradients off, or its output was detached."""
    graded, program, final = case.graded, case.program, case.final
    if graded is None or program is None or final is None or not case.input_tracked:
        return
    if not case.cut_asked:
        return
    if final.tracked or final.producer is None or case.gradient_earned:
        # What a custom function's forward computes is tracked once it has returned.
        return
    off = not final.producer.grad_enabled
    detached = operation(final.producer) == "detach"
    if off or detached or any(item.tracked for _, item in case.others()):
        yield Found(
            program.where(final.site),
            {
                "code": program.line(final.site),
                "final": final.name or case.spec.gradient.of,
                "error": graded.error or "",
                "x": case.input_name,
            },
        )


RULE = Rule(
    code="sum_interrupted",
    rank=40,
    find=find,
    message=Words(
        zh="{where}：`{code}` 这个求和本身就在追踪关闭时算的，{final} 没有 grad_fn，所以无法对它反向传播。",
        en="{where}: the sum itself, `{code}`, was computed with tracking off; {final} has no grad_fn, so it cannot be differentiated.",
    ),
    hint=Words(
        zh="no_grad 里只留要中断的那一项，求和写到外面（取消缩进）。",
        en="Keep only the term to be cut off inside no_grad and move the sum out (dedent it).",
    ),
    hides=("program_error", "both_terms_interrupted", "backward_on_untracked"),
    bad=BAD,
    good=GOOD,
)
