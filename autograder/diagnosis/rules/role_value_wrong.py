"""A tensor of the exercise computes something else than the task asks for.

Why it matters: the gradient is then that of another formula.

Example: `y1 = x ** 2 + 1`.

Feedback: the line and the value.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.general import function_at
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Op
from autograder.experiments.model import Quantity
from autograder.spec.model import Words

BAD = (
    """\
import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2 + 1
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

MOVED = Words(
    zh="{where}：`{code}` 改变了 {x} 本身的值，所以{at}算 {name} 时 {x} 已经不是题目给的值了。",
    en="{where}: `{code}` changes {x} itself, so {name} at {at} is computed from another {x} than the one that the task gives.",
)
STAY = Words(
    zh="这一步不要更新 {x}：只清零梯度，不要调用 step()，也不要原地改 {x}；或者重新创建 {x}。",
    en="Do not update {x} here: clear its gradient without calling step() or changing {x} in place, or create {x} anew.",
)
OF_SEVERAL = Words(
    zh="给 {x} 换几个容易手算的元素，按 {formula} 算一遍，和程序打印的 {name} 比较。",
    en="Give {x} a few elements that are easy to work with, work {formula} out by hand and compare with what the program prints for {name}.",
)


def first_wrong(case: Case) -> tuple[str, Quantity] | None:
    """The first role that was found by name or place and has other values than the reference's."""
    graded = case.graded
    if graded is None or case.program is None or graded.input is None or case.exercise_earned:
        return None
    final = case.spec.gradient.of
    for role, item in (*case.others(), (final, case.final)):
        if item is None or role in graded.matched or case.spec.roles[role].formula == "":
            continue
        if all(values is not None for values in item.values):
            return role, item
    return None


def find(case: Case) -> Iterator[Found]:
    """A role was found by name or place, and its values are not the reference's."""
    graded, program, wrong = case.graded, case.program, first_wrong(case)
    if graded is None or graded.input is None or program is None or wrong is None:
        return
    role, item = wrong
    moved = _moved(case, item)
    if moved is not None:
        yield Found(
            program.where(moved.site),
            {
                "code": program.line(moved.site),
                "name": item.called(role),
                "formula": case.spec.roles[role].formula,
                "x": graded.input.quantity.name or case.input_name,
                "at": program.where(item.site),
            },
            message=MOVED,
            hint=STAY,
        )
        return
    several = len(graded.input.quantity.values[0] or ()) > 1
    yield Found(
        program.where(item.site),
        {
            "code": program.line(item.site),
            "name": item.called(role),
            "formula": case.spec.roles[role].formula,
            "value": item.values[0],
            "x": graded.input.quantity.name or case.input_name,
        },
        hint=OF_SEVERAL if several else None,
        function="" if item.site is None else function_at(program, item.site),
    )


def _moved(case: Case, item: Quantity) -> Op | None:
    """The last update that changed the input before this was computed from it, where the input
    was then no longer what the task gives."""
    graded, program = case.graded, case.program
    history = None if program is None else program.history
    if graded is None or graded.input is None or history is None:
        return None
    leaf = graded.input.leaf[0]
    updates = history.updates_of(leaf, -1, item.seq)
    state = history.state(leaf, item.seq)
    given = case.expected.inputs[:1]
    if not updates or state is None or state.values is None or state.values in given:
        return None
    return updates[-1].op


RULE = Rule(
    code="role_value_wrong",
    rank=39,
    find=find,
    message=Words(
        zh="{where}：`{code}` 算的不是题目要求的 {formula}（换一个 {x} 的值就能看出来）。",
        en="{where}: `{code}` does not compute {formula} as the task asks (another value of {x} shows it).",
    ),
    hint=Words(
        zh="把 {x} 换成一个容易手算的数（如 2），按 {formula} 手算一下，和程序打印的 {name} 比较。",
        en="Give {x} a value that is easy to work with (2, say), work {formula} out by hand and compare with what the program prints for {name}.",
    ),
    question="value",
    bad=BAD,
    good=GOOD,
)
