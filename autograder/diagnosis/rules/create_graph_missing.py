"""A gradient was to be differentiated again, but the first differentiation kept no graph.

Why it matters: gradients are plain numbers to autograd unless create_graph=True asks for their history; without an error message a penalty on such a gradient does nothing at all.

Example: `g, = torch.autograd.grad(x ** 3, x); torch.autograd.grad(g, x)`.

Feedback: the first differentiation, where create_graph=True belongs.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import SOME, at, gravity, histories, stops
from autograder.diagnosis.model import Found, Rule
from autograder.diagnosis.second import is_update, penalty, source_of
from autograder.experiments.history import keys_of
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(2., requires_grad=True)
(g,) = torch.autograd.grad(x ** 3, x)
(h,) = torch.autograd.grad(g, x)
""",
    """\
import torch
x = torch.tensor(2., requires_grad=True)
(x ** 3).backward()
x.grad.backward()
""",
    """\
import torch
x = torch.tensor([1., 2.], requires_grad=True)
w = torch.tensor([3., 4.], requires_grad=True)
out = (w * x ** 2).sum()
(g,) = torch.autograd.grad(out, x, retain_graph=True)
loss = out + (g.norm() - 1) ** 2
loss.backward()
print(w.grad)
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(2., requires_grad=True)
(g,) = torch.autograd.grad(x ** 3, x, create_graph=True)
(h,) = torch.autograd.grad(g, x)
""",
    """\
import torch
w = torch.tensor([3., 4.], requires_grad=True)
loss = (w ** 2).sum()
(g,) = torch.autograd.grad(loss, w)
with torch.no_grad():
    w -= 0.1 * g
(w ** 2).sum().backward()
""",
)

SILENT = Words(
    zh="{where}：`{code}` 求出的梯度没有计算图，所以{at}的反向传播把它当作常数：含有它的那一项（如梯度惩罚）对结果没有任何影响，而且不会报错。",
    en="{where}: the gradient from `{code}` has no graph, so the backward at {at} takes it for a constant: the term made of it (a gradient penalty, say) changes nothing, and no error tells you.",
)


def find(case: Case) -> Iterator[Found]:
    """The root of a failed differentiation came from a gradient; or a gradient without a history
    went into a loss."""
    for stop in stops(case, "untracked_root"):
        event = stop.differentiation
        if event is None:
            continue
        behind = stop.history.trace.ancestors(*keys_of(event.roots))
        first = source_of(stop.history, {key[0] for key in behind}, event.seq)
        updated = first is not None and any(
            is_update(stop.history, root, first) for root in keys_of(event.roots)
        )
        if first is not None and not updated:
            yield stop.found(site=first.site, at=stop.program.where(event.site))
            return
    for program, history in histories(case):
        asked = any(item.kind == "grad" for item in history.backwards)
        for backward in history.backwards[:SOME] if asked else ():
            first = penalty(history, backward)
            if first is not None:
                yield at(
                    program,
                    first.site,
                    gravity(case, program, *(ref.tensor for ref in backward.roots)),
                    at=program.where(backward.site),
                    message=SILENT,
                )
                return


RULE = Rule(
    code="create_graph_missing",
    rank=38,
    find=find,
    message=Words(
        zh="{where}：`{code}` 求出的梯度只是数值，没有自己的计算图，所以{at}不能再对它求导。PyTorch 说：“{error}”。",
        en="{where}: the gradient from `{code}` is a plain number without a graph of its own, so it cannot be differentiated again at {at}. PyTorch says “{error}”.",
    ),
    hint=Words(
        zh="第一次求导时写 create_graph=True，这样梯度本身也有 grad_fn。",
        en="Ask for it in the first differentiation: create_graph=True gives the gradient a grad_fn of its own.",
    ),
    hides=(
        *("program_error", "late_error", "unrelated_error"),
        *("backward_on_untracked", "tracking_lost"),
    ),
    traced=True,
    general=True,
    bad=BAD,
    good=GOOD,
)
