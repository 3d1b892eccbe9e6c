"""The gradient of an intermediate result was read after backward, and it is None.

Why it matters: backward passes through intermediate results but keeps gradients only in leaves, unless retain_grad() asked for it before.

Example: `y = x * 2; z = y ** 2; z.backward(); print(y.grad)`.

Feedback: the line, PyTorch's warning, and retain_grad() or autograd.grad as the way to get it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.checks.case import Case, ProgramRuns
from autograder.diagnosis.general import SOME, UNNAMED, at, gravity, histories
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Op
from autograder.experiments.history import GRADIENT, History
from autograder.experiments.nodes import refs
from autograder.spec.model import Words
from autograder.torch_messages import first_line, is_kind

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y = x * 2
z = y ** 2
z.backward()
print(y.grad)
""",
    """\
import torch
def layer_gradient(v):
    hidden = torch.tanh(v)
    loss = (hidden ** 2).sum()
    loss.backward()
    return hidden.grad
v = torch.tensor([0.5, 1.], requires_grad=True)
print(layer_gradient(v))
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y = x * 2
y.retain_grad()
z = y ** 2
z.backward()
print(y.grad, x.grad)
""",
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y = x * 2
z = y ** 2
z.backward()
assert y.grad is None
print(x.grad)
""",
)

READ = re.compile(r"\.grad\b(?!\s*(?:is|==|!=)\s*(?:not\s+)?None)")
"""Where the student's line takes a gradient, and does not merely ask whether there is one."""
SAYS = "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed"


def find(case: Case) -> Iterator[Found]:
    """`.grad` of a result that backward went through was read, and nothing was there."""
    for program, history in histories(case):
        reached: dict[int, set[int]] = {}
        kept = {refs(op)[0][0] for op in history.ops("retain_grad") if refs(op)}
        for op in history.ops(GRADIENT):
            if op.outputs or not refs(op) or refs(op)[0][0] in kept:
                continue
            tensor = refs(op)[0][0]
            state = history.state(tensor, op.seq)
            if state is None or state.grad_fn is None or not READ.search(program.line(op.site)):
                continue
            for backward in history.backwards[:SOME]:
                if backward.seq > op.seq:
                    break
                if backward.seq not in reached:
                    reached[backward.seq] = {key[0] for key in history.graph_of(backward)}
                if tensor in reached[backward.seq] and backward.kind == "backward":
                    yield _found(case, program, history, op, tensor)
                    return


def _found(case: Case, program: ProgramRuns, history: History, op: Op, tensor: int) -> Found:
    severity = gravity(case, program, tensor)
    if case.graded is not None and case.graded.gradient is not None:
        severity = "note"  # what the exercise asks for was found elsewhere
    heard = next((w.message for w in program.warned if is_kind(w.message, "non_leaf_grad")), SAYS)
    return at(
        program,
        op.site,
        severity,
        name=history.name(tensor) or UNNAMED,
        error=first_line(heard),
    )


RULE = Rule(
    code="grad_of_non_leaf",
    rank=34,
    find=find,
    message=Words(
        zh="{where}：`{code}` 读的是 {name}.grad，得到 None：{name} 是算出来的中间结果，不是叶子张量。PyTorch 提醒：“{error}”。反向传播会经过它，但只把梯度留在叶子张量里。",
        en="{where}: `{code}` reads {name}.grad and gets None: {name} is an intermediate result, not a leaf. PyTorch warns “{error}”: backward passes through it, but leaves gradients in leaves only.",
    ),
    hint=Words(
        zh="在 backward() 之前调用 {name}.retain_grad()，或者用 torch.autograd.grad(结果, {name})。",
        en="Call {name}.retain_grad() before backward(), or use torch.autograd.grad(result, {name}).",
    ),
    hides=("gradient_is_none",),
    general=True,
    bad=BAD,
    good=GOOD,
)
