"""The optimizer holds other tensors than those that get the gradients.

Why it matters: an optimizer keeps the very tensors that it was given; a parameter that was replaced afterwards is never updated.

Example: the optimizer is made first, and a layer replaced later.

Feedback: the parameter that gets gradients but is never stepped.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import UNNAMED, at, gravity, histories
from autograder.diagnosis.model import Found, Rule
from autograder.experiments.history import GRADIENT, History
from autograder.experiments.nodes import refs
from autograder.spec.model import Words

BAD = (
    """\
import torch
w = torch.tensor(5., requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
w = torch.tensor(3., requires_grad=True)
for step in range(3):
    optimizer.zero_grad()
    loss = (w - 1) ** 2
    loss.backward()
    optimizer.step()
print(w)
""",
    """\
import torch
torch.manual_seed(0)
model = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.ReLU(), torch.nn.Linear(2, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
model[2] = torch.nn.Linear(2, 1)
for step in range(2):
    optimizer.zero_grad()
    model(torch.ones(3, 2)).pow(2).mean().backward()
    optimizer.step()
""",
)
GOOD = (
    """\
import torch
w = torch.tensor(3., requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
for step in range(3):
    optimizer.zero_grad()
    loss = (w - 1) ** 2
    loss.backward()
    optimizer.step()
print(w)
""",
    """\
import torch
torch.manual_seed(0)
model = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.ReLU(), torch.nn.Linear(2, 1))
optimizer = torch.optim.Adam(model[2].parameters(), lr=0.1)
for step in range(2):
    optimizer.zero_grad()
    model(torch.ones(3, 2)).pow(2).mean().backward()
    optimizer.step()
""",
)


def find(case: Case) -> Iterator[Found]:
    """A leaf got gradients before step() and is in no optimizer, while one that it took the place
    of is, and gets none."""
    for program, history in histories(case):
        steps = [op for kind, op in history.optimizer_calls if kind == "step"]
        places = {(op.site.unit, op.site.line) for op in steps}
        held: dict[int, int] = {}
        for op in history.ops(GRADIENT):
            if (op.site.unit, op.site.line) in places and refs(op):
                held[refs(op)[0][0]] = op.seq  # the last time that a step() looked for it
        updated = {update.leaf for update in history.updates}
        for leaf, fills in history.filled.items():
            if not held or leaf in held or leaf in updated or fills[0].seq > steps[-1].seq:
                continue
            after = (one for one, seq in held.items() if seq > fills[0].seq)
            old = next((one for one in after if _took_place(history, leaf, one)), None)
            if old is None:
                continue
            yield at(
                program,
                history.first(leaf),
                gravity(case, program, leaf),
                name=history.name(leaf) or UNNAMED,
                step=program.where(steps[-1].site),
            )
            return


def _took_place(history: History, leaf: int, old: int) -> bool:
    new, was = history.state(leaf), history.state(old)
    if new is None or was is None or new.shape != was.shape or leaf < old:
        return False
    starved = all(fill.seq < history.filled[leaf][0].seq for fill in history.filled.get(old, ()))
    named = history.names(leaf)
    return starved and (bool(named & history.names(old)) or not named)


RULE = Rule(
    code="optimizer_of_other_parameters",
    rank=36,
    find=find,
    message=Words(
        zh="{where}：`{code}` 创建的 {name} 得到了梯度，但{step}的优化器里放的还是它之前的那个张量，所以 step() 从不更新它。这里不会报错。",
        en="{where}: {name} from `{code}` gets the gradients, but the optimizer at {step} still holds the tensor that was there before, so step() never updates it. No error tells you.",
    ),
    hint=Words(
        zh="先建好（或换好）参数，最后再创建优化器；换了参数就重新创建优化器。",
        en="Make or replace the parameters first and create the optimizer last; after a replacement create it anew.",
    ),
    general=True,
    bad=BAD,
    good=GOOD,
)
