"""The traps of real submissions (DESIGN §3): right programs of every style earn full marks on the
program, and programs that only look right do not."""

from __future__ import annotations

import textwrap

import pytest

from tests.support import Grade

SQUARE_AND_CUBE = """
    y1 = x ** 2
    with torch.no_grad():
        y2 = x ** 3
    y3 = y1 + y2
    y3.backward()
    print(x.grad)
"""
START = "import torch\nx = torch.tensor(1.0, requires_grad=True)\n"


def program(body: str) -> str:
    """A body indented as in this file, after the usual start."""
    return START + textwrap.dedent(body)


RIGHT = {
    "plain": program(SQUARE_AND_CUBE),
    "x re-bound later": program(SQUARE_AND_CUBE) + "x = torch.tensor(3.)\nz = x * 2\nprint(z)\n",
    "x re-bound and differentiated later": program(SQUARE_AND_CUBE)
    + "x = torch.tensor(3., requires_grad=True)\n(x ** 4).backward()\nprint(x.grad)\n",
    "inside a function": START.splitlines()[0]
    + textwrap.dedent("""
    def work():
        t = torch.ones(1, requires_grad=True)
        a = t * t
        with torch.no_grad():
            b = t * t * t
        c = a + b
        c.backward()
        return t.grad
    print(work())
    """),
    "inside a class": START.splitlines()[0]
    + textwrap.dedent("""
    class Work:
        def __init__(self):
            self.x = torch.tensor([1.0], requires_grad=True)
        def square(self):
            return self.x.pow(2)
        @torch.no_grad()
        def cube(self):
            return self.x.pow(3)
        def run(self):
            self.y3 = self.square() + self.cube()
            self.y3.backward()
            return self.x.grad.item()
    print(Work().run())
    """),
    "behind __main__": START.splitlines()[0]
    + textwrap.dedent("""
    def main():
        x = torch.tensor(1., requires_grad=True)
        y1 = torch.pow(x, 2)
        with torch.no_grad():
            y2 = torch.pow(x, 3)
        (y1 + y2).backward()
        print(x.grad)
    if __name__ == "__main__":
        main()
    """),
    "baseline of 5 first, fresh x": program("""
    (x ** 2 + x ** 3).backward()
    print(x.grad)
    x = torch.tensor(1.0, requires_grad=True)
    """)
    + textwrap.dedent(SQUARE_AND_CUBE),
    "baseline of 5 first, zeroed": program("""
    y = x ** 2 + x ** 3
    y.backward()
    print(x.grad)
    x.grad.zero_()
    """)
    + textwrap.dedent(SQUARE_AND_CUBE),
    "baseline of 5 first, grad set to None": program("""
    y = x ** 2 + x ** 3
    y.backward()
    print(x.grad)
    x.grad = None
    """)
    + textwrap.dedent(SQUARE_AND_CUBE),
    "baseline of 5 after": program(SQUARE_AND_CUBE) + "x.grad = None\n(x**2 + x**3).backward()\n"
    "print(x.grad)\n",
    "gradient read, then zeroed": program(SQUARE_AND_CUBE) + "x.grad.zero_()\nprint(x.grad)\n",
    "deliberate error after": program(SQUARE_AND_CUBE) + "y2.backward()\n",
    "second backward after the gradient was read": program(SQUARE_AND_CUBE) + "y3.backward()\n",
    "unrelated crash before": "import does_not_exist\n" + program(SQUARE_AND_CUBE),
    "unrelated crash after": program(SQUARE_AND_CUBE) + "print(undefined)\n",
    "syntax error elsewhere": program(SQUARE_AND_CUBE) + "print 'python 2'\n",
    "y2 before y1": program("""
    with torch.no_grad():
        y2 = x ** 3
    y1 = x ** 2
    y3 = y2 + y1
    y3.backward()
    print(x.grad)
    """),
    "names of any kind": START.replace("x =", "自变量 =")
    + "平方 = 自变量 ** 2\nwith torch.no_grad():\n    立方 = 自变量 ** 3\n"
    "和 = 平方 + 立方\n和.backward()\nprint(自变量.grad)\n",
    "names swapped": program("""
    y2 = x ** 2
    with torch.no_grad():
        y1 = x ** 3
    y3 = y1 + y2
    y3.backward()
    print(x.grad)
    """),
    "products": program("""
    y1 = x * x
    with torch.no_grad():
        y2 = x * x * x
    y3 = y1 + y2
    y3.backward()
    print(x.grad)
    """),
    "shape 1x1 with sum": "import torch\nx = torch.ones(1, 1, requires_grad=True)\n"
    "y = x ** 2 + (x ** 3).detach()\ny.sum().backward()\nprint(x.grad)\n",
    "shape 1x1 with mean": "import torch\nx = torch.tensor([[1.]], requires_grad=True)\n"
    "y1 = x.square()\nwith torch.no_grad():\n    y2 = x.pow(3)\nout = (y1 + y2).mean()\n"
    "out.backward()\nprint(x.grad)\n",
    "backward with ones": "import torch\nx = torch.ones(2, 2, requires_grad=True)\n"
    "y1 = x ** 2\nwith torch.no_grad():\n    y2 = x ** 3\ny3 = y1 + y2\n"
    "y3.backward(torch.ones_like(y3))\nprint(x.grad)\n",
    "autograd.grad": program("""
    y1 = x ** 2
    with torch.no_grad():
        y2 = x ** 3
    print(torch.autograd.grad(y1 + y2, x)[0])
    """),
    "autograd.backward": program("""
    y3 = x ** 2 + (x ** 3).detach()
    torch.autograd.backward(y3)
    print(x.grad)
    """),
    "detach of x": program("""
    y3 = x ** 2 + x.detach() ** 3
    y3.backward()
    print(x.grad)
    """),
    "data": program("""
    y1 = x ** 2
    y2 = x.data ** 3
    y3 = y1 + y2
    y3.backward()
    print(x.grad)
    """),
    "item": program("""
    y2 = x.item() ** 3
    y3 = x ** 2 + y2
    y3.backward()
    print(x.grad)
    """),
    "item back into a tensor": program("""
    y2 = torch.tensor(x.item() ** 3)
    y3 = x ** 2 + y2
    y3.backward()
    print(x.grad)
    """),
    "numpy": program("""
    y2 = torch.tensor(x.detach().numpy() ** 3)
    y3 = x ** 2 + y2
    y3.backward()
    print(x.grad)
    """),
    "set_grad_enabled as a function": program("""
    y1 = x ** 2
    torch.set_grad_enabled(False)
    y2 = x ** 3
    torch.set_grad_enabled(True)
    y3 = y1 + y2
    y3.backward()
    print(x.grad)
    """),
    "set_grad_enabled as a context": program("""
    y1 = x ** 2
    with torch.set_grad_enabled(False):
        y2 = x ** 3
    y3 = y1 + y2
    y3.backward()
    print(x.grad)
    """),
    "inference mode": program("""
    y1 = x ** 2
    with torch.inference_mode():
        y2 = x ** 3
    y3 = y1 + y2.clone()
    y3.backward()
    print(x.grad)
    """),
    "decorator": program("""
    @torch.no_grad()
    def cube(t):
        return t ** 3
    y3 = x ** 2 + cube(x)
    y3.backward()
    print(x.grad)
    """),
    "requires_grad switched off and on": program("""
    y1 = x ** 2
    x.requires_grad_(False)
    y2 = x ** 3
    x.requires_grad_(True)
    y3 = y1 + y2
    y3.backward()
    print(x.grad)
    """),
    "enable_grad inside": program("""
    with torch.no_grad():
        y2 = x ** 3
        with torch.enable_grad():
            y1 = x ** 2
            y3 = y1 + y2
    y3.backward()
    print(x.grad)
    """),
    "in-place sum": program("""
    y3 = x ** 2
    with torch.no_grad():
        y2 = x ** 3
    y3 += y2
    y3.backward()
    print(x.grad)
    """),
    "sum of a list": program("""
    with torch.no_grad():
        y2 = x ** 3
    y3 = sum([x ** 2, y2])
    y3.backward()
    print(x.grad)
    """),
    "stack and sum": program("""
    with torch.no_grad():
        y2 = x ** 3
    y3 = torch.stack([x ** 2, y2]).sum()
    y3.backward()
    print(x.grad)
    """),
    "torch.add": program("""
    y3 = torch.add(torch.square(x), torch.pow(x, 3).detach())
    y3.backward()
    print(x.grad)
    """),
    "loop over powers": program("""
    total = 0
    for p in (2, 3):
        term = x ** p
        if p == 3:
            term = term.detach()
        total = total + term
    total.backward()
    print(x.grad)
    """),
    "legacy constructor": "import torch\nx = torch.Tensor([1])\nx.requires_grad = True\n"
    + textwrap.dedent(SQUARE_AND_CUBE),
    "Variable": "import torch\nfrom torch.autograd import Variable\n"
    "x = Variable(torch.ones(1), requires_grad=True)\n" + textwrap.dedent(SQUARE_AND_CUBE),
    "Parameter": "import torch\nx = torch.nn.Parameter(torch.tensor(1.))\n"
    + textwrap.dedent(SQUARE_AND_CUBE),
    "filled after creation": "import torch\nx = torch.empty(1, requires_grad=True)\n"
    "x.data.fill_(1)\n" + textwrap.dedent(SQUARE_AND_CUBE),
    "double": "import torch\nx = torch.tensor(1, dtype=torch.float64, requires_grad=True)\n"
    + textwrap.dedent(SQUARE_AND_CUBE),
    "cloned leaf": "import torch\nx0 = torch.tensor(1.)\n"
    "x = x0.clone().detach().requires_grad_(True)\n" + textwrap.dedent(SQUARE_AND_CUBE),
    "cast leaf read at its source": "import torch\nw = torch.tensor(1., requires_grad=True)\n"
    "x = w * 1\ny1 = x ** 2\nwith torch.no_grad():\n    y2 = x ** 3\n(y1 + y2).backward()\n"
    "print(w.grad)\n",
    "non-leaf with retain_grad": "import torch\nw = torch.tensor(1., requires_grad=True)\n"
    "x = w * 1\nx.retain_grad()\ny1 = x ** 2\nwith torch.no_grad():\n    y2 = x ** 3\n"
    "(y1 + y2).backward()\nprint(x.grad)\n",
    "nothing printed": program("""
    y1 = x ** 2
    with torch.no_grad():
        y2 = x ** 3
    y3 = y1 + y2
    y3.backward()
    """),
    "a result by assertion": program("""
    y3 = x ** 2 + (x ** 3).detach()
    y3.backward()
    assert x.grad == 2
    """),
    "several ways in a loop": program("""
    def way_a(t):
        with torch.no_grad():
            return t ** 3
    def way_b(t):
        return (t ** 3).detach()
    for way in (lambda t: t ** 3, way_a, way_b):
        x.grad = None
        y = x ** 2 + way(x)
        y.backward()
        print(x.grad)
    """),
    "y3 printed before": program("""
    y3 = x ** 2 + (x ** 3).detach()
    print(y3)
    y3.backward()
    print(x.grad)
    """),
}

