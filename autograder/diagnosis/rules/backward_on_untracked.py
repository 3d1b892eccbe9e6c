"""backward was called on a result that autograd knows nothing about: it has no grad_fn.

Why it matters: without a graph there is no way back to any input; the cause lies earlier, where tracking ended or never began.

Example: a loss computed under no_grad, from tensors without requires_grad, or through argmax.

Feedback: the line where tracking ends, and PyTorch's message in plain words.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import stops
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Op
from autograder.experiments.history import History
from autograder.experiments.nodes import NodeKey
from autograder.spec.model import Words

BAD = (
    """\
import torch
X = torch.rand(4, 2)
w, b = torch.rand(2), torch.rand(1)
loss = (torch.tanh(X @ w) - b).mean()
loss.backward()
""",
    """\
import torch
w = torch.tensor([1., 2.], requires_grad=True)
with torch.no_grad():
    out = w * 3
loss = out.sum()
loss.backward()
""",
    """\
import torch
scores = torch.tensor([1., 2.], requires_grad=True)
best = scores.argmax()
loss = (best - 1.0) ** 2
loss.backward()
""",
)
GOOD = (
    """\
import torch
w = torch.tensor([1., 2.], requires_grad=True)
with torch.no_grad():
    shown = (w * 3).sum()
loss = (w * 3).sum()
loss.backward()
print(w.grad, shown)
""",
    """\
import torch
w = torch.tensor([1., 2.])
try:
    (w ** 2).sum().backward()
except RuntimeError as error:
    print(error)
w.requires_grad_()
(w ** 2).sum().backward()
print(w.grad)
""",
)

UNTRACKED = Words(
    zh="{where}：`{code}` 是在关闭追踪时（no_grad 之类）算的，所以 {name} 没有 grad_fn，{at}的反向传播无路可走。PyTorch 说：“{error}”。",
    en="{where}: `{code}` was computed with tracking switched off (no_grad or the like), so {name} has no grad_fn and the backward at {at} finds no way back. PyTorch says “{error}”.",
)
UNTRACKED_HINT = Words(
    zh="要求梯度的计算必须放在 no_grad 外面。",
    en="What you want to differentiate must be computed outside no_grad.",
)
CUT = Words(
    zh="{where}：从 `{code}` 开始，autograd 就跟不下去了（取出了数据，或者得到的是整数、下标、真假值），所以 {name} 没有 grad_fn，{at}的反向传播无路可走。PyTorch 说：“{error}”。",
    en="{where}: at `{code}` autograd loses the thread (the data alone goes on, or a whole number, an index, a truth value), so {name} has no grad_fn and the backward at {at} finds no way back. PyTorch says “{error}”.",
)
CUT_HINT = Words(
    zh="在这一行前后打印 requires_grad，看看哪一步之后变成 False，改用能求导的写法。",
    en="Print requires_grad before and after this line, and use an operation there that can be differentiated.",
)


def find(case: Case) -> Iterator[Found]:
    """PyTorch found no grad_fn at the root; say why."""
    for stop in stops(case, "untracked_root"):
        event = stop.differentiation
        if event is None or not event.roots:
            continue
        root = event.roots[0]
        name = stop.name(root.tensor)
        end = _end(stop.history, (root.tensor, root.version))
        if end is None:
            yield stop.found(name=name)
            return
        yield stop.found(
            site=end.site,
            name=name,
            at=stop.program.where(event.site),
            message=UNTRACKED if not end.grad_enabled else CUT,
            hint=UNTRACKED_HINT if not end.grad_enabled else CUT_HINT,
        )
        return


def _end(history: History, root: NodeKey) -> Op | None:
    """The last call on the way that took something tracked and gave something untracked."""
    trace = history.trace
    behind = sorted(trace.ancestors(root), key=lambda key: -trace.nodes[key].seq)
    for key in behind:
        node = trace.nodes[key]
        if node.producer is None or node.state.requires_grad or key[0] in trace.gradient_tensors:
            continue
        seq = node.producer.seq
        if any(trace.nodes[parent].state_at(seq).requires_grad for parent in node.parents):
            return node.producer
    return None


RULE = Rule(
    code="backward_on_untracked",
    rank=84,
    find=find,
    message=Words(
        zh="{where}：`{code}` 无法反向传播：{name} 没有 grad_fn，因为参与计算的张量没有一个 requires_grad=True。PyTorch 说：“{error}”。",
        en="{where}: `{code}` finds no way back: {name} has no grad_fn, because nothing that it was computed from requires a gradient. PyTorch says “{error}”.",
    ),
    hint=Words(
        zh="给要求梯度的那个张量加上 requires_grad=True，再重新计算 {name}。",
        en="Give the tensor whose gradient you want requires_grad=True, then compute {name} again.",
    ),
    hides=("program_error", "late_error", "unrelated_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
