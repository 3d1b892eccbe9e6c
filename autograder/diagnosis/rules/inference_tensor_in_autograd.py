"""A tensor made under inference_mode was used where autograd records.

Why it matters: inference_mode is stricter than no_grad: its tensors can never take part in backward again.

Example: features computed under `torch.inference_mode()`, then multiplied with a parameter.

Feedback: the line, PyTorch's message, and no_grad as the milder way.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import stops
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Op
from autograder.experiments.nodes import refs
from autograder.spec.model import Words

BAD = (
    """\
import torch
with torch.inference_mode():
    features = torch.tensor([1., 2.]) * 2
w = torch.tensor([1., 1.], requires_grad=True)
loss = (w * features).sum()
loss.backward()
""",
    """\
import torch
@torch.inference_mode()
def encode(v):
    return v * 2
code = encode(torch.tensor([1., 2.]))
code.requires_grad_()
""",
)
GOOD = (
    """\
import torch
with torch.no_grad():
    features = torch.tensor([1., 2.]) * 2
w = torch.tensor([1., 1.], requires_grad=True)
loss = (w * features).sum()
loss.backward()
print(w.grad)
""",
    """\
import torch
w = torch.tensor([1., 1.], requires_grad=True)
with torch.inference_mode():
    shown = (w * 2).sum()
print(shown)
(w * 2).sum().backward()
""",
)


def find(case: Case) -> Iterator[Found]:
    """PyTorch refused an inference tensor."""
    for stop in stops(case, "inference_in_autograd"):
        event = stop.event
        names = [
            key[0]
            for key in (refs(event) if isinstance(event, Op) else ())
            if (state := stop.history.state(key[0])) is not None and state.inference
        ]
        yield stop.found(name=stop.name(names[0] if names else None))
        return


RULE = Rule(
    code="inference_tensor_in_autograd",
    rank=40,
    find=find,
    message=Words(
        zh="{where}：`{code}` 用到了在 inference_mode 里创建的张量 {name}。PyTorch 说：“{error}”。inference_mode 比 no_grad 更严格：它产生的张量以后再也不能参与求导。",
        en="{where}: `{code}` uses {name}, which was made under inference_mode. PyTorch says “{error}”: inference_mode is stricter than no_grad, its tensors can never take part in a backward again.",
    ),
    hint=Words(
        zh="换成 with torch.no_grad():；或者先 {name} = {name}.clone() 得到普通张量。",
        en="Use with torch.no_grad(): instead, or make a normal tensor of it first: {name} = {name}.clone().",
    ),
    hides=("program_error", "late_error", "unrelated_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
