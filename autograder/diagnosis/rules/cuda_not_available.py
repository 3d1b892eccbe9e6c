"""The program asks for a GPU, and the grading machine has none.

Why it matters: work that needs a GPU to run at all cannot be graded here.

Example: `x = x.cuda()`.

Feedback: the line, and how to write it so that it runs on both.
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
x = torch.tensor(1., requires_grad=True, device='cuda')
y3 = x ** 2
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
    """PyTorch refused a CUDA call."""
    for program, raised in case.errors():
        if is_kind(raised.message, "no_cuda"):
            yield error_at(
                program,
                raised,
                first_line(raised.message),
                severity="warning" if case.gradient_earned else "error",
            )
            return


RULE = Rule(
    code="cuda_not_available",
    rank=24,
    find=find,
    message=Words(
        zh="{where}：`{code}` 要用 GPU，而评分的机器没有 GPU（“{error}”）。",
        en="{where}: `{code}` asks for a GPU, and the grading machine has none (“{error}”).",
    ),
    hint=Words(
        zh="写成 device = 'cuda' if torch.cuda.is_available() else 'cpu'，两种机器上都能运行。",
        en="Write device = 'cuda' if torch.cuda.is_available() else 'cpu', so that it runs on both.",
    ),
    hides=("program_error", "exercise_not_found", "late_error", "unrelated_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