WRONG = {
    "commented out while another x ends with gradient 2": (
        START + "y = x ** 2\ny.backward()\nprint(x.grad)\n"
        "# y1 = x ** 2\n# with torch.no_grad():\n#     y2 = x ** 3\n# y3 = y1 + y2\n"
        "# y3.backward()\n",
        "exercise_not_found",
    ),
    "in a string while another x ends with gradient 2": (
        START + "y = 2 * x\ny.backward()\nprint(x.grad)\n"
        '"""\ny1 = x ** 2\nwith torch.no_grad():\n    y2 = x ** 3\n'
        'y3 = y1 + y2\ny3.backward()\n"""\n',
        "exercise_not_found",
    ),
    "in a function never called": (
        START + "y = 2 * x\ny.backward()\nprint(x.grad)\n"
        "def homework():\n    x = torch.tensor(1., requires_grad=True)\n    y1 = x ** 2\n"
        "    with torch.no_grad():\n        y2 = x ** 3\n    y3 = y1 + y2\n    y3.backward()\n",
        "exercise_not_found",
    ),
    "y3 printed in place of a gradient that never was": (
        program("""
        y1 = x ** 2
        with torch.no_grad():
            y2 = x ** 3
        y3 = y1 + y2
        print(y3)
        """),
        "backward_missing",
    ),
    "gradient assigned": (
        program("""
        y3 = x ** 2 + (x ** 3).detach()
        x.grad = torch.tensor(2.)
        print(x.grad)
        """),
        "gradient_hard_coded",
    ),
    "gradient assigned after a wrong backward": (
        program("""
        y3 = x ** 2 + x ** 3
        y3.backward()
        x.grad = torch.tensor(2.)
        print(x.grad)
        """),
        None,
    ),
    "hint copied": (
        program("""
        y1 = x ** 2
        with torch.no_grad():
            y2 = x * 3
        y3 = y1 + y2
        y3.backward()
        print(x.grad)
        """),
        "copied_hint",
    ),
    "product": (
        program("""
        y1 = x ** 2
        with torch.no_grad():
            y2 = x ** 3
        y3 = y1 * y2
        y3.backward()
        print(x.grad)
        """),
        "product_instead_of_sum",
    ),
    "constant": (
        program("""
        y1 = x ** 2
        y2 = torch.tensor(1.)
        y3 = y1 + y2
        y3.backward()
        print(x.grad)
        """),
        "constant_instead_of_cube",
    ),
    "constant number": (
        program("""
        y3 = x ** 2 + 1
        y3.backward()
        print(x.grad)
        """),
        None,
    ),
    "behaves by the value of x": (
        program("""
        y3 = x ** 2 + (x ** 3).detach() if x.item() == 1 else x * 7
        y3.backward()
        print(x.grad)
        """),
        None,
    ),
    "detach on the whole input": (
        program("""
        x = x.detach()
        y3 = x ** 2 + x ** 3
        y3.backward()
        print(x.grad)
        """),
        "input_not_tracked",
    ),
    "other term": (
        program("""
        with torch.no_grad():
            a = x * x
        b = x * x * x
        (a + b).backward()
        print(x.grad)
        """),
        "wrong_term_interrupted",
    ),
    "both terms from a detached copy": (
        program("""
        c = x.detach()
        y1 = c ** 2
        y2 = c ** 3
        y3 = y1 + y2
        y3.backward()
        print(x.grad)
        """),
        "both_terms_interrupted",
    ),
    "the input switched off and never on again": (
        program("""
        y1 = x ** 2
        x.requires_grad_(False)
        y2 = x ** 3
        y3 = y1 + y2
        y3.backward()
        print(x.grad)
        """),
        "input_not_tracked",
    ),
    "the input is made from another leaf": (
        """import torch
a = torch.tensor(0.5, requires_grad=True)
x = a + 0.5
"""
        + textwrap.dedent(SQUARE_AND_CUBE),
        "input_not_leaf",
    ),
    "an integer input and the hint copied": (
        """import torch
x = torch.tensor([1])
x.requires_grad_()
"""
        + textwrap.dedent(SQUARE_AND_CUBE).replace("x ** 3", "x * 3"),
        "integer_input",
    ),
    "difference": (
        program("""
        y3 = x ** 2 - (x ** 3).detach()
        y3.backward()
        print(x.grad)
        """),
        None,
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_program_earns_all_program_points(name: str, grade: Grade) -> None:
    report = grade(RIGHT[name])
    lost = [
        (check.id, check.actual)
        for question in report.questions
        for check in question.checks
        if check.id != "explanation" and check.status != "passed"
    ]
    errors = [m.code for m in report.messages if m.severity == "error"]
    assert not lost
    assert errors == ["explanation_missing"]
    assert report.status == "graded"
    assert not report.flags


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_program_is_told_apart(name: str, grade: Grade) -> None:
    source, code = WRONG[name]
    report = grade(source)
    earned = sum(q.score for q in report.questions if q.id != "explanation")
    assert earned < 7
    errors = [m.code for m in report.messages if m.severity == "error"]
    assert errors
    assert errors[0] != "explanation_missing"
    if code is not None:
        assert errors[0] == code


def test_a_literal_is_named_at_the_line_that_writes_it(grade: Grade) -> None:
    report = grade(program("y1 = x ** 2\ny2 = 1\ny3 = y1 + y2\ny3.backward()\nprint(x.grad)\n"))
    first = next(m for m in report.messages if m.severity == "error")
    assert first.code == "constant_instead_of_cube"
    assert first.where is not None
    assert first.where.line == 4
    assert "y2 = 1" in first.message


def test_an_integer_input_is_not_blamed_on_the_terms(grade: Grade) -> None:
    report = grade(WRONG["an integer input and the hint copied"][0])
    codes = {m.code for m in report.messages if m.severity == "error"}
    assert not codes & {"role_value_wrong", "wrong_power", "constant_instead_of_cube"}
