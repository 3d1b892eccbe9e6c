"""requires_grad was misspelt, or compared where it was meant to be set.

Why it matters: Python lets you put any attribute on a tensor, so nothing complains and nothing is tracked.

Example: `x.require_grad = True`, or `x.requires_grad == True` on a line of its own.

Feedback: the line, and the right spelling.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from autograder.checks.case import Case
from autograder.diagnosis.general import at, expression, gravity
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Site
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1.)
x.require_grad = True
y = x ** 2
y.backward()
print(x.grad)
""",
    """\
import torch
w = torch.tensor([1., 2.])
w.requires_grad == True
loss = (w ** 2).sum()
loss.backward()
""",
    """\
import torch
w = torch.tensor([1., 2.], require_grad=True)
(w ** 2).sum().backward()
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(1.)
x.requires_grad = True
y = x ** 2
y.backward()
print(x.grad)
""",
    """\
import torch
w = torch.tensor([1., 2.], requires_grad=True)
w.note = 'weights'
assert w.requires_grad == True
(w ** 2).sum().backward()
print(w.grad, w.requires_grad == True)
""",
)

KEYWORD = re.compile(r"unexpected keyword argument '(\w+)'")
ALIKE = 0.84


def find(case: Case) -> Iterator[Found]:
    """A statement assigns to an attribute almost called requires_grad, or only compares it; or a
    call refused such a keyword."""
    for program in case.programs:
        for unit, node in program.statements:
            wrong = _wrong(node)
            if wrong is not None:
                severity = gravity(case, program)
                yield at(program, Site(unit, node.lineno), severity, wrong=wrong)
                return
        for raised in program.raised:
            match = KEYWORD.search(raised.message)
            if match is not None and _alike(match.group(1)) and raised.stack:
                yield at(program, raised.stack[-1], gravity(case, program), wrong=match.group(1))
                return


def _wrong(node: ast.stmt) -> str | None:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            named = isinstance(target, ast.Attribute) and (
                _alike(target.attr) or target.attr == "requires_grad_"
            )
            if named:
                return expression(target)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Compare):
        left = node.value.left
        if isinstance(left, ast.Attribute) and left.attr == "requires_grad":
            return expression(node.value)
    return None


def _alike(name: str) -> bool:
    """Whether a name is almost, but not quite, requires_grad."""
    if name in ("requires_grad", "retains_grad", "requires_grad_"):
        return False
    return SequenceMatcher(None, name.lower(), "requires_grad").ratio() >= ALIKE


RULE = Rule(
    code="requires_grad_misspelt",
    rank=19,
    find=find,
    message=Words(
        zh="{where}：`{code}` 不起作用：{wrong} 不是 PyTorch 的写法，张量并没有因此开始被追踪。",
        en="{where}: `{code}` has no effect: {wrong} is not how PyTorch spells it, and the tensor is not tracked because of it.",
    ),
    hint=Words(
        zh="写成 x.requires_grad = True（一个等号），或 x.requires_grad_()，或创建时 requires_grad=True。",
        en="Write x.requires_grad = True (one equals sign), or x.requires_grad_(), or requires_grad=True when you create it.",
    ),
    hides=(
        "program_error",
        "input_not_tracked",
        "backward_on_untracked",
        "backward_missing",
        "exercise_not_found",
    ),
    general=True,
    bad=BAD,
    good=GOOD,
)
