"""A parameter was updated by making a new tensor under its name, which is no leaf any more.

Why it matters: `w = w - lr * w.grad` gives a result of an operation; the next backward leaves no gradient in it.

Example: `w = w - lr * w.grad` in a loop: the second pass finds w.grad None.

Feedback: the line, and the in-place update under no_grad in its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import at, gravity, histories
from autograder.diagnosis.model import Found, Rule
from autograder.experiments.history import GRADIENT
from autograder.experiments.leaves import replacements
from autograder.experiments.nodes import refs
from autograder.spec.model import Words

BAD = (
    """\
import torch
w = torch.tensor(5., requires_grad=True)
for step in range(3):
    loss = (w - 1) ** 2
    loss.backward()
    w = w - 0.1 * w.grad
print(w)
""",
    """\
import torch
w = torch.tensor([5., 2.], requires_grad=True)
loss = (w ** 2).sum()
loss.backward()
w = w - 0.1 * w.grad
loss = (w ** 2).sum()
loss.backward()
print(w.grad)
""",
)
GOOD = (
    """\
import torch
w = torch.tensor(5., requires_grad=True)
for step in range(3):
    loss = (w - 1) ** 2
    loss.backward()
    w = (w - 0.1 * w.grad).detach().requires_grad_()
print(w)
""",
    """\
import torch
w = torch.tensor(5., requires_grad=True)
loss = (w - 1) ** 2
loss.backward()
new = w - 0.1 * w.grad
print(new, w.grad)
""",
)


def find(case: Case) -> Iterator[Found]:
    """The name of a leaf came to stand for that leaf less its gradient, and its `.grad` was asked
    for then."""
    for program, history in histories(case):
        for op, leaf in replacements(history):
            tensor = op.outputs[0].tensor
            state = history.state(tensor)
            if state is None or state.grad_fn is None:
                continue
            empty = any(
                read.seq > op.seq and not read.outputs and refs(read) and refs(read)[0][0] == tensor
                for read in history.ops(GRADIENT)
            )
            if empty:
                yield at(
                    program,
                    op.site,
                    gravity(case, program, leaf, tensor),
                    name=min(history.names(tensor) & history.names(leaf)),
                )
                return


RULE = Rule(
    code="parameter_rebound",
    rank=29,
    find=find,
    message=Words(
        zh="{where}：`{code}` 让名字 {name} 指向了一个新算出来的张量，它不再是叶子张量，所以下一次反向传播之后 {name}.grad 是 None。",
        en="{where}: `{code}` makes {name} stand for a newly computed tensor. That is no leaf any more, so after the next backward {name}.grad is None.",
    ),
    hint=Words(
        zh="原地更新：with torch.no_grad(): {name} -= lr * {name}.grad，再把 {name}.grad 清零。",
        en="Update in place: with torch.no_grad(): {name} -= lr * {name}.grad, then reset {name}.grad.",
    ),
    hides=(
        "program_error",
        "grad_of_non_leaf",
        "gradient_is_none",
        "input_not_leaf",
        "freed_graph_shared",
        "backward_twice",
    ),
    general=True,
    bad=BAD,
    good=GOOD,
)
