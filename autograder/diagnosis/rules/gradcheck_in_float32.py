"""gradcheck was run on single-precision inputs.

Why it matters: it compares with finite differences of step 1e-6, which single precision cannot resolve; it then fails for a right derivative.

Example: `torch.autograd.gradcheck(f, torch.randn(3, requires_grad=True))`.

Feedback: the line, PyTorch's warning, and dtype=torch.double.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import at, gravity
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words
from autograder.torch_messages import first_line, is_kind

BAD = (
    """\
import torch
x = torch.tensor([1., 2.], requires_grad=True)
torch.autograd.gradcheck(lambda v: v ** 3, (x,))
""",
    """\
import torch
from torch.autograd import gradcheck
x = torch.tensor([1., 2.], requires_grad=True)
print(gradcheck(torch.sin, x, eps=1e-3, atol=1e-2, raise_exception=False))
""",
)
GOOD = (
    """\
import torch
x = torch.tensor([1., 2.], dtype=torch.double, requires_grad=True)
print(torch.autograd.gradcheck(lambda v: v ** 3, (x,)))
""",
    """\
import torch
x = torch.tensor([1., 2.], requires_grad=True)
print(torch.autograd.gradcheck(torch.sin, x.detach().double().requires_grad_()))
""",
)


def find(case: Case) -> Iterator[Found]:
    """PyTorch warned of the precision; where the check failed too, that is why."""
    for program in case.programs:
        for heard in program.warned:
            if not is_kind(heard.message, "gradcheck_precision"):
                continue
            failed = any(is_kind(raised.message, "gradcheck_failed") for raised in program.raised)
            severity = gravity(case, program) if failed else "note"
            yield at(program, heard.site, severity, error=first_line(heard.message))
            return


RULE = Rule(
    code="gradcheck_in_float32",
    rank=49,
    find=find,
    message=Words(
        zh="{where}：`{code}` 用单精度的输入做 gradcheck。PyTorch 提醒：“{error}”。它要和步长 1e-6 的数值差分比较，float32 的精度不够，正确的梯度也会被判错。",
        en="{where}: `{code}` runs gradcheck on single-precision inputs. PyTorch warns “{error}”: it compares with differences over a step of 1e-6, too fine for float32, and may fail for a right gradient.",
    ),
    hint=Words(
        zh="用双精度：torch.randn(3, dtype=torch.double, requires_grad=True)。",
        en="Use double precision: torch.randn(3, dtype=torch.double, requires_grad=True).",
    ),
    severity="warning",
    hides=("program_error", "late_error", "unrelated_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
