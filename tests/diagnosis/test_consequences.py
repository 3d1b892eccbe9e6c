"""One mistake is told once: at the line to mend, without what comes of it."""

from __future__ import annotations

from collections.abc import Callable

from autograder.report.model import Message, Report
from tests.support import Grade

GradeWith = Callable[[str], Grade]


def errors(report: Report) -> list[str]:
    """The codes of what cost points, but for the explanation, in order."""
    codes = [m.code for m in report.messages if m.severity == "error"]
    return [code for code in codes if not code.startswith("explanation")]


def first(report: Report) -> Message:
    return report.messages[0]


def line(report: Report) -> int | None:
    where = first(report).where
    return None if where is None else where.line


DATA = """
torch.manual_seed(7)
X = torch.randn(64, 2) * torch.tensor([1.0, 0.2])
y = X @ torch.tensor([2.0, -3.0]) + 0.5 + 0.1 * torch.randn(64)
w, b = train(X, y, 0.02, 2000)
print(w, b)
print(train_sgd(X, y, 0.02, 100))
"""
BY_HAND = """\
import torch
def train(X, y, lr, steps):
    w = torch.zeros(X.shape[1], requires_grad=True)
    b = torch.zeros((), requires_grad=True)
    for _ in range(steps):
        ((X @ w + b - y) ** 2).mean().backward()
        with torch.no_grad():
            w {update} lr * w.grad
            b {update_b} lr * b.grad
        w.grad.zero_()
        b.grad.zero_()
    return w, b
"""
WITH_SGD = """
def train_sgd(X, y, lr, steps):
    w = torch.zeros(X.shape[1], requires_grad=True)
    b = torch.zeros((), requires_grad=True)
    optimizer = torch.optim.SGD([w, b], lr=lr)
    for _ in range(steps):
        ((X @ w + b - y) ** 2).mean().backward()
        {end}
    return w, b
"""
STEP, ZERO = "optimizer.step()", "optimizer.zero_grad()"


def test_a_parameter_that_was_made_anew_is_named_where_that_happened(
    grade_with: GradeWith,
) -> None:
    by_hand = BY_HAND.format(update="= w -", update_b="= b -")
    right = WITH_SGD.format(end=f"{STEP}; {ZERO}")
    report = grade_with("sgd_by_hand")(by_hand + right + DATA)
    assert errors(report) == ["parameter_lost_tracking"]
    assert line(report) == 8


def test_a_long_loop_does_not_hide_the_mistake_of_a_later_one(grade_with: GradeWith) -> None:
    by_hand = BY_HAND.format(update="-=", update_b="-=")
    report = grade_with("sgd_by_hand")(by_hand + WITH_SGD.format(end=f"{ZERO}; {STEP}") + DATA)
    assert errors(report) == ["zeroed_too_early"]


def test_the_gradient_without_a_graph_comes_before_other_parts_and_without_notes(
    grade_with: GradeWith,
) -> None:
    report = grade_with("higher_order")(
        "import torch\nx = torch.tensor(2.0, requires_grad=True)\ny = x**4 + x**2\n"
        "(g1,) = torch.autograd.grad(y, x)\nprint(g1)\n"
        "(g2,) = torch.autograd.grad(g1, x)\nprint(g2)\n"
        "def second_derivative(f, x):\n"
        "    (g,) = torch.autograd.grad(f(x).sum(), x, create_graph=True)\n"
        "    return torch.autograd.grad(g.sum(), x)[0]\n"
        "print(second_derivative(lambda x: x**3, x))\n"
    )
    codes = [m.code for m in report.messages]
    assert codes[0] == "create_graph_missing"
    assert not {"tracking_lost", "late_error", "unrelated_error"} & set(codes)


ACCUMULATE = """\
import torch
x = torch.tensor(3.0, requires_grad=True)
for _ in range(3):
    (x ** 2).backward()
    print(x.grad)
x.grad.zero_()
z = x ** 3
z.backward()
print(x.grad)
x.grad = None
w = x ** 4
w.backward()
print(x.grad)
optimizer = torch.optim.SGD([x], lr=0.01)
{before}
optimizer.zero_grad()
v = x ** 5
v.backward()
print(x.grad)
"""


def test_an_input_that_was_moved_is_told_at_the_step_that_moved_it(grade_with: GradeWith) -> None:
    report = grade_with("accumulate_and_zero")(ACCUMULATE.format(before="optimizer.step()"))
    assert first(report).code in ("role_value_wrong", "step_in_place_of_zero_grad")
    assert line(report) == 15
    assert "does not compute" not in first(report).message


