"""A tensor of an exercise that cuts nothing off was computed without tracking.

Why it matters: a gradient flows back only along what autograd recorded; under `no_grad`, after
`detach()` or through a plain number there is no way back to the input.

Example: `u = (3 * x + 1).detach()`, then `y = u ** 2; y.backward()`.

Feedback: the line where the way ends, and what to look at.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.function_example import ASSIGNMENT, example
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    example(("y = x ** 2", "y = (x ** 2).detach()")),
    example(("y = x ** 2", "with torch.no_grad():\n    y = x ** 2")),
)
GOOD = (example(("y.backward()\n", "print(y.detach())\ny.backward()\nprint(x.grad)\n")),)


def find(case: Case) -> Iterator[Found]:
    """The first untracked role, where the input is tracked and the reference tracks all."""
    graded, program = case.graded, case.program
    if graded is None or program is None or case.cut_asked or not case.input_tracked:
        return
    if case.exercise_earned:
        return
    final = case.final
    roles = [*case.others(), *([] if final is None else [(case.spec.gradient.of, final)])]
    cut = [(role, item) for role, item in roles if not item.tracked and item.site is not None]
    if not cut:
        return
    role, item = min(cut, key=lambda pair: pair[1].seq)
    yield Found(
        program.where(item.site),
        {
            "code": program.line(item.site),
            "name": item.called(role),
            "x": case.input_name,
            "error": graded.error or "",
        },
    )


RULE = Rule(
    code="tracking_lost",
    rank=42,
    find=find,
    message=Words(
        zh="{where}：`{code}` 算出的 {name} 没有 grad_fn，计算图在这里断开了，梯度回不到 {x}。",
        en="{where}: `{code}` gives {name} no grad_fn: the graph ends here, and no gradient finds its way back to {x}.",
    ),
    hint=Words(
        zh="{name} 要在 no_grad 之外、不用 detach()、.data 或 .item() 来计算；打印 {name}.grad_fn 看一看。",
        en="Compute {name} outside no_grad and without detach(), .data or .item(); print {name}.grad_fn to see.",
    ),
    hides=("program_error", "backward_on_untracked", "both_terms_interrupted"),
    assignment=ASSIGNMENT,
    bad=BAD,
    good=GOOD,
)
