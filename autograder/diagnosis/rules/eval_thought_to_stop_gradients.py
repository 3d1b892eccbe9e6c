"""model.eval() was called to freeze a model, and its parameters still got gradients.

Why it matters: eval() only changes how layers such as dropout and batch norm behave; autograd goes on as before.

Example: `backbone.eval()` before training a new head, without requires_grad_(False).

Feedback: the line with eval(), and the backward that filled the parameters all the same.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import SOME, at, function_at, gravity, histories
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Backward, Site
from autograder.experiments.history import History
from autograder.experiments.nodes import refs
from autograder.spec.model import Words

BAD = (
    """\
import torch
torch.manual_seed(0)
backbone, head = torch.nn.Linear(2, 2), torch.nn.Linear(2, 1)
backbone.eval()
out = head(backbone(torch.ones(3, 2))).mean()
out.backward()
print(backbone.weight.grad)
""",
    """\
import torch
torch.manual_seed(0)
net = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Dropout(), torch.nn.Linear(2, 1))
net.eval()
y = net(torch.ones(3, 2)).sum()
y.backward()
print([p.grad is None for p in net.parameters()])
""",
)
GOOD = (
    """\
import torch
torch.manual_seed(0)
backbone, head = torch.nn.Linear(2, 2), torch.nn.Linear(2, 1)
backbone.eval()
for p in backbone.parameters():
    p.requires_grad_(False)
out = head(backbone(torch.ones(3, 2))).mean()
out.backward()
print(backbone.weight.grad)
""",
    """\
import torch
torch.manual_seed(0)
net = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Dropout(), torch.nn.Linear(2, 1))
net(torch.ones(3, 2)).sum().backward()
net.eval()
with torch.no_grad():
    print(net(torch.ones(3, 2)).shape)
""",
    """\
import torch
net = torch.nn.Linear(2, 1)
net.eval()
with torch.no_grad():
    print(net(torch.ones(3, 2)).shape)
net.train()
net(torch.ones(3, 2)).sum().backward()
""",
)


def find(case: Case) -> Iterator[Found]:
    """After `name.eval()` a tracked call of that model was differentiated, parameters included,
    and nothing else was done to freeze it."""
    for program, history in histories(case):
        if case.program_earned or any("requires_grad" in c.source for c in program.program.cells):
            continue
        for unit, node in program.statements:
            name = _called(node, "eval")
            if name is None or any(
                _called(other, "train") == name for _, other in program.statements
            ):
                continue
            call = re.compile(rf"\b{re.escape(name)}\s*\(")
            function = function_at(program, Site(unit, node.lineno))
            for backward in history.backwards[:SOME]:
                place = (backward.site.unit, backward.site.line)
                if place < (unit, node.lineno) or backward.kind != "backward":
                    continue
                if function and function != backward.site.function:
                    continue  # lines tell no order from one function to another
                graph = {key[0] for key in history.graph_of(backward)}
                own = {
                    key[0]
                    for op in history.ops("linear", "nn.functional.linear", "conv2d", "conv1d")
                    if (op.site.unit, op.site.line) > (unit, node.lineno)
                    and op.seq < backward.seq
                    and call.search(program.line(op.site))
                    for key in refs(op)
                    if key[0] in backward.reached and key[0] in graph
                }
                if own and not _are_tuned(history, own, backward):
                    yield at(
                        program,
                        Site(unit, node.lineno),
                        gravity(case, program, *own),
                        name=name,
                        at=program.where(backward.site),
                    )
                    return


def _are_tuned(history: History, own: set[int], backward: Backward) -> bool:
    """Whether the parameters were updated by what they got: then nobody meant to freeze them."""
    updated = {update.leaf for update in history.updates if update.seq > backward.seq}
    return not own.isdisjoint(updated)


def _called(node: ast.stmt, method: str) -> str | None:
    """The name on which a statement calls this method without arguments."""
    value = node.value if isinstance(node, ast.Expr | ast.Assign) else None
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Attribute):
        return None
    owner = value.func.value
    return owner.id if value.func.attr == method and isinstance(owner, ast.Name) else None


RULE = Rule(
    code="eval_thought_to_stop_gradients",
    rank=45,
    find=find,
    message=Words(
        zh="{where}：`{code}` 不会停止求梯度：eval() 只改变 dropout、batch norm 这类层的行为，{at}的反向传播照样给 {name} 的参数算出了梯度。这里不会报错。",
        en="{where}: `{code}` does not stop gradients: eval() only changes layers such as dropout and batch norm, and the backward at {at} filled the parameters of {name} all the same. No error tells you.",
    ),
    hint=Words(
        zh="要冻结参数：for p in {name}.parameters(): p.requires_grad_(False)；只做推理：with torch.no_grad():。",
        en="To freeze it: for p in {name}.parameters(): p.requires_grad_(False); for inference only: with torch.no_grad():.",
    ),
    general=True,
    bad=BAD,
    good=GOOD,
)
