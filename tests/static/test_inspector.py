"""Programs are read as far as they parse; lines and names are those that the student sees."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder import syntax
from autograder.extract import extract
from autograder.extract.document import Cell, Document, Program, Where
from autograder.ingest.submission import Submission, SubmittedFile
from autograder.static import Findings, imports_torch, inspect
from autograder.static.source import read_unit
from autograder.static.targets import targets_of


def read(**files: str) -> Findings:
    found = tuple(
        SubmittedFile(name.replace("__", "."), text.encode()) for name, text in files.items()
    )
    return inspect(extract(Submission("a", "a", found)))


def script(source: str) -> Findings:
    return inspect(Document((Program("a.py", "script", (Cell("code", source, "a.py"),)),), ()))


def test_targets_cover_every_kind_of_assignment() -> None:
    source = """\
y1 = x ** 2
a, (b, *c) = f()
y2: float = 1
y2 += 1
def f():
    inner = (1 +
             2)
with torch.no_grad() as ng:
    y3 = 1; y4 = 2
for i in range(3):
    pass
self.y5 = d["y6"] = 1
x.grad = None
if (n := 3) > 2:
    z = 1
lambda: 0
"""
    assert targets_of(syntax.nodes(ast.parse(source))) == {
        1: ("y1",),
        2: ("a", "b", "c"),
        3: ("y2",),
        4: ("y2",),
        6: ("inner",),
        7: ("inner",),
        8: ("ng",),
        9: ("y3", "y4"),
        10: ("i",),
        12: ("y5", "y6"),
        14: ("n",),
        15: ("z",),
    }


def test_targets_are_found_by_program_unit_and_line() -> None:
    cells = (
        Cell("code", "%matplotlib inline\n!pip install torch\nx = 1", "a.ipynb", 2),
        Cell("code", "\n\ny = 2", "a.ipynb", 5),
    )
    programs = (
        Program("a.ipynb", "notebook", cells),
        Program("b.py", "script", (Cell("code", "z = 3", "b.py"),)),
    )
    targets = inspect(Document(programs, ())).targets
    assert targets == {(0, 0, 3): ("x",), (0, 1, 3): ("y",), (1, 0, 1): ("z",)}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("a = 1\nprint x\nb = 2\nprint y\nc = 3\n", {1, 3, 5}),
        ("a = 1\nwith torch.no_grad()\n    b = 2\nc = 3\n", {1, 3, 4}),
        ("a = 1\nprint((x)\nb = 2\n", {1}),
        ("a = 1\nif a:\nb = 2\nc = 3\n", {1, 4}),
        ("a = 1\n  b = 2\nc = 3\n", {1, 3}),
        ("x = '''\nnever closed\n", set()),
        ("a = 1\ny = （x）\nb = “2”\nc = 3\n", {1, 4}),
        ("def f():\n    a = 1\n    b = = 2\n    c = 3\nd = 4\n", {2, 4, 5}),
    ],
)
def test_a_broken_line_does_not_hide_the_others(source: str, lines: set[int]) -> None:
    found = script(source)
    assert [item.code for item in found.items] == ["syntax_error"]
    assert lines <= {line for _, _, line in found.targets}


def test_a_syntax_error_names_its_line_in_cell_and_file() -> None:
    cells = (Cell("code", "x = 1", "a.ipynb", 1), Cell("code", "y = 1\nz = = 2", "a.ipynb", 4))
    (item,) = inspect(Document((Program("a.ipynb", "notebook", cells),), ())).items
    assert item.where == Where("a.ipynb", 4, 2)
    assert item.detail["code"] == "z = = 2"
    assert item.detail["message"]


def test_names_follow_imports_across_cells() -> None:
    cells = (
        Cell("code", "import torch as t\nfrom torch import no_grad", "a.ipynb", 1),
        Cell("code", "with no_grad:\n    pass\nt.no_grad()", "a.ipynb", 2),
    )
    found = inspect(Document((Program("a.ipynb", "notebook", cells),), ()))
    assert [(item.code, item.where.line) for item in found.items] == [
        ("no_grad_not_called", 1),
        ("no_grad_bare", 3),
    ]


def test_modules_that_a_program_imports_are_read_too() -> None:
    found = read(
        main__py="from helper import go\ngo()\n",
        helper__py="import deeper\ndef go():\n    deeper.go()\n",
        deeper__py="import torch\ntorch.Tensor.backward = print\n",
        unused__txt="import autograder",
    )
    assert [(item.code, item.where) for item in found.items] == [
        ("tampering_pattern", Where("deeper.py", None, 2))
    ]


def test_a_module_of_the_students_own_called_autograder_is_theirs() -> None:
    assert read(main__py="import autograder\n", autograder__py="x = 1\n").items == ()


def test_imports_torch() -> None:
    assert imports_torch("def f():\n    from torch.autograd import grad")
    assert imports_torch("print x\nimport torch as t")
    assert not imports_torch("import torchvision\nprint('import torch')")


HONEST = """\
import os
os.environ["KMP_DUPLICATE_LIB_OK"] = "TRUE"
import sys, random, time, json, math, copy, warnings, logging, argparse, platform, functools
import numpy as np
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import torch
import torch.nn as nn
from torch.autograd import Variable, grad
from pathlib import Path

