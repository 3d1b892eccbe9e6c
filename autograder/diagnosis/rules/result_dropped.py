"""The result of a call that changes nothing by itself was not kept.

Why it matters: `y.detach()` gives a new tensor and leaves y as it is; only functions with a trailing underscore change a tensor in place.

Example: `y.detach()` or `w.sub(lr * w.grad)` as a statement of its own.

Feedback: the line, and that the tensor is the same as before.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from autograder.checks.case import Case, ProgramRuns
from autograder.diagnosis.general import at, expression, gravity, histories
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Op, Site
from autograder.experiments.arithmetic import canonical
from autograder.experiments.nodes import refs, short
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y = x ** 3
y.detach()
(y + x ** 2).backward()
print(x.grad)
""",
    """\
import torch
w = torch.tensor(5., requires_grad=True)
((w - 1) ** 2).backward()
with torch.no_grad():
    w.sub(0.1 * w.grad)
print(w)
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y = x ** 3
y = y.detach()
(y + x ** 2).backward()
print(x.grad)
""",
    """\
import torch
w = torch.tensor(5., requires_grad=True)
((w - 1) ** 2).backward()
seen = set()
with torch.no_grad():
    w.sub_(0.1 * w.grad)
    seen.add(w)
print(w)
""",
)

METHODS = frozenset(("detach", "sub", "add", "mul", "div", "clone", "clamp", "neg", "exp", "relu"))
TIMING = re.compile(r"perf_counter|timeit|\btime\.time\b|[pP]rofil|[bB]enchmark")

STEP = Words(
    zh="用原地版本 {name}.{method}_(…)（名字末尾带下划线），并放在 with torch.no_grad(): 里。",
    en="Use the in-place version, {name}.{method}_(…) with a trailing underscore, inside with torch.no_grad():.",
)


def find(case: Case) -> Iterator[Found]:
    """A statement is such a call on a tensor, its value shown nowhere, and it ran."""
    for program, history in histories(case):
        ran = {_place(op) for op in history.trace.ops if _is_dropped(op)}
        shown = _shown(program) if program.program.style == "notebook" else set()
        for unit, node in program.statements:
            if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
                continue
            function = node.value.func
            if not isinstance(function, ast.Attribute) or function.attr not in METHODS:
                continue
            place = (unit, node.lineno, node.value.col_offset, function.attr)
            if (unit, node.lineno) in shown or not {place, (*place[:2], -1, place[3])} & ran:
                continue
            if TIMING.search(program.program.cells[unit].source):
                continue  # what is timed is thrown away on purpose
            owner = expression(function.value)
            if owner in ("torch", "F") and node.value.args:
                owner = expression(node.value.args[0])
            yield at(
                program,
                Site(unit, node.lineno),
                gravity(case, program),
                method=function.attr,
                name=owner,
                call=expression(node.value),
                hint=STEP if ".grad" in expression(node.value) else None,
            )
            return


def _place(op: Op) -> tuple[int, int, int, str]:
    return op.site.unit, op.site.line, op.site.column, canonical(short(op.name))


def _is_dropped(op: Op) -> bool:
    """Whether a call gave something new, and not what it was told to write to."""
    own = {key[0] for key in refs(op)}
    return op.error is None and all(state.tensor not in own for state in op.outputs)


def _shown(program: ProgramRuns) -> set[tuple[int, int]]:
    """The last statements of cells, whose values a notebook shows."""
    last: dict[int, int] = {}
    for unit, node in program.statements:
        last[unit] = max(last.get(unit, 0), node.lineno)
    return set(last.items())


RULE = Rule(
    code="result_dropped",
    rank=37,
    find=find,
    message=Words(
        zh="{where}：`{code}` 的结果没有保存：{method} 返回一个新张量，{name} 本身没有任何变化。这里不会报错。",
        en="{where}: the result of `{code}` is not kept: {method} returns a new tensor, and {name} stays as it was. No error tells you.",
    ),
    hint=Words(
        zh="写成 {name} = {call}；或者用名字末尾带下划线的原地版本（更新参数时放在 no_grad 里）。",
        en="Write {name} = {call}, or use the in-place version with a trailing underscore (for a parameter, under no_grad).",
    ),
    general=True,
    bad=BAD,
    good=GOOD,
)
