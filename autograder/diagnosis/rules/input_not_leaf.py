"""The tensor whose .grad is read is not the leaf that autograd filled.

Why it matters: only leaves keep their gradient; the result of an operation (a cast, a view, `* 1`) or another tensor under the same name does not.

Example: `x = torch.tensor(1., requires_grad=True) * 1` gives x.grad None and a warning.

Feedback: the line that makes this x, and what PyTorch warns of.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True) * 1
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
""",
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
x = torch.tensor(1., requires_grad=True)
y3.backward()
print(x.grad)
""",
    """\
import torch
a = torch.tensor(0.5, requires_grad=True)
x = a + 0.5
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
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
    """Backward filled a leaf, and the student looked for the gradient elsewhere."""
    graded, program, trace = case.graded, case.program, case.trace
    if graded is None or program is None or trace is None or graded.input is None:
        return
    if case.spec.gradient.wrt not in case.spec.inputs:
        # Whoever is asked for the gradient of a tensor on the way need not make a leaf of it.
        return
    backward = graded.backward
    if backward is None or backward.error is not None or graded.gradient is not None:
        return
    if not case.input_tracked or graded.input.leaf[0] not in backward.reached:
        return
    reads = [
        tensor
        for tensor, ops in trace.gradient_reads.items()
        if tensor != graded.input.leaf[0] and any(op.seq > backward.seq for op in ops)
    ]
    nodes = [trace.nodes[key] for key in trace.nodes if key[0] in reads]
    if graded.input.quantity.node not in (None, graded.input.leaf):
        nodes.insert(0, trace.nodes[graded.input.quantity.node])
    for node in nodes:
        names = trace.names.get(node.key, ())
        yield Found(
            program.where(node.site),
            {
                "code": program.line(node.site),
                "x": names[0] if names else case.input_name,
            },
        )
        return


RULE = Rule(
    code="input_not_leaf",
    rank=35,
    find=find,
    message=Words(
        zh="{where}：`{code}` 之后，名字 {x} 指的已不是 autograd 填写梯度的那个叶子张量，所以 {x}.grad 是 None。",
        en="{where}: after `{code}` the name {x} no longer stands for the leaf that autograd fills, so {x}.grad is None.",
    ),
    hint=Words(
        zh="直接创建带 requires_grad=True 的 {x}，之后不要再给它重新赋值（类型、形状在创建时就定好）。",
        en="Create {x} directly with requires_grad=True (type and shape included) and do not re-assign it afterwards.",
    ),
    hides=("wrong_input_value", "role_value_wrong", "grad_of_non_leaf", "gradient_is_none"),
    bad=BAD,
    good=GOOD,
)
