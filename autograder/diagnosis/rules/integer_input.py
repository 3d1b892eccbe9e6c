"""The input is an integer tensor.

Why it matters: only floating point (and complex) tensors can have gradients.

Example: `torch.tensor(1, requires_grad=True)`.

Feedback: the line, and PyTorch's message in plain words.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.diagnosis.sightings import error_at
from autograder.spec.model import Words
from autograder.torch_messages import first_line, is_kind

BAD = (
    """\
import torch
x = torch.tensor(1, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
""",
    """\
import torch
x = torch.ones(1, dtype=torch.int64)
x.requires_grad_()
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
    """PyTorch refused requires_grad for an integer tensor."""
    if case.gradient_earned:
        return
    for program, raised in case.errors():
        if is_kind(raised.message, "only_float"):
            yield error_at(program, raised, first_line(raised.message), x=case.input_name)
            return


RULE = Rule(
    code="integer_input",
    rank=20,
    find=find,
    message=Words(
        zh="{where}：`{code}` 要对一个整数张量求梯度，PyTorch 报错 “{error}”：只有浮点数张量才能求梯度。",
        en="{where}: `{code}` asks for the gradient of an integer tensor, and PyTorch says “{error}”: only floating-point tensors can have gradients.",
    ),
    hint=Words(
        zh="写成 1.0（或 dtype=torch.float32）再试。",
        en="Write 1.0 (or dtype=torch.float32) and try again.",
    ),
    hides=(
        "program_error",
        "exercise_not_found",
        "input_not_tracked",
        "backward_missing",
        # No probe but 1 is a whole number, so nothing else can be told from the values.
        "role_value_wrong",
        "constant_instead_of_cube",
        "wrong_power",
    ),
    general=True,
    bad=BAD,
    good=GOOD,
)
