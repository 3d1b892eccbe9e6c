"""Backward ran a second time through a graph, or a part of one, that an earlier run had freed.

Why it matters: backward frees what it went through unless retain_graph=True; a second result that
was computed from the same intermediate finds it gone, and so does the next pass of a loop.

Example: `y3.backward()` twice; `h = x ** 2; (h ** 2).backward(); (h * 3).backward()`.

Feedback: the second call, the shared tensor, and PyTorch's message in plain words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from autograder.checks.case import Case
from autograder.diagnosis.general import SOME, Stop, stops
from autograder.diagnosis.model import Found, Rule
from autograder.report.model import Severity
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
y3.backward()
print(x.grad)
""",
    """\
import torch
x = torch.tensor(2., requires_grad=True)
h = x ** 2
(h ** 2).backward()
(h * 3).backward()
""",
    """\
import torch
w = torch.tensor(0.5, requires_grad=True)
state = torch.tensor(1.)
for step in range(3):
    state = torch.tanh(w * state)
    loss = (state - 1) ** 2
    loss.backward()
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


SHARED = Words(
    zh="{where}：`{code}` 要经过 {name}（{made}算出），而{first}的反向传播已经走过并释放了这一段图。PyTorch 说：“{error}”。",
    en="{where}: `{code}` has to go through {name} (computed at {made}), but the backward at {first} went that way before and freed that part of the graph. PyTorch says “{error}”.",
)
SHARED_HINT = Words(
    zh="在第二次 backward() 之前重新计算 {name}；或者先把两个结果加起来，只做一次 backward()；确实要分开时，第一次写 retain_graph=True，并记得梯度会累加。",
    en="Compute {name} anew before the second backward(), or add the two results and run backward() once; if they must stay apart, use retain_graph=True in the first, and remember that gradients add up.",
)
CARRIED = Words(
    zh="{where}：循环再次执行 `{code}` 时，{name} 还连着上一轮的计算图，而那一段在上一轮反向传播后已经释放。PyTorch 说：“{error}”。",
    en="{where}: when the loop comes to `{code}` again, {name} still hangs on the graph of the pass before, which that backward has freed. PyTorch says “{error}”.",
)
CARRIED_HINT = Words(
    zh="每一轮都重新计算 {name}，或在每轮开始时用 {name}.detach() 切断和上一轮的联系；不要用 retain_graph=True 掩盖。",
    en="Compute {name} anew in each pass, or cut it off with {name}.detach() at the start; do not cover it up with retain_graph=True.",
)


def find(case: Case) -> Iterator[Found]:
    """PyTorch refused a second backward, of the same result or of one that shares a part of its
    graph; it weighs nothing once the answer was there."""
    severity: Severity = "warning" if case.gradient_earned else "error"
    for stop in stops(case, "second_backward", always=True):
        yield replace(_shared(stop) or stop.found(), severity=severity)
        return


def _shared(stop: Stop) -> Found | None:
    """The sighting where another result had gone through the same part of the graph before."""
    event, history = stop.differentiation, stop.history
    if event is None:
        return None
    own = history.inner(history.graph_of(event))
    for earlier in reversed(history.backwards[-SOME:]):
        if earlier.seq > event.seq or {*earlier.roots} & {*event.roots}:
            continue
        shared = own & history.inner(history.graph_of(earlier))
        if not shared:
            continue
        again = (earlier.site.unit, earlier.site.line) == (event.site.unit, event.site.line)
        named = [key for key in shared if history.name(key[0])] or [*shared]
        last = max(named, key=lambda key: history.trace.nodes[key].seq)
        return stop.found(
            name=stop.name(last[0]),
            made=stop.program.where(history.trace.nodes[last].site),
            first=stop.program.where(earlier.site),
            message=CARRIED if again else SHARED,
            hint=CARRIED_HINT if again else SHARED_HINT,
        )
    return None


RULE = Rule(
    code="backward_twice",
    rank=43,
    find=find,
    message=Words(
        zh="{where}：`{code}` 是对同一个计算图的第二次反向传播，而第一次之后图已经被释放，PyTorch 因此报错：“{error}”。",
        en="{where}: `{code}` is a second backward through a graph that the first one freed, so PyTorch says “{error}”.",
    ),
    hint=Words(
        zh="每次前向计算只调用一次 backward()；确实需要两次时，第一次写 retain_graph=True，并记得梯度会累加。",
        en="Call backward() once per forward pass; if you really need two, use retain_graph=True in the first, and remember that gradients add up.",
    ),
    hides=("program_error", "late_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
