"""The result of a function does not require grad although it must: no gradient flows back through it.

Why it matters: whoever trains with it gets no gradient, or an error.

Example: `return y.detach()`, `torch.tensor(result)`, `.item()`, `.numpy()` or no_grad inside.

Feedback: the function, and PyTorch's own message where there is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.calling import failures, sighting
from autograder.diagnosis.function_example import ASSIGNMENT, RIGHT, example
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    example(("return w * x + x ** 2", "return (w * x + x ** 2).detach()")),
    example(("return w * x + x ** 2", "with torch.no_grad():\n        return w * x + x ** 2")),
    example(("return w * x + x ** 2", "return w * x.detach() + x.detach() ** 2")),
)
GOOD = (RIGHT,)


def find(case: Case) -> Iterator[Found]:
    """A result is cut off from the inputs."""
    for failure in failures(case):
        if failure.code == "function_breaks_graph":
            error = ": ".join(filter(None, (failure.verdict.type, failure.verdict.message)))
            yield sighting(failure, why=Words(zh=error, en=f" {error}".rstrip()))


RULE = Rule(
    code="function_breaks_graph",
    rank=58,
    find=find,
    message=Words(
        zh="{where}：`{name}` 切断了计算图，梯度传不回输入。{why}",
        en="{where}: `{name}` cuts the graph, so that no gradient flows back to its input.{why}",
    ),
    hint=Words(
        zh="检查函数里有没有 detach()、.data、.item()、.numpy()、torch.tensor(...) 或 no_grad。",
        en="Look for detach(), .data, .item(), .numpy(), torch.tensor(...) or no_grad in it.",
    ),
    question="call",
    assignment=ASSIGNMENT,
    bad=BAD,
    good=GOOD,
)
