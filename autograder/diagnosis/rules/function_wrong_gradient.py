"""The value of a function is right and its gradient is not.

Why it matters: a backward of one's own, or a detour around autograd, is easily wrong where the forward is right.

Example: `return 3 * x * grad` as the backward of x ** 3, or a backward that forgets `grad`.

Feedback: which gradient is wrong; not the inputs, nor what was expected.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from autograder.checks.case import Case
from autograder.diagnosis.calling import sightings
from autograder.diagnosis.function_example import ASSIGNMENT, RIGHT, example
from autograder.diagnosis.model import Found, Rule
from autograder.spec.model import Words

BAD = (
    example(("return 3 * x ** 2 * grad", "return 3 * x * grad")),
    example(("return 3 * x ** 2 * grad", "return 3 * x ** 2")),
    example(("return w * x + x ** 2", "return w * x.detach() + x ** 2")),
)
GOOD = (RIGHT,)

BY_AUTOGRAD = Words(
    zh="看看结果是怎样一步步算出来的：有没有被 detach()、.data、.item() 或 no_grad 切断的部分，有没有多或少的系数（比如用平均代替了求和）？",
    en="Look at how it is computed: is a part cut off by detach(), .data, .item() or no_grad, or is there a factor too many (a mean in place of a sum, say)?",
)


def find(case: Case) -> Iterator[Found]:
    """A gradient differs where the value does not."""
    own = any(_has_backward(node) for program in case.programs for _, node in program.statements)
    for found in sightings(case, "function_wrong_gradient"):
        yield found if own else replace(found, hint=BY_AUTOGRAD)


def _has_backward(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name in ("backward", "vjp", "jvp")


RULE = Rule(
    code="function_wrong_gradient",
    rank=60,
    find=find,
    message=Words(
        zh="{where}：`{name}` 的值是对的，但这里不对：{key}。",
        en="{where}: the value of `{name}` is right; what is wrong is this: {key}.",
    ),
    hint=Words(
        zh="用 torch.autograd.gradcheck（double 输入）核对；自定义 backward 要乘上传进来的梯度。",
        en="Check it with torch.autograd.gradcheck (on double inputs); a backward of your own has to multiply by the gradient that comes in.",
    ),
    question="call",
    assignment=ASSIGNMENT,
    bad=BAD,
    good=GOOD,
)
