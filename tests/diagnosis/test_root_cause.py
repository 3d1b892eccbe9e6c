"""The cause is told first, once, and in words that are true of the program."""

from __future__ import annotations

from collections.abc import Callable

from autograder.pipeline import Grader
from autograder.report.model import Report
from autograder.spec.load import load
from tests.support import Grade, notebook, submission

GradeWith = Callable[[str], Grade]


def errors(report: Report) -> list[str]:
    """The codes of what cost points, but for the explanation, in order."""
    codes = [m.code for m in report.messages if m.severity == "error"]
    return [code for code in codes if not code.startswith("explanation")]


def status(report: Report, check: str) -> str:
    return next(c.status for q in report.questions for c in q.checks if c.id == check)


SECOND_DERIVATIVE = """
def second_derivative(f, x):
    (first,) = torch.autograd.grad(f(x).sum(), x, create_graph=True)
    return torch.autograd.grad(first.sum(), x, create_graph=True)[0]
"""
PENALTY = """
w = torch.tensor([2.0, -1.0], requires_grad=True)
z = torch.tensor([1.0, 3.0], requires_grad=True)
out = (w * z).sum() ** 2
(s,) = torch.autograd.grad(out, z, create_graph=True)
penalty = (s**2).sum()
penalty.backward()
print(penalty, w.grad)
"""
DERIVATIVES = """\
import torch
x = torch.tensor(2.0, requires_grad=True)
y = {formula}
(g1,) = torch.autograd.grad(y, x{graph})
(g2,) = torch.autograd.grad(g1, x{graph})
(g3,) = torch.autograd.grad(g2, x)
print(g1, g2, g3)
"""
WITH_GRAPH = ", create_graph=True"


def test_what_follows_an_error_that_ended_the_script_is_not_called_missing(
    grade_with: GradeWith,
) -> None:
    stopped = DERIVATIVES.format(formula="x**4 + x**2", graph="")
    report = grade_with("higher_order")(stopped + PENALTY + SECOND_DERIVATIVE)
    assert errors(report)[0] == "create_graph_missing"
    assert "exercise_not_found" not in errors(report)


def test_a_wrong_formula_is_told_once_and_not_for_all_that_comes_of_it(
    grade_with: GradeWith,
) -> None:
    wrong = DERIVATIVES.format(formula="x**4 * x**2 + 1", graph=WITH_GRAPH)
    report = grade_with("higher_order")(wrong + PENALTY + SECOND_DERIVATIVE)
    assert errors(report) == ["role_value_wrong"]


SQUARE_PLUS = """\
import numpy as np
import torch
class SquarePlus(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, b):
        ctx.save_for_backward(x)
        ctx.b = b
        {forward}
    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        slope = (1 + x / torch.sqrt(x * x + ctx.b)) / 2
        {backward}
x = torch.tensor(1.5, requires_grad=True)
y = SquarePlus.apply(x, 4.0)
y.backward()
print(x.grad)
points = torch.linspace(-2.0, 2.0, 5, dtype=torch.float64, requires_grad=True)
try:
    print(torch.autograd.gradcheck(SquarePlus.apply, (points, 4.0)))
except Exception as error:
    print(error)
"""
BACKWARD = "return grad_output * slope, None"
LEAVING = "a = x.detach().numpy(); a = np.asarray((a + np.sqrt(a * a + b)) / 2); "
IN_NUMPY = {
    "to": LEAVING + "return torch.from_numpy(a).to(x.dtype)",
    "from_numpy": LEAVING + "return torch.from_numpy(a)",
    "as_tensor": LEAVING + "return torch.as_tensor(a, dtype=x.dtype)",
    "added": "r = torch.from_numpy(np.asarray(np.sqrt(x.numpy() ** 2 + b))); return (x + r) / 2",
    "detached": "a = x.detach(); return (a + torch.sqrt(a * a + b)) / 2",
    "view": "return ((x + torch.sqrt(x * x + b)) / 2).view(x.shape)",
    "view_as": "return ((x + torch.sqrt(x * x + b)) / 2).view_as(x)",
}


def test_a_forward_that_leaves_torch_is_no_gradient_from_elsewhere(
    grade_with: GradeWith,
) -> None:
    for forward in IN_NUMPY.values():
        report = grade_with("custom_function")(
            SQUARE_PLUS.format(forward=forward, backward=BACKWARD)
        )
        assert status(report, "x_grad") == "passed", forward
        assert status(report, "y_value") == "passed", forward
        assert "gradient_changed_on_the_way" not in errors(report), forward
        assert report.flags == (), forward


def test_a_wrong_backward_of_such_a_forward_earns_nothing(grade_with: GradeWith) -> None:
    wrong = SQUARE_PLUS.format(
        forward=IN_NUMPY["to"], backward="return grad_output * (slope + 1), None"
    )
    assert status(grade_with("custom_function")(wrong), "x_grad") == "failed"