JACOBIAN = """\
import torch
x = torch.tensor([1.0, 3.0], requires_grad=True)
def f(x):
    return torch.stack([2 * x[0] ** 2 + 3 * x[1], x[0] ** 2 + x[1] ** 2])
y = f(x)
y.backward(torch.tensor([1.0, 0.0]), retain_graph=True)
one = x.grad{copy}
print(one)
x.grad.zero_()
y.backward(torch.tensor([0.0, 1.0]))
two = x.grad
print(two)
J = torch.stack([one, two]{dim})
print(J)
print(torch.func.jacrev(f)(x.detach()))
"""


def test_a_transpose_is_called_one(grade_with: GradeWith) -> None:
    report = grade_with("jacobian_by_hand")(JACOBIAN.format(copy=".clone()", dim=", dim=1"))
    assert errors(report) == ["result_not_computed"]
    assert "transpose" in first(report).message
    assert line(report) == 13


def test_one_gradient_under_two_names_is_no_two_rows(grade_with: GradeWith) -> None:
    report = grade_with("jacobian_by_hand")(JACOBIAN.format(copy="", dim=""))
    assert errors(report) == ["result_not_computed"]
    assert "several times" in first(report).message
    assert "clone" in first(report).hint


LEAF = """\
import torch
x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
z = y ** 2
z.backward()
print(x.grad, x.is_leaf, y.is_leaf, y.grad)

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
z = y ** 2
y.retain_grad()
z.backward()
print(y.grad)

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
seen = []
{hooked}.register_hook(seen.append)
w = y ** 2 + 2 * y
w.backward()
print(seen, x.grad)
"""


def test_a_hook_on_the_input_is_told_as_such(grade_with: GradeWith) -> None:
    report = grade_with("leaf_and_retain_grad")(LEAF.format(hooked="x"))
    assert errors(report) == ["result_not_computed"]
    assert "registers the hook on x" in first(report).message
    assert line(report) == 18


def test_a_new_tensor_in_place_of_a_change_is_named(grade_with: GradeWith) -> None:
    report = grade_with("inplace_and_versions")(
        "import torch\n"
        "def fresh():\n"
        "    x = torch.tensor(3.0, requires_grad=True)\n"
        "    u = 2 * x\n"
        "    return x, u, u ** 2\n"
        "x, u, y = fresh()\n"
        "u.add_(1)\n"
        "try:\n    y.backward()\nexcept RuntimeError as error:\n    print(error)\n"
        "x, u, y = fresh()\nu.data.add_(1)\ny.backward()\nprint(x.grad)\n"
        "x, u, y = fresh()\nd = u.detach()\nd = d + 1\ny.backward()\nprint(x.grad)\n"
        "x, u, y = fresh()\nv = u.clone()\nv += 1\nz = y + v\nz.backward()\nprint(x.grad)\n"
        "x, u, w = fresh()\nw = w * 2\nw.backward()\nprint(x.grad)\n"
    )
    told = {m.code: m for m in report.messages}
    assert errors(report) == ["error_not_shown", "function_not_used"]
    assert "`d = d + 1` computes a new tensor" in told["error_not_shown"].message
    assert "`w = w * 2` computes a new tensor" in told["function_not_used"].message
    assert "w *= " in told["function_not_used"].hint


def test_a_wrong_function_comes_before_what_it_gives(grade_with: GradeWith) -> None:
    report = grade_with("control_flow")(
        "import torch\n"
        "def f(a):\n"
        "    b = 4 * a\n"
        "    while b.abs().max() < 100:\n"
        "        b = 2 * b\n"
        "    return b if b.sum() > 0 else -3 * b\n"
        "x = torch.tensor(2.0, requires_grad=True)\nf(x).backward()\nprint(x.grad)\n"
        "v = torch.tensor([1., 2., 3., 4.], requires_grad=True)\n"
        "f(v).sum().backward()\nprint(v.grad)\n"
        "m = torch.tensor([[1., 2.], [3., 4.]], requires_grad=True)\n"
        "f(m).sum().backward()\nprint(m.grad)\n"
    )
    assert errors(report)[0] == "function_wrong_value"
    assert "role_value_wrong" not in errors(report)
    assert "exercise_not_found" not in errors(report)


def test_a_later_part_is_no_late_cut_of_an_earlier_one(grade_with: GradeWith) -> None:
    start = "x = torch.tensor(2.0, requires_grad=True)\na = x ** 2\n"
    end = "y = a * b\ny.backward()\nprint(x.grad)\n"
    report = grade_with("detach_branch")(
        f"import torch\n{start}b = x ** 3\n{end}"
        f"{start}b = x ** 3\nb.detach()\n{end}"
        f"{start}with torch.no_grad():\n    b = x ** 3\n{end}"
        f"{start}b = (x ** 3).item()\n{end}"
    )
    assert "result_dropped" in errors(report)
    assert "interrupted_too_late" not in errors(report)
