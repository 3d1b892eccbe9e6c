"""retain_graph=True was given although nothing goes through that graph again.

Why it matters: it is no cure for errors: it keeps memory that would be freed, and hides that something from an earlier pass is still attached.

Example: `loss.backward(retain_graph=True)` in a loop that builds a new graph in each pass.

Feedback: the line, and that the graph was not used again.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import SOME, at, histories, statement_at
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    """\
import torch
w = torch.tensor(5., requires_grad=True)
for step in range(3):
    loss = (w - 1) ** 2
    loss.backward(retain_graph=True)
    with torch.no_grad():
        w -= 0.1 * w.grad
    w.grad.zero_()
print(w)
""",
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y = x ** 2
y.backward(retain_graph=True)
print(x.grad)
x.grad = None
z = x ** 3
z.backward(retain_graph=True)
print(x.grad)
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y = x ** 2
y.backward(retain_graph=True)
y.backward()
print(x.grad)
""",
    """\
import torch
x = torch.tensor([1., 3.], requires_grad=True)
y = torch.stack([x[0] ** 2, x.prod()])
rows = [torch.autograd.grad(y, x, v, retain_graph=True)[0] for v in torch.eye(2)]
print(torch.stack(rows))
""",
    """\
import torch
from torch.autograd.functional import jacobian
print(jacobian(torch.sum, torch.ones(2)), jacobian(torch.sum, torch.zeros(2)))
""",
)


def find(case: Case) -> Iterator[Found]:
    """Graphs were kept twice or more, and none of them was needed again. A function of torch's that
    keeps one itself (`functional.jacobian`) is none of the student's."""
    for program, history in histories(case):
        kept = [
            (n, item)
            for n, item in enumerate(history.trace.backwards[:SOME])
            if item.retain_graph
            and not item.create_graph
            and item.error is None
            and "retain_graph" in statement_at(program, item.site)
        ]
        if len(kept) < 2:
            continue
        graphs = [history.inner(history.graph_of(item)) for item in history.trace.backwards[:SOME]]
        if any(graphs[n] & other for n, _ in kept for other in graphs[n + 1 :]):
            continue
        where = kept[0][1].site
        yield at(program, where, "note")
        return


RULE = Rule(
    code="retain_graph_needless",
    rank=98,
    find=find,
    message=Words(
        zh="{where}：`{code}` 里的 retain_graph=True 没有用：之后再没有反向传播经过这个计算图。它只会占用内存。",
        en="{where}: the retain_graph=True in `{code}` is not needed: no later backward goes through this graph. It only keeps memory.",
    ),
    hint=Words(
        zh="去掉它。如果去掉后报错“second time”，说明有上一轮的结果还连着，那才是要解决的问题。",
        en="Leave it out. If that brings the “second time” error, a result of the pass before is still attached: that is what to mend.",
    ),
    severity="note",
    general=True,
    bad=BAD,
    good=GOOD,
)
