"""A gradient was asked for with respect to a tensor that the result does not depend on.

Why it matters: autograd.grad refuses, because the answer would be "no gradient" and not zero; mostly the name stands for another tensor than the one that was computed with.

Example: y is computed from x.detach() or from an older x, then `torch.autograd.grad(y, x)`.

Feedback: the tensor, and PyTorch's message in plain words.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import Stop, stops
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Ref
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
w = torch.tensor(2., requires_grad=True)
y = w * x.detach()
print(torch.autograd.grad(y, x))
""",
    """\
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = (x ** 2).sum()
x = x.clone()
print(torch.autograd.grad(y, x))
""",
    """\
import torch
x = torch.tensor(1.)
w = torch.tensor(2., requires_grad=True)
y = w * x
print(torch.autograd.grad(y, [w, x]))
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
w = torch.tensor(2., requires_grad=True)
y = w * x.detach()
print(torch.autograd.grad(y, [w, x], allow_unused=True))
""",
    """\
import torch
x = torch.tensor([1., 2.], requires_grad=True)
x2 = x.clone()
y = (x2 ** 2).sum()
print(torch.autograd.grad(y, [x2, x]))
""",
)

UNTRACKED = Words(
    zh="{where}：`{code}` 要求对 {name} 的梯度，但 {name} 没有 requires_grad=True，autograd 没有追踪它。PyTorch 说：“{error}”。",
    en="{where}: `{code}` asks for the gradient with respect to {name}, but {name} does not require one, so autograd never followed it. PyTorch says “{error}”.",
)
UNTRACKED_HINT = Words(
    zh="在计算之前给 {name} 设 requires_grad=True（或 {name}.requires_grad_()），再重新计算。",
    en="Give {name} requires_grad=True (or call {name}.requires_grad_()) before you compute with it.",
)


def find(case: Case) -> Iterator[Found]:
    """PyTorch found no path, or a tensor that requires no gradient."""
    for stop in stops(case, "unused_input", "untracked_input"):
        event = stop.differentiation
        if event is None or not event.wrt:
            continue
        tracked = [_tracked(stop, ref) for ref in event.wrt]
        if stop.kind == "untracked_input":
            odd = next((ref for ref, yes in zip(event.wrt, tracked, strict=True) if not yes), None)
        else:
            graph = {key[0] for key in stop.history.graph_of(event)}
            odd = next((ref for ref in event.wrt if ref.tensor not in graph), None)
        odd = odd or event.wrt[0]
        root = event.roots[0].tensor if event.roots else None
        yield stop.found(
            name=stop.name(odd.tensor),
            root=stop.name(root),
            message=UNTRACKED if stop.kind == "untracked_input" else None,
            hint=UNTRACKED_HINT if stop.kind == "untracked_input" else None,
        )
        return


def _tracked(stop: Stop, ref: Ref) -> bool:
    state = stop.history.state(ref.tensor)
    return state is not None and state.requires_grad


RULE = Rule(
    code="unused_in_graph",
    rank=42,
    find=find,
    message=Words(
        zh="{where}：`{code}` 要求对 {name} 的梯度，但 {root} 的计算图里没有用到这个 {name}。PyTorch 说：“{error}”。常见原因：{name} 后来被重新赋值，或者前面用的是 detach() 之后的值。",
        en="{where}: `{code}` asks for the gradient with respect to {name}, but {root} was not computed from this {name}. PyTorch says “{error}”. Mostly {name} was re-assigned meanwhile, or its detached value was used.",
    ),
    hint=Words(
        zh="检查 {root} 是由哪个张量算出来的，对那个张量求导；确实无关时用 allow_unused=True。",
        en="Find the tensor that {root} was really computed from and differentiate with respect to that; where it is meant to be independent, say allow_unused=True.",
    ),
    hides=("program_error", "late_error", "unrelated_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
