"""A function under vmap looks at the value of its tensor.

Why it matters: under vmap one tensor stands for a whole batch; there is no single number that .item() or `if` could take.

Example: `torch.func.vmap(lambda v: v if v > 0 else -v)(x)`.

Feedback: the line, PyTorch's message, and torch.where.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import stops
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    """\
import torch
f = lambda v: v if v > 0 else -v
print(torch.func.vmap(f)(torch.tensor([1., -2.])))
""",
    """\
import torch
def f(v):
    return torch.sin(v) * v.item()
print(torch.func.vmap(torch.func.grad(f))(torch.tensor([1., 2.])))
""",
)
GOOD = (
    """\
import torch
f = lambda v: torch.where(v > 0, v, -v)
print(torch.func.vmap(f)(torch.tensor([1., -2.])))
""",
    """\
import torch
def f(v):
    return v if v > 0 else -v
print([f(v) for v in torch.tensor([1., -2.])])
""",
)


def find(case: Case) -> Iterator[Found]:
    """vmap refused to give a value."""
    for stop in stops(case, "vmap_item", "vmap_control_flow"):
        yield stop.found()
        return


RULE = Rule(
    code="value_inside_vmap",
    rank=41,
    find=find,
    message=Words(
        zh="{where}：`{code}` 在 vmap 里取张量的值来用。PyTorch 说：“{error}”。在 vmap 里一个张量代表一整批数据，没有单个值可以给 .item() 或 if 判断。",
        en="{where}: `{code}` asks for the value of a tensor under vmap. PyTorch says “{error}”: there one tensor stands for a whole batch, and no single value for .item() or an if.",
    ),
    hint=Words(
        zh="用张量运算代替判断：torch.where(条件, a, b)；不要在里面用 .item()。",
        en="Choose with a tensor operation, torch.where(condition, a, b), and leave .item() out.",
    ),
    hides=("program_error", "late_error", "unrelated_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
