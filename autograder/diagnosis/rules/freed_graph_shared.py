"""Two results share a part of their graph, and the first backward freed it.

Why it matters: backward frees what it went through; a second result computed from the same intermediate finds it gone, and so does the next pass of a loop that carries a result over.

Example: `h = x ** 2; a = h ** 2; b = h * 3; a.backward(); b.backward()`; a hidden state kept from one pass to the next.

Feedback: the shared tensor, and PyTorch's message in plain words.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import SOME, stops
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(2., requires_grad=True)
h = x ** 2
a = h ** 2
b = h * 3
a.backward()
b.backward()
print(x.grad)
""",
    """\
import torch
w = torch.tensor(0.5, requires_grad=True)
state = torch.tensor(1.)
for step in range(3):
    state = torch.tanh(w * state)
    loss = (state - 1) ** 2
    loss.backward()
print(w.grad)
""",
)
GOOD = (
    """\
import torch
x = torch.tensor(2., requires_grad=True)
h = x ** 2
a = h ** 2
b = h * 3
(a + b).backward()
print(x.grad)
""",
    """\
import torch
w = torch.tensor(0.5, requires_grad=True)
state = torch.tensor(1.)
for step in range(3):
    state = torch.tanh(w * state.detach())
    loss = (state - 1) ** 2
    loss.backward()
print(w.grad)
""",
)

CARRIED = Words(
    zh="{where}：循环再次执行 `{code}` 时，{name} 还连着上一轮的计算图，而那一段在上一轮反向传播后已经释放。PyTorch 说：“{error}”。",
    en="{where}: when the loop comes to `{code}` again, {name} still hangs on the graph of the pass before, which that backward has freed. PyTorch says “{error}”.",
)
CARRIED_HINT = Words(
    zh="每一轮开始时用 {name} = {name}.detach() 切断和上一轮的联系；不要用 retain_graph=True 掩盖。",
    en="Cut it off at the start of each pass: {name} = {name}.detach(). Do not cover it up with retain_graph=True.",
)


def find(case: Case) -> Iterator[Found]:
    """A second backward from another root met what an earlier one had freed."""
    for stop in stops(case, "second_backward"):
        event = stop.differentiation
        if event is None:
            continue
        history = stop.history
        roots = {ref.tensor for ref in event.roots}
        own = history.inner(history.graph_of(event))
        for earlier in reversed(history.backwards[-SOME:]):
            if earlier.seq > event.seq or roots & {ref.tensor for ref in earlier.roots}:
                continue
            shared = own & history.inner(history.graph_of(earlier))
            if not shared:
                continue
            again = earlier.site.line == event.site.line
            named = [key for key in shared if history.name(key[0])] or [*shared]
            last = max(named, key=lambda key: history.trace.nodes[key].seq)
            yield stop.found(
                name=stop.name(last[0]),
                made=stop.program.where(history.trace.nodes[last].site),
                first=stop.program.where(earlier.site),
                message=CARRIED if again else None,
                hint=CARRIED_HINT if again else None,
            )
            return


RULE = Rule(
    code="freed_graph_shared",
    rank=43,
    find=find,
    message=Words(
        zh="{where}：`{code}` 要经过 {name}（{made} 算出），而 {first} 的反向传播已经走过并释放了这一段图。PyTorch 说：“{error}”。",
        en="{where}: `{code}` has to go through {name} (computed at {made}), but the backward at {first} went that way before and freed that part of the graph. PyTorch says “{error}”.",
    ),
    hint=Words(
        zh="先把两个结果加起来，只做一次 backward()；必须分开时，第一次写 retain_graph=True。",
        en="Add the two results and run backward() once; if they must stay apart, use retain_graph=True in the first.",
    ),
    hides=("program_error", "late_error", "unrelated_error", "backward_twice"),
    general=True,
    bad=BAD,
    good=GOOD,
)
