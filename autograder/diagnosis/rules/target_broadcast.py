"""A column and a row of numbers were subtracted, and broadcasting made a whole matrix of differences.

Why it matters: shapes (n, 1) and (n,) give (n, n): the loss compares every prediction with every target, and its gradient is wrong without an error.

Example: `((model(x) - y) ** 2).mean()` where the model gives (n, 1) and y has shape (n,).

Feedback: the line and the three shapes.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import at, gravity, histories, shape
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Op
from autograder.experiments.history import History
from autograder.experiments.nodes import refs, short
from autograder.spec.model import Words

BAD = (
    """\
import torch
torch.manual_seed(0)
x = torch.linspace(0, 1, 5)
y = 2 * x
model = torch.nn.Linear(1, 1)
loss = ((model(x.unsqueeze(1)) - y) ** 2).mean()
loss.backward()
""",
    """\
import torch
X = torch.tensor([[1.], [2.], [3.]])
y = torch.tensor([2., 4., 6.])
w = torch.zeros(1, 1, requires_grad=True)
loss = torch.nn.functional.mse_loss(X @ w, y)
loss.backward()
print(w.grad)
""",
)
GOOD = (
    """\
import torch
torch.manual_seed(0)
x = torch.linspace(0, 1, 5)
y = 2 * x
model = torch.nn.Linear(1, 1)
loss = ((model(x.unsqueeze(1)).squeeze(1) - y) ** 2).mean()
loss.backward()
""",
    """\
import torch
p = torch.tensor([1., 2., 4.], requires_grad=True)
gaps = p.unsqueeze(1) - p
loss = gaps.abs().sum()
loss.backward()
print(p.grad)
""",
    """\
import torch
torch.manual_seed(0)
scores = torch.nn.Linear(3, 1)(torch.rand(5, 3))
loss = torch.relu(1 - (scores - scores.squeeze(1))).mean()
loss.backward()
""",
)

MEANT = frozenset(
    ("unsqueeze", "__getitem__", "view", "reshape", "unsqueeze_", "t", "T.__get__", "transpose")
)
"""What makes a column on purpose, for differences of all pairs."""


def find(case: Case) -> Iterator[Found]:
    """A tracked difference of a column and a row of as many elements."""
    for program, history in histories(case):
        for op in history.ops(
            "sub", "__sub__", "__rsub__", "rsub", "nn.functional.mse_loss", "mse_loss"
        ):
            nodes = [history.trace.nodes.get(key) for key in refs(op)[:2]]
            if len(nodes) != 2 or nodes[0] is None or nodes[1] is None or not op.outputs:
                continue
            shapes = [node.state.shape for node in nodes if node is not None]
            column, row = sorted(shapes, key=len, reverse=True)
            if len(row) != 1 or row[0] < 2 or column != (row[0], 1):
                continue
            wide = next(node for node in nodes if node is not None and node.state.shape == column)
            made = None if wide.producer is None else short(wide.producer.name)
            if not op.outputs[0].requires_grad or made in MEANT:
                continue
            if "mse_loss" not in op.name and _is_of_pairs(history, op):
                continue
            yield at(
                program,
                op.site,
                gravity(case, program, op.outputs[0].tensor, right="warning"),
                one=shape(shapes[0]),
                two=shape(shapes[1]),
                result=shape((row[0], row[0])),
            )
            return


def _is_of_pairs(history: History, op: Op) -> bool:
    """Whether each element is meant to meet each: both sides come from one tensor, both are results
    that require a gradient, or the tracked one is no prediction but a parameter itself."""
    nodes = history.trace.nodes
    one, two = (history.trace.ancestors(key) for key in refs(op)[:2])
    if any(nodes[key].state.grad_fn is not None for key in one & two):
        return True
    return len({nodes[key].state.grad_fn is None for key in refs(op)[:2]}) == 1


RULE = Rule(
    code="target_broadcast",
    rank=39,
    find=find,
    message=Words(
        zh="{where}：`{code}` 里两边的形状是 {one} 和 {two}，广播之后得到 {result}：每个预测值和每个目标值都相减了一遍，损失和梯度都不对，但不会报错。",
        en="{where}: the two sides in `{code}` have the shapes {one} and {two}, and broadcasting makes {result} of them: every prediction is compared with every target. Loss and gradient are wrong, and no error tells you.",
    ),
    hint=Words(
        zh="让两边形状一致：y.unsqueeze(1)，或者 预测.squeeze(1)。",
        en="Give both the same shape: y.unsqueeze(1), or prediction.squeeze(1).",
    ),
    general=True,
    bad=BAD,
    good=GOOD,
)