sys.path.append(os.path.dirname(os.path.abspath(__file__)))
warnings.filterwarnings("ignore")
plt.rcParams["font.sans-serif"] = ["SimHei"]
random.seed(0); np.random.seed(0); torch.manual_seed(0)
torch.set_printoptions(precision=4)
torch.backends.cudnn.deterministic = True
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
Path("out.json").write_text(json.dumps({"a": 1}))
with open("log.txt", "w", encoding="utf-8") as f:
    f.write(str(time.time()))

class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 3

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return 3 * x ** 2 * g

def run(x):
    y1 = x ** 2
    with torch.no_grad():
        y2 = x ** 3
    y3 = y1 + y2
    y3.backward()
    print(f"x.grad = {x.grad}", getattr(y2, "grad_fn", None), vars(y3), id(x), type(x).__name__)
    return x.grad.item()

def main():
    x = torch.tensor(1.0, requires_grad=True, device=device)
    x.register_hook(lambda g: print(g))
    print(run(x))
    x.grad.data.zero_()
    x.grad = None
    Cube.apply(x).backward()
    try:
        run(x.detach())
    except RuntimeError as error:
        print("Error:", error)
    sys.stdout.flush()

if __name__ == "__main__":
    main()
    # y2 没有 grad_fn，因为在 torch.no_grad() 中
    # x.grad 为 2
"""


def test_ordinary_code_raises_nothing_at_all() -> None:
    assert script(HONEST).items == ()


@pytest.mark.parametrize(
    "source",
    [
        "x = " + "(" * 5000,
        "x = " + "-" * 20_000 + "1",
        "x = " + "1+" * 5000 + "1",
        "x" + ".a" * 3000,
        "\n".join("print x" for _ in range(300)),
        "# " + "因为 y = torch.ones(1\n# " * 3000,
        "x = 1\x00\ny = 2",
        "x = " + "9" * 6000,
        "lambda: " * 500 + "0",
        "f'{" * 50,
        "\ud800",
        "%%time",
        "%%bash\n%%",
    ],
    ids=range(13),
)
def test_monstrous_code_does_not_break_reading(source: str) -> None:
    assert isinstance(script(source), Findings)


@given(
    st.lists(
        st.sampled_from(
            [
                "import torch",
                "with torch.no_grad():",
                "    y = x",
                "\t",
                "'''",
                "(",
                "# x.backward()",
                "def f():",
                "print(2)",
                "!ls",
                "%%time",
                "if 0:",
                "x = '",
                "  return",
                "]",
                "else:",
            ]
        ),
        max_size=12,
    )
)
def test_any_lines_can_be_read(lines: list[str]) -> None:
    source = "\n".join(lines)
    unit = read_unit(0, Cell("code", source, "a.py"))
    assert all(1 <= line <= len(lines) for line in targets_of(unit.nodes))
    script(source)
