"""The input was changed in place while autograd tracks it.

Why it matters: autograd needs the leaf's value as it was; PyTorch therefore refuses.

Example: `x += 1` or `x.mul_(2)` on a leaf that requires grad; `w -= lr * w.grad` without no_grad.

Feedback: the line, and PyTorch's message in plain words.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from autograder.checks.case import Case, ProgramRuns
from autograder.diagnosis.general import UNNAMED, function_at
from autograder.diagnosis.model import Found, Rule
from autograder.diagnosis.sightings import error_at
from autograder.evidence.schema import Op, Raised, Site
from autograder.experiments.nodes import refs
from autograder.spec.model import Words
from autograder.torch_messages import first_line, is_kind

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
x += 0
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
    x.mul_(1)
y3 = y1 + y2
x *= 1
""",
)
STEPS = (
    """\
import torch
def step(parameters, lr):
    for p in parameters:
        p.sub_(lr * p.grad)
w = torch.tensor(3., requires_grad=True)
(w ** 2).backward()
step([w], 0.1)
""",
)
WARNED = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
x += 1
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
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

STEP = Words(
    zh="{where}：`{code}` 在追踪打开时原地更新参数 {x}。PyTorch 说：“{error}”。更新参数不属于要求导的函数，不应该被记录。",
    en="{where}: `{code}` updates the parameter {x} in place while autograd is recording. PyTorch says “{error}”: the update is no part of the function and must not be recorded.",
)
STEP_HINT = Words(
    zh="把这一行放进 with torch.no_grad():。不要改成 {x} = {x} - …，那样 {x} 就不再是叶子张量了。",
    en="Put the line inside with torch.no_grad():. Do not write {x} = {x} - … instead: {x} would no longer be a leaf.",
)

NEW_HINT = Words(
    zh="把结果存到一个新的名字里，写成 … = {new}，不要原地修改。",
    en="Give the result a new name, … = {new}, and leave the tensor itself as it is.",
)


def find(case: Case) -> Iterator[Found]:
    """PyTorch refused an in-place operation on a leaf (or a view of one).

    Beside a right answer it is a warning, where it stands before the backward: a script run as a
    whole would have ended there.
    """
    graded = case.graded
    for program, raised in case.errors():
        if not is_kind(raised.message, "leaf_inplace"):
            continue
        step = _is_step(program, raised)
        site = raised.stack[-1] if raised.stack else None
        new = "" if site is None else _out_of_place(program, site)
        found = replace(
            error_at(program, raised, first_line(raised.message), x=step or case.input_name),
            message=STEP if step else None,
            hint=STEP_HINT if step else NEW_HINT if new else None,
            stopped=program.where(site),
            function="" if site is None else function_at(program, site),
        )
        found = replace(found, details={**found.details, "new": new})
        if not case.gradient_earned:
            yield found
        elif (
            graded is not None
            and graded.backward is not None
            and program is case.program
            and raised.seq < graded.backward.seq
        ):
            yield replace(found, severity="warning")
        return


def _out_of_place(program: ProgramRuns, site: Site) -> str:
    """What an `a *= 4` would be as an expression of its own; empty for any other line."""
    for unit, node in program.statements:
        here = (unit, node.lineno) == (site.unit, site.line)
        if here and isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            return ast.unparse(ast.BinOp(ast.Name(node.target.id, ast.Load()), node.op, node.value))
    return ""


def _is_step(program: ProgramRuns, raised: Raised) -> str | None:
    """The name of the leaf, where it was to be changed by its own gradient."""
    history = program.history
    op = None if history is None else history.failed(raised.seq)
    if history is None or not isinstance(op, Op) or not refs(op):
        return None
    behind = history.trace.ancestors(*refs(op)[1:])
    if not any(history.owner(key[0]) is not None for key in behind):
        return None
    return history.name(refs(op)[0][0]) or UNNAMED


RULE = Rule(
    code="inplace_on_leaf",
    rank=22,
    find=find,
    message=Words(
        zh="{where}：`{code}` 原地修改了正在被追踪的叶子张量，PyTorch 不允许（“{error}”）。",
        en="{where}: `{code}` changes a tracked leaf in place, which PyTorch refuses (“{error}”).",
    ),
    hint=Words(
        zh="用新的名字保存结果（例如 z = {x} * 1），不要原地改 {x}。",
        en="Store the result under a new name (z = {x} * 1, say) instead of changing {x} itself.",
    ),
    hides=(
        "unrelated_error",
        "program_error",
        "backward_missing",
        "wrong_input_value",
        "role_value_wrong",
        "wrong_power",
    ),
    general=True,
    bad=BAD + STEPS + WARNED,
    good=GOOD,
)
