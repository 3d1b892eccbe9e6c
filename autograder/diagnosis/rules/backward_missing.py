"""Backward (or torch.autograd.grad) never ran on the result.

Why it matters: the graph alone holds no gradient; x.grad is None until backward has run.

Example: `y3 = y1 + y2; print(x.grad)`.

Feedback: the result that was left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.bare import bare_methods
from autograder.diagnosis.general import at
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
print(y3)
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

BARE = Words(
    zh="{where}：`{code}` 少了括号，backward 并没有执行：这一行只是提到了这个方法，不会报错，也什么都不做。",
    en="{where}: `{code}` lacks its parentheses, so backward never runs: the line only mentions the method, without an error and without effect.",
)
BARE_HINT = Words(zh="写成 {call}。", en="Write {call}.")


def find(case: Case) -> Iterator[Found]:
    """The result of the attempt was never differentiated, and no error is to blame."""
    graded, program = case.graded, case.program
    if graded is None or program is None or graded.backward is not None:
        return
    if any(raised.seq > graded.root.seq for raised in program.raised if not raised.syntax):
        return
    final = case.final or graded.root
    bare = next((item for item in bare_methods(program) if item.method == "backward"), None)
    if bare is not None:
        yield at(program, bare.site, None, call=bare.call, message=BARE, hint=BARE_HINT)
        return
    yield Found(
        program.where(final.site),
        {
            "code": program.line(final.site),
            "final": final.name or case.spec.gradient.of,
            "x": case.input_name,
        },
    )


RULE = Rule(
    code="backward_missing",
    rank=80,
    find=find,
    message=Words(
        zh="{where}：算出了 {final}（`{code}`），但没有对它调用 backward()，所以 {x}.grad 里没有它的梯度。",
        en="{where}: {final} is computed (`{code}`) but backward() never runs on it, so {x}.grad holds no gradient of it.",
    ),
    hint=Words(
        zh="在打印 {x}.grad 之前调用 {final}.backward()。",
        en="Call {final}.backward() before you print {x}.grad.",
    ),
    hides=("method_not_called",),
    bad=BAD,
    good=GOOD,
)
