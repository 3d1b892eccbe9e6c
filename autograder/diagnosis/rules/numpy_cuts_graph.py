"""A computation left torch for NumPy and came back without its history.

Why it matters: NumPy records nothing; the tensor made of the array is a new leaf, and no gradient passes through it.

Example: `torch.tensor(np.sin(x.detach().numpy()), requires_grad=True)`.

Feedback: the line that comes back from NumPy, and that the gradient ends there.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.flow import Flow
from autograder.diagnosis.model import Found, Rule
from autograder.diagnosis.taken import sightings
from autograder.evidence.schema import Op, Site, Text
from autograder.experiments.history import History
from autograder.experiments.nodes import NodeKey, short
from autograder.spec.model import Words

BAD = (
    """\
import numpy as np
import torch
x = torch.tensor([0., 1.], requires_grad=True)
y = torch.tensor(np.sin(x.detach().numpy()), requires_grad=True)
y.sum().backward()
print(x.grad)
""",
    """\
import numpy as np
import torch
x = torch.tensor([0., 1.], requires_grad=True)
y = torch.from_numpy(np.exp(x.detach().numpy()))
y.sum().backward()
""",
)
GOOD = (
    """\
import numpy as np
import torch
x = torch.tensor(np.array([0., 1.]), requires_grad=True)
y = torch.sin(x)
y.sum().backward()
print(np.cos(x.detach().numpy()), x.grad)
""",
    """\
import torch
x = torch.tensor([0., 1.], requires_grad=True)
target = torch.from_numpy(x.detach().numpy() + 1)
((x - target) ** 2).sum().backward()
print(x.grad)
""",
    """\
import numpy as np
import torch
x = torch.tensor([0., 1.], requires_grad=True)
print(np.round(torch.sin(x).detach().numpy(), 2))
w = torch.tensor(np.array([1., 2.]), requires_grad=True)
(w ** 2).sum().backward()
print(w.grad)
""",
)

TAKING = ("numpy", "__array__")
MAKING = ("tensor", "as_tensor", "asarray")


def find(case: Case) -> Iterator[Found]:
    """A differentiation reached nothing but tensors made of what had been taken out of torch."""
    yield from sightings(case, TAKING, _made)


def _made(flow: Flow, history: History, key: NodeKey, taken: list[Op]) -> bool:
    """Whether a tensor came from an array that may hold what had been taken out."""
    node = history.trace.nodes[key]
    op = node.producer
    if op is not None:
        from_array = short(op.name) in MAKING and Text("ndarray") in op.inputs
    else:
        named = history.names(key[0]) & _from_arrays(history, node.site)
        from_array = key[1] == 0 and bool(named)
    before = {op.site for op in taken if op.seq < node.seq} if from_array else ()
    return any(flow.leads(site, node.site) for site in before)


def _from_arrays(history: History, site: Site) -> frozenset[str]:
    """Names bound where no call of torch's was seen, as by from_numpy."""
    return frozenset(
        name
        for (key, name), place in history.trace.bindings.items()
        if (place.unit, place.line) == (site.unit, site.line)
        # Evidence may bind a name to a tensor that it never shows.
        and (node := history.trace.nodes.get(key)) is not None
        and node.producer is None
    )


RULE = Rule(
    code="numpy_cuts_graph",
    rank=26,
    find=find,
    message=Words(
        zh="{where}：`{code}` 得到的 {name} 来自 NumPy（{taken}离开了 torch）。NumPy 不记录运算，{at}的反向传播到 {name} 就停了，前面的张量得不到梯度。",
        en="{where}: {name} from `{code}` comes out of NumPy (torch was left at {taken}). NumPy records nothing, so the backward at {at} ends at {name} and nothing before it gets a gradient.",
    ),
    hint=Words(
        zh="用 torch 自己的函数完成计算（如 torch.sin、torch.exp）；NumPy 只用来查看结果。",
        en="Stay with torch's own functions (torch.sin, torch.exp, …); use NumPy only to look at results.",
    ),
    hides=("backward_on_untracked", "program_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
