"""What a plain program may hold, and what keeps a program from being plain."""

from __future__ import annotations

import pytest

from autograder.extract import extract
from autograder.extract.document import Cell, Document, Program
from autograder.ingest.submission import Submission
from autograder.spec.load import load
from autograder.spec.solutions import read_samples
from autograder.static import inspect

PLAIN = {
    "the homework": """
        import torch
        x = torch.tensor(1.0, requires_grad=True)
        y1 = x ** 2
        with torch.no_grad():
            y2 = x ** 3
        y3 = y1 + y2
        y3.backward()
        print(f"{x.grad} {y2.requires_grad:}", y1.grad_fn)
        """,
    "functions, loops and errors": """
        from torch import tensor, nn
        import torch.nn.functional as F
        def cube(t, /, *rest, times=3, **more):
            for _ in range(times):
                t = t * t
            return t
        try:
            assert cube(tensor(2.0)) > 0, "no"
        except (RuntimeError, AssertionError) as error:
            print(error)
        finally:
            values = {k: [v for v in range(k)] for k in (1, 2)}
        double = lambda t: t * 2
        if (n := len(values)) > 1:
            values[1][:] = []
        """,
    "classes": """
        import torch
        from torch import nn
        class Net(nn.Module):
            scale = 2.0
            def __init__(self):
                super().__init__()
                self.hidden = nn.Linear(2, 3)
                self.head = nn.Linear(3, 1)
            def forward(self, x):
                return self.head(torch.relu(self.hidden(x)) * self.scale)
        class Square(torch.autograd.Function):
            @staticmethod
            def forward(ctx, x):
                ctx.kept = x
                return x * x
            @staticmethod
            def backward(ctx, g):
                return 2 * ctx.kept * g
        net = Net()
        net.head = nn.Linear(3, 2)
        for p in net.parameters():
            p.requires_grad = False
            p.grad = None
            p.data -= 0.1
        torch.manual_seed(1)
        """,
    "names that are common": """
        import torch, numpy as np
        import torch.nn.functional as F
        from torch.nn.functional import linear
        input = torch.Tensor([1.0, 2.0])
        for _ in range(3):
            input = F.dropout(input, 0.5) + linear(input, torch.eye(2))
        print(type(input), type(input).__name__, f"{type(input)}", type(input) is torch.Tensor)
        assert isinstance(input, torch.Tensor)
        torch.nn.init.zeros_(input)
        np.random.seed(1)
        type(input)
        """,
    "asked whether it is the program": "if __name__ == '__main__':\n    print(1)",
}