def test_a_backward_that_autograd_refuses_is_no_other_kind_of_result(
    grade_with: GradeWith,
) -> None:
    forward = "return (x + torch.sqrt(x * x + b)) / 2"
    for backward in ("return grad_output * slope", "return (grad_output * slope).repeat(2), None"):
        program = SQUARE_PLUS.format(forward=forward, backward=backward)
        found = errors(grade_with("custom_function")(program))
        assert {"function_raises", "custom_function_broken"} & {*found}
        assert "function_wrong_structure" not in found


FUNCTION = """\
import torch
def f(a):
    {body}
for t in (torch.tensor(2.0), torch.tensor([1., 2., 3., 4.]), torch.tensor([[1., 2.], [3., 4.]])):
    t.requires_grad_()
    f(t).sum().backward()
    print(t.grad)
"""
CUT = """b = a.detach().float() * 4
    while b.norm() < 100:
        b = b * 2
    return (b if b.sum() > 0 else -3 * b).requires_grad_()"""
WRONG = """b = a * 4
    while b.norm() < 100:
        b = b * 3
    return b if b.sum() > 0 else -3 * b"""


def test_what_cost_most_is_told_first(grade_with: GradeWith) -> None:
    """A wrong dtype costs a fraction of what the broken graph costs."""
    found = errors(grade_with("control_flow")(FUNCTION.format(body=CUT)))
    functions = [code for code in found if code.startswith("function_")]
    assert functions[0] == "function_breaks_graph"


def test_a_wrong_value_is_told_before_the_gradient_that_it_brings(grade_with: GradeWith) -> None:
    found = errors(grade_with("control_flow")(FUNCTION.format(body=WRONG)))
    functions = [code for code in found if code.startswith("function_")]
    assert functions[0] == "function_wrong_value"


def test_whoever_starts_from_the_prescribed_vector_has_attempted_it(
    grade_with: GradeWith,
) -> None:
    report = grade_with("control_flow")(FUNCTION.format(body=WRONG))
    assert "exercise_not_found" not in errors(report)


JACOBIAN = """\
import torch
def f(x):
    return torch.stack([2 * x[0] ** 2 + 3 * x[1], x[0] ** 2 + x[1] ** 2])
x = torch.tensor([1., 3.], requires_grad=True)
y = f(x)
y.backward(torch.tensor([1., 0.]))
row0 = x.grad.clone()
print(row0)
print({checked})
"""


def test_what_a_transform_differentiates_inside_is_no_attempt(grade_with: GradeWith) -> None:
    for checked in (
        "torch.func.jacrev(f)(x.detach())",
        "torch.autograd.functional.jacobian(f, x.detach())",
    ):
        report = grade_with("jacobian_by_hand")(JACOBIAN.format(checked=checked))
        found = errors(report)
        assert "gradient_of_other_tensor" not in found
        assert "exercise_not_found" in found


def test_a_first_try_that_raises_is_not_called_unrelated() -> None:
    """In a notebook the program goes on after it."""
    cells = """\
import torch
def f(x):
    return torch.stack([2 * x[0] ** 2 + 3 * x[1], x[0] ** 2 + x[1] ** 2])
x = torch.tensor([1., 3.], requires_grad=True)
y = f(x)
# %%
y.backward()
# %%
y.backward(torch.tensor([1., 0.]), retain_graph=True)
row0 = x.grad.clone()
x.grad.zero_()
y.backward(torch.tensor([0., 1.]))
row1 = x.grad.clone()
J = torch.stack([row0, row1])
print(J, torch.func.jacrev(f)(x.detach()))
"""
    handed_in = submission({"hw.ipynb": notebook(*cells.split("# %%\n"))})
    with Grader(load("jacobian_by_hand")) as grader:
        report = grader.grade(handed_in)
    told = [m for m in report.messages if m.code in ("unrelated_error", "late_error")]
    assert errors(report) == []
    assert all("nothing to do with" not in m.message and "无关" not in m.message for m in told)


TWICE = """\
import torch
x = torch.tensor(2.0, requires_grad=True)
y = x ** 2
y.backward()
try:
    y.backward()
except RuntimeError as error:
    print(error)
x = torch.tensor(2.0, requires_grad=True)
z = x ** 3
z.backward()
try:
    z.backward()
except RuntimeError as error:
    print(error)
print(x.grad)
x = torch.tensor(2.0, requires_grad=True)
w = x ** 4
w.backward(retain_graph=True)
print(x.grad)
x.grad = None
w.backward()
print(x.grad)
"""


def test_an_error_of_the_exercise_is_explained_though_the_program_caught_it(
    grade_with: GradeWith,
) -> None:
    report = grade_with("backward_twice")(TWICE)
    assert "backward_twice" in errors(report)
    assert "not_as_expected" not in errors(report)


def test_a_tensor_that_was_printed_says_nothing_of_a_gradient(grade_with: GradeWith) -> None:
    """`grad_fn=<MulBackward0>` holds a number, too."""
    printed = "import torch\nx = torch.tensor(2.0, requires_grad=True)\nprint(x, x * 4 * 2)\n"
    found = errors(grade_with("control_flow")(printed))
    assert "gradient_hard_coded" not in found
