"""A parameter was updated under no_grad by making a new tensor under its name, which requires no gradient any more.

Why it matters: `w = w - …` under no_grad gives a plain tensor; `w -= …` would have changed the parameter itself.

Example: `with torch.no_grad(): w = w - lr * w.grad`; the next backward fails.

Feedback: the line, and the in-place update in its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from autograder.checks.case import Case, ProgramRuns
from autograder.diagnosis.general import (
    SOME,
    Stop,
    at,
    gravity,
    histories,
    missing_gradient,
    stops,
)
from autograder.diagnosis.model import Found, Rule
from autograder.experiments.history import keys_of
from autograder.experiments.leaves import replacements, sources
from autograder.spec.model import Words

BAD = (
    """\
import torch
w = torch.tensor(5., requires_grad=True)
for step in range(3):
    loss = (w - 1) ** 2
    loss.backward()
    with torch.no_grad():
        w = w - 0.1 * w.grad
print(w)
""",
    """\
import torch
w = torch.tensor(2., requires_grad=True)
b = torch.tensor(0., requires_grad=True)
for step in range(2):
    loss = (w * 3 + b - 1) ** 2
    loss.backward()
    w = w.data - 0.1 * w.grad
    with torch.no_grad():
        b -= 0.1 * b.grad
    b.grad = None
""",
    """\
import torch
w = torch.tensor(5., requires_grad=True)
for step in range(2):
    loss = (w - 1) ** 2
    loss.backward()
    w = (w - 0.1 * w.grad).detach()
print(w)
""",
    """\
import torch
def fit(target, lr):
    w = torch.zeros(2, requires_grad=True)
    b = torch.zeros((), requires_grad=True)
    for step in range(3):
        loss = ((w + b - target) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w = w - lr * w.grad
            b = b - lr * b.grad
        w.grad.zero_()
        b.grad.zero_()
    return w, b
print(fit(torch.tensor([1., 2.]), 0.1))
""",
)
GOOD = (
    """\
import torch
w = torch.tensor(5., requires_grad=True)
for step in range(3):
    loss = (w - 1) ** 2
    loss.backward()
    with torch.no_grad():
        w = w - 0.1 * w.grad
    w.requires_grad_()
print(w)
""",
    """\
import torch
w = torch.tensor(5., requires_grad=True)
for step in range(3):
    loss = (w - 1) ** 2
    loss.backward()
    with torch.no_grad():
        w = w - 0.1 * w.grad
    w = w.clone().requires_grad_()
print(w)
""",
    """\
import torch
w = torch.tensor(5., requires_grad=True)
loss = (w - 1) ** 2
loss.backward()
with torch.no_grad():
    w = w - 0.1 * w.grad
print(w)
""",
)

AT_ONCE = Words(
    zh="{where}：`{code}` 让名字 {name} 指向了一个新张量，而它是在不追踪的情况下算的：它没有 requires_grad，也没有 .grad（是 None），所以程序停在{at}。Python 说：“{error}”。梯度还在旧的张量里。",
    en="{where}: `{code}` makes {name} stand for a new tensor that was computed untracked: it requires no gradient and its .grad is None, so the program stops at {at}. Python says “{error}”. The gradient is still in the old tensor.",
)


def find(case: Case) -> Iterator[Found]:
    """The name of a leaf came to stand for an untracked tensor, and a loss was made of it."""
    for program, history in histories(case):
        for op, leaf in replacements(history):
            tensor = op.outputs[0].tensor
            state = history.state(tensor)
            if state is None or state.requires_grad:
                continue
            later = [item for item in history.trace.backwards if item.seq > op.seq]
            missed = _missed(case, program, tensor)
            if missed is not None or any(
                tensor in {key[0] for key in sources(history, *keys_of(item.roots))}
                for item in later[:SOME]
            ):
                found = at(
                    program,
                    op.site,
                    gravity(case, program, leaf, tensor),
                    name=min(history.names(tensor) & history.names(leaf)),
                    at=None if missed is None else program.where(missed.site),
                    error=None if missed is None else missed.error,
                    message=None if missed is None else AT_ONCE,
                )
                stopped = None if missed is None else program.where(missed.site)
                yield replace(found, stopped=stopped)
                return


def _missed(case: Case, program: ProgramRuns, tensor: int) -> Stop | None:
    """Where the program stopped because the new tensor has no gradient to be cleared or used."""
    for stop in stops(case, "grad_is_none"):
        read = None if stop.program is not program else missing_gradient(stop)
        if read == tensor:
            return stop
    return None


RULE = Rule(
    code="parameter_lost_tracking",
    rank=29,
    find=find,
    message=Words(
        zh="{where}：`{code}` 让名字 {name} 指向了一个新张量，而它是在不追踪的情况下算的，requires_grad 是 False：从这里起 autograd 不再管 {name}，之后的 backward() 给不了它梯度。",
        en="{where}: `{code}` makes {name} stand for a new tensor that was computed untracked, so its requires_grad is False: from here on autograd ignores {name}, and no later backward() gives it a gradient.",
    ),
    hint=Words(
        zh="在 no_grad 里原地更新：{name} -= lr * {name}.grad（改的是同一个张量，仍然 requires_grad）。",
        en="Update in place under no_grad: {name} -= lr * {name}.grad changes the same tensor, which goes on requiring its gradient.",
    ),
    hides=(
        "program_error",
        "backward_on_untracked",
        "gradient_is_none",
        "create_graph_missing",
        "input_not_tracked",
    ),
    general=True,
    bad=BAD,
    good=GOOD,
)
