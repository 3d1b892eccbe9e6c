"""The gradient that is reported was written in or worked out by hand, not computed by autograd.

Why it matters: the exercise is about what autograd does; a number typed in shows nothing of it.

Example: `x.grad = torch.tensor(2.)` or `print('x.grad = 2')` with no backward.

Feedback: the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Ref, Site
from autograder.experiments.nodes import short
from autograder.experiments.roles import agrees
from autograder.extract.document import Where
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
x.grad = torch.tensor(2.)
print(x.grad)
""",
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
y3 = y1 + x ** 3
print('x.grad =', 2)
""",
    """\
import torch
x = torch.tensor(1.)
y1 = x ** 2
y2 = x ** 3
y3 = y1 + y2
grad = 2 * x
print(grad)
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


_SAYS_GRADIENT = re.compile(
    r"(?:grad|gradient|derivative|dy\d?\s*/\s*dx|梯度|导数)\D{0,20}?-?\d", re.IGNORECASE
)
"""A printed line that gives a number out as a gradient."""


def find(case: Case) -> Iterator[Found]:
    """No gradient of autograd's is there, but one was assigned, printed as text or derived."""
    if case.gradient_earned:
        return
    graded = case.graded
    if graded is not None and graded.by_autograd and graded.backward is not None:
        return
    where = _where(case)
    if where is not None:
        place, code = where
        yield Found(place, {"code": code, "x": case.input_name})


def _where(case: Case) -> tuple[Where | None, str] | None:
    for program in case.programs:
        for op in program.traces[0].ops if program.traces else ():
            assigned = short(op.name) == "grad.__set__" and any(
                isinstance(item, Ref) for item in op.inputs[1:]
            )
            if assigned and op.error is None:
                return program.where(op.site), program.line(op.site)
    for finding in case.static("literal_print"):
        code = finding.detail.get("code", "")
        if _SAYS_GRADIENT.search(code) or _is_the_gradient(case, finding.detail.get("value", "")):
            return finding.where, code
    for program in case.programs:
        if not program.traces or any(b.error is None for b in program.traces[0].backwards):
            continue
        for experiment in program.experiments:
            root = experiment.root
            if agrees(root.values, case.expected.gradient):
                return program.where(root.site), program.line(root.site)
        if case.graded is None:
            for output in program.outputs:
                if _SAYS_GRADIENT.search(output.text):
                    where = program.where_of_output(output)
                    return where, program.line(Site(output.unit, output.line))
    return None


def _is_the_gradient(case: Case, text: str) -> bool:
    try:
        return agrees([(float(text),)], case.expected.gradient[:1])
    except ValueError:
        return False


RULE = Rule(
    code="gradient_hard_coded",
    rank=28,
    find=find,
    message=Words(
        zh="{where}：`{code}` 给出的梯度是手写或手算的，不是 autograd 算出来的。",
        en="{where}: the gradient in `{code}` was written in or derived by hand; autograd did not compute it.",
    ),
    hint=Words(
        zh="对结果调用 backward()，然后读取 {x}.grad。",
        en="Call backward() on the result and then read {x}.grad.",
    ),
    hides=("backward_missing", "input_not_tracked", "exercise_not_found"),
    bad=BAD,
    good=GOOD,
)
