"""The gradient that is reported was written in or worked out by hand, not computed by autograd.

Why it matters: the exercise is about what autograd does; a number typed in shows nothing.

Example: `x.grad = torch.tensor(2.)` or `print('x.grad = 2')` with no backward.

Feedback: the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Op, Site
from autograder.experiments.history import ASSIGNED, History
from autograder.experiments.leaves import comes_of_gradients
from autograder.experiments.nodes import refs
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
print(2 * x)
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
_OF_TENSORS = re.compile(r"grad_fn\b(?:=<\w+>)?|requires_grad_?(?:=\w+)?|no_grad|enable_grad")
_NAMES_GRADIENT = re.compile(r"grad|deriv|slope|d\w*_?(?:by|over)?_?dx|梯度|导数", re.IGNORECASE)


def find(case: Case) -> Iterator[Found]:
    """No gradient of autograd's is there, but one was assigned, printed as text or derived."""
    graded = case.graded
    if case.gradient_earned or not case.spec.gradient.of:
        return
    if graded is not None and graded.by_autograd and graded.backward is not None:
        return
    where = _where(case)
    if where is not None:
        place, code = where
        yield Found(place, {"code": code, "x": case.input_name})


def _where(case: Case) -> tuple[Where | None, str] | None:
    for program in case.programs:
        history = program.history
        for op in () if history is None else history.ops(ASSIGNED):
            if history is not None and _is_made_up(case, history, op):
                return program.where(op.site), program.line(op.site)
    for finding in case.static("literal_print"):
        code = finding.detail.get("code", "")
        any_number = case.spec.exercise is None and _SAYS_GRADIENT.search(code)
        if any_number or _is_the_gradient(case, finding.detail.get("value", "")):
            return finding.where, code
    for program in case.programs:
        if not program.traces or any(b.error is None for b in program.traces[0].backwards):
            continue
        for experiment in program.experiments:
            root = experiment.root
            line = _OF_TENSORS.sub("", program.line(root.site))
            likely = (
                case.graded is not None
                or (case.spec.exercise is not None and not program.traces[0].backwards)
                or _NAMES_GRADIENT.search(line)
            )
            if likely and agrees(root.values, case.expected.gradient):
                return program.where(root.site), program.line(root.site)
        if case.graded is None:
            for output in program.outputs:
                if _SAYS_GRADIENT.search(_OF_TENSORS.sub("", output.text)):
                    where = program.where_of_output(output)
                    return where, program.line(Site(output.unit, output.line))
    return None


def _is_made_up(case: Case, history: History, op: Op) -> bool:
    """Whether `.grad` was given something that neither clears it nor comes from a gradient, as one
    that was clipped, averaged or put back does. Of several exercises it must be this one's."""
    given = refs(op)[1:]
    if not given or any(op is clearing for clearing, _ in history.clearings):
        return False
    if comes_of_gradients(history, given, op.seq):
        return False
    values = history.trace.nodes[given[0]].state.values if given[0] in history.trace.nodes else None
    mine = values is not None and agrees([values], case.expected.gradient[:1])
    return mine or (case.spec.exercise is None and case.graded is not None)


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
