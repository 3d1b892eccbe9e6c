"""The error of a result without grad_fn was silenced with requires_grad_(True) on the result.

Why it matters: that makes the result a new leaf: backward then runs, and ends right there.

Example: `y3.requires_grad_(True)` after both terms were cut off.

Feedback: the line, and that x.grad stays None.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Found, Rule
from autograder.experiments.nodes import NodeKey, refs, short
from autograder.experiments.trace import Trace
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
with torch.no_grad():
    y1 = x ** 2
    y2 = x ** 3
y3 = y1 + y2
y3.requires_grad_(True)
y3.backward()
print(x.grad)
""",
    """\
import torch
x = torch.tensor(1., requires_grad=True)
with torch.no_grad():
    y3 = x ** 2 + x ** 3
y3 = torch.tensor(y3, requires_grad=True)
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


_COPYING = ("tensor", "as_tensor", "Variable")
_FORCING = ("requires_grad_", "requires_grad.__set__", *_COPYING)


def find(case: Case) -> Iterator[Found]:
    """A computed, untracked result was made to require a gradient."""
    graded, program, trace = case.graded, case.program, case.trace
    if graded is None or program is None or trace is None or case.gradient_earned:
        return
    for op in trace.ops:
        name = short(op.name)
        if name not in _FORCING or op.error is not None:
            continue
        if name in _COPYING and (True not in op.keywords.values() or not refs(op)):
            continue
        if False in op.inputs[1:] or False in op.keywords.values() or not op.outputs:
            continue
        key = (op.outputs[0].tensor, op.outputs[0].version)
        node = trace.nodes.get(key)
        if key not in graded.ancestors or node is None or not node.parents:
            continue
        if graded.input is not None and key in (graded.input.leaf, graded.input.quantity.node):
            continue
        if not op.outputs[0].is_leaf:
            continue
        if key != graded.root.node and not _lost_a_graph(trace, key, op.seq):
            continue
        yield Found(
            program.where(op.site),
            {
                "code": program.line(op.site),
                "name": next(iter(trace.names.get(key, ())), case.spec.gradient.of),
                "gradient": graded.gradient,
                "x": case.input_name,
            },
        )
        return


def _lost_a_graph(trace: Trace, key: NodeKey, seq: int) -> bool:
    """Whether something tracked went into it; else it is an input that was computed first."""
    behind = trace.ancestors(key) - {key}
    return any(trace.nodes[other].state_at(seq).requires_grad for other in behind)


RULE = Rule(
    code="requires_grad_forced",
    rank=25,
    find=find,
    message=Words(
        zh="{where}：`{code}` 只是让报错消失了：{name} 变成了一个新的叶子张量，反向传播到它就停了，{x}.grad 是 {gradient}。",
        en="{where}: `{code}` only silences the error: {name} becomes a new leaf, backward stops right there, and {x}.grad is {gradient}.",
    ),
    hint=Words(
        zh="去掉这一行，找出 {name} 为什么没有 grad_fn：哪些项是在追踪关闭时算的？",
        en="Remove this line and find out why {name} had no grad_fn: which terms were computed with tracking off?",
    ),
    hides=(
        "program_error",
        "backward_on_untracked",
        "tensor_of_tensor",
        "item_cuts_graph",
        "numpy_cuts_graph",
    ),
    bad=BAD,
    good=GOOD,
)
