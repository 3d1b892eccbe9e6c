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
from autograder.evidence.schema import Backward
from autograder.experiments.arithmetic import canonical
from autograder.experiments.history import History, keys_of
from autograder.experiments.nodes import refs, short
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
SHAPING = frozenset(("pow", "norm", "linalg.norm", "linalg.vector_norm", "abs", "square"))


def find(case: Case) -> Iterator[Found]:
    """The root of a failed differentiation came from a gradient; or a gradient without a history
    went into a loss."""
    for stop in stops(case, "untracked_root"):
        event = stop.differentiation
        if event is None:
            continue
        behind = stop.history.trace.ancestors(*keys_of(event.roots))
        first = _source(stop.history, {key[0] for key in behind}, event.seq)
        if first is not None:
            yield stop.found(site=first.site, at=stop.program.where(event.site))
            return
    for program, history in histories(case):
        asked = any(item.kind == "grad" for item in history.backwards)
        for backward in history.backwards[:SOME] if asked else ():
            first = _penalty(history, backward)
            if first is not None:
                yield at(
                    program,
                    first.site,
                    gravity(case, program, *(ref.tensor for ref in backward.roots)),
                    at=program.where(backward.site),
                    message=SILENT,
                )
                return


def _source(history: History, tensors: set[int], before: int) -> Backward | None:
    """The differentiation without a graph that gave one of these tensors."""
    owners = {history.gradients.get(tensor) for tensor in tensors}
    for backward in reversed(history.backwards):
        if backward.seq > before or backward.create_graph:
            continue
        results = {state.tensor for state in backward.results if state is not None}
        if results & tensors or (backward.kind == "backward" and owners & {*backward.reached}):
            return backward
    return None


def _penalty(history: History, backward: Backward) -> Backward | None:
    """The differentiation whose untracked result went, squared or as a norm, into a loss."""
    trace = history.trace
    for key in history.inner(history.graph_of(backward)):
        op = trace.nodes[key].producer
        for parent in trace.nodes[key].parents:
            if op is None or trace.nodes[parent].state.requires_grad:
                continue
            behind = trace.ancestors(parent)
            shaped = any(
                made is not None and canonical(short(made.name)) in SHAPING
                for made in (trace.nodes[other].producer for other in behind)
            )
            results = {other[0] for other in behind if other[0] in trace.gradient_tensors}
            if not shaped or not results or results & history.gradients.keys():
                continue
            source = _source(history, results, backward.seq)
            stepped = () if source is None else {ref.tensor for ref in source.wrt}
            if not any(key[0] in stepped for key in refs(op)):  # an update is no penalty
                return source
    return None


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
    hides=("program_error", "late_error", "unrelated_error", "backward_on_untracked"),
    general=True,
    bad=BAD,
    good=GOOD,
)