NOT_PLAIN = {
    "what sets a default": "import torch\ntorch.set_default_dtype(torch.float64)",
    "the same, imported": "from torch import set_default_dtype",
    "what is registered for all": "import torch.nn.modules.module as m\nm.f()",
    "a hook on every module": "from torch import nn\nnn.modules.register_module_forward_hook(f=1)",
    "everything imported": "from torch import *",
    "another module": "import os",
    "another module, beside a known one": "import torch, sys",
    "a module of one's own": "from helper import f",
    "a relative import": "from . import f",
    "code from text": "exec('x = 1')",
    "a name from text": "import torch\ngetattr(torch, 'set_' + 'x')(1)",
    "setting by name": "import torch\nsetattr(torch, 'relu', 1)",
    "all names": "globals()['x'] = 1",
    "importing by name": "__import__('os')",
    "Python's own": "__builtins__",
    "reading a file": "open('data.txt')",
    "waiting for input": "input()",
    "a name that is not known": "frobnicate(1)",
    "an attribute that is not known": "import torch\ntorch.frobnicate(1)",
    "what is behind an object": "x = (1).__class__",
    "what is private": "import torch\ntorch._C",
    "torch itself changed": "import torch\ntorch.relu = abs",
    "a method of all tensors": "import torch\ntorch.Tensor.add = abs",
    "something under a name of torch's": "class A:\n    relu = 1\na = A()\na.relu = 2",
    "a name deleted": "import torch\ndel torch.relu",
    "a class made by a call": "A = type('A', (), {'__del__': print})",
    "a metaclass": "class A(metaclass=type):\n    pass",
    "a method that Python calls": "class A:\n    def __del__(self):\n        pass",
    "the same, assigned": "class A:\n    __eq__ = print",
    "a generator that waits": "def f():\n    yield 1",
    "what awaits": "async def f():\n    pass",
    "a match": "match 1:\n    case 1:\n        pass",
    "what does not compile": "x = (",
    "a return outside of a function": "return 1",
    "a name of Python's that is given to nothing": "for exec in []:\n    pass\nexec('x = 1')",
    "the same, as an argument": "def f(exec):\n    pass\nexec('x = 1')",
    "the shell": "if 0:\n    get_ipython = 1\nget_ipython()",
    "what cells gave": "for _ in []:\n    pass\n_.clear()",
    "a name of torch's given to a function": (
        "import torch\ndef set_default_dtype():\n    pass\ntorch.set_default_dtype(1)"
    ),
    "the same, given to a method": (
        "import torch\nclass A:\n    def set_default_dtype(self):\n        pass\n"
        "torch.set_default_dtype(1)"
    ),
    "torch by another name": "import torch\nt = torch",
    "torch in a list": "import torch\n[torch][0]",
    "a part of torch by another name": "import torch\na = torch.autograd",
    "a part that was imported, by another name": "from torch import nn\na = nn",
    "torch for an object of one's own": "import torch as self\nself.relu = abs",
    "a class for an object of one's own": (
        "from torch import nn\nself = nn.Linear\nself.forward = abs"
    ),
    "a function of torch's set to nothing": "import torch\ntorch.autograd.grad = None",
    "the same, deleted": "import torch\ndel torch.autograd.grad",
    "a property of all tensors": "from torch import Tensor\nTensor.grad = None",
    "builtins replaced": "import torch as __builtins__",
    "the same, by an error": "try:\n    1 / 0\nexcept Exception as __builtins__:\n    pass",
    "classes made by another name": "t = type\nt('A', (), {})",
    "classes made of a list": "type(*['A', (), {}])",
    "classes made by the type of a type": "type(int)('A', (), {})",
    "the same, by a function": "def print(t):\n    t('A', (), {})\nprint(type(int))",
    "a class of classes": "class A(type):\n    pass",
    "what is behind a generator": (
        "class A:\n    gi_frame = f_builtins = 1\n(i for i in [1]).gi_frame.f_builtins.clear()"
    ),
    "a class by another name": (
        "import torch\nclass A:\n    def f(self):\n        self.__name__ = 'A'\nA.f(torch.Tensor)"
    ),
    "memory beyond what was written to": "import torch\nx = torch.ones(1)\nx.set_(x, 9, (1,))",
    "memory that was not written to": "import torch\nprint(torch.empty(3))",
    "the same, made by a class": "import torch\nprint(torch.FloatTensor(2, 3))",
    "a default changed by a trick": "import torch\ndef f(*, __x=1):\n    pass",
}


def plain(source: str, *files: str, style: str = "script") -> bool:
    lines = source.split("\n")
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    text = "\n".join(line[indent:] for line in lines)
    program = Program("a.py", style, (Cell("code", text, "a.py"),))  # type: ignore[arg-type]
    return 0 in inspect(Document((program,), (), tuple((name, b"") for name in files))).plain


@pytest.mark.parametrize("title", PLAIN)
def test_what_leaves_nothing_behind_is_plain(title: str) -> None:
    assert plain(PLAIN[title])


@pytest.mark.parametrize("title", NOT_PLAIN)
def test_what_may_leave_something_behind_is_not(title: str) -> None:
    assert not plain(NOT_PLAIN[title])


def test_magics_and_shell_lines_are_not_plain() -> None:
    assert not plain("%matplotlib inline\nx = 1", style="notebook")
    assert not plain("!pip install torch\nx = 1", style="notebook")


def test_a_file_in_the_place_of_a_library_is_not_plain() -> None:
    assert plain("import torch", "data.csv")
    assert not plain("import torch", "torch.py")
    assert not plain("import torch", "math/__init__.py")


def test_every_cell_counts() -> None:
    cells = (Cell("code", "x = 1", "a.ipynb", 1), Cell("code", "import os", "a.ipynb", 2))
    document = Document((Program("a.ipynb", "notebook", cells),), ())
    assert not inspect(document).plain


def test_most_answers_to_the_first_homework_are_plain() -> None:
    samples = read_samples(load("no_grad_cubic").solutions)
    found = [
        inspect(extract(Submission(sample.name, "", sample.files))).plain for sample in samples
    ]
    assert sum(0 in programs for programs in found) > 0.9 * len(samples)
