"""A tensor is found again in another run, also where a loop runs otherwise there."""

from __future__ import annotations

from collections.abc import Callable

from tests.support import Grade

LOOP = """\
import torch
def f(a):
    b = a * 4
    while b.norm() < 100:
        b = b * 2
    return b if b.sum() > 0 else -3 * b
x = torch.tensor({x}, requires_grad=True)
y = f(x)
y.backward()
print(x.grad)
v = torch.tensor([1., 2., 3., 4.], requires_grad=True)
f(v).sum().backward()
print(v.grad)
m = torch.tensor([[1., 2.], [3., 4.]], requires_grad=True)
f(m).sum().backward()
print(m.grad)
"""


def test_the_loop_runs_less_often_in_the_program_than_at_the_probes(
    grade_with: Callable[[str], Grade],
) -> None:
    """4 * 3.5 is doubled three times, at the probes four times."""
    report = grade_with("control_flow")(LOOP.format(x=3.5))
    codes = [message.code for message in report.messages if message.severity == "error"]
    assert codes[0] == "wrong_input_value"
    assert "exercise_not_found" not in codes
    checks = {check.id: check.status for one in report.questions for check in one.checks}
    assert checks["v_grad"] == checks["m_grad"] == "passed"


def test_the_prescribed_value_is_right(grade_with: Callable[[str], Grade]) -> None:
    report = grade_with("control_flow")(LOOP.format(x="2."))
    checks = {check.id: check.status for one in report.questions for check in one.checks}
    assert {checks["x_grad"], checks["v_grad"], checks["m_grad"]} == {"passed"}
