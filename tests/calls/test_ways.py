"""A right function is right however it is written, and nothing is said against it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autograder.diagnosis.function_example import ASSIGNMENT, example
from tests.support import Grade

WEIGHTED = "def weighted(x, w):\n    return w * x + x ** 2"
CUBE = """\
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 3
    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return 3 * x ** 2 * grad"""
SUMMARY = """\
def summary(x):
    return {"mean": x.mean().item(), "positive": [bool(v > 0) for v in x]}"""

WAYS = {
    "lambda": (WEIGHTED, "weighted = lambda a, b: a * b + a * a"),
    "partial": (
        WEIGHTED,
        "import functools\ndef general(x, w, power):\n    return w * x + x ** power\n"
        "weighted = functools.partial(general, power=2)",
    ),
    "callable object": (
        WEIGHTED,
        "class Weighted:\n    power = 2\n    def __call__(self, x, w):\n"
        "        return w * x + x ** self.power\nweighted = Weighted()",
    ),
    "module": (
        WEIGHTED,
        "class Weighted(torch.nn.Module):\n    def forward(self, x, w):\n"
        "        return torch.addcmul(x ** 2, w, x)\nweighted = Weighted()",
    ),
    "decorated": (
        WEIGHTED,
        "import functools\ndef logged(f):\n    @functools.wraps(f)\n    def inner(*args):\n"
        "        print('called')\n        return f(*args)\n    return inner\n"
        "@logged\n" + WEIGHTED,
    ),
    "scripted": (
        WEIGHTED,
        "@torch.jit.script\n" + WEIGHTED,
    ),
    "in place on a copy": (
        WEIGHTED,
        "def weighted(x: torch.Tensor, w: torch.Tensor, *, check: bool = False) -> torch.Tensor:\n"
        "    result = x.clone()\n    result *= w\n    result += x * x\n    return result",
    ),
    "element by element": (
        WEIGHTED,
        "def weighted(x, w):\n    return torch.stack([b * a + a ** 2 for a, b in zip(x, w)])",
    ),
    "looks at values untracked": (
        WEIGHTED,
        "def weighted(x, w):\n    with torch.no_grad():\n        print((w * x).sum().item())\n"
        "    y = w * x + x ** 2\n    assert y.requires_grad == x.requires_grad\n    return y",
    ),
    "defined twice": (WEIGHTED, "def weighted(x, w):\n    return None\n" + WEIGHTED),
    "by a Function of its own": (
        WEIGHTED,
        "class Product(torch.autograd.Function):\n    @staticmethod\n"
        "    def forward(ctx, a, b):\n        ctx.save_for_backward(a, b)\n        return a * b\n"
        "    @staticmethod\n    def backward(ctx, g):\n        a, b = ctx.saved_tensors\n"
        "        return g * b, g * a\n"
        "def weighted(x, w):\n    return Product.apply(w, x) + Product.apply(x, x)",
    ),
    "setup_context": (
        CUBE,
        "class Cube(torch.autograd.Function):\n    @staticmethod\n    def forward(x):\n"
        "        return x * x * x\n    @staticmethod\n    def setup_context(ctx, inputs, output):\n"
        "        ctx.save_for_backward(inputs[0])\n    @staticmethod\n    def backward(ctx, g):\n"
        "        return 3 * ctx.saved_tensors[0].square() * g",
    ),
    "slope saved": (
        CUBE,
        "class Cube(torch.autograd.Function):\n    @staticmethod\n    def forward(ctx, x):\n"
        "        ctx.slope = (3 * x ** 2).detach()\n        return x.pow(3)\n    @staticmethod\n"
        "    def backward(ctx, g):\n        return ctx.slope.mul(g)",
    ),
    "in NumPy": (
        CUBE,
        "class Cube(torch.autograd.Function):\n    @staticmethod\n    def forward(ctx, x):\n"
        "        ctx.save_for_backward(x)\n"
        "        return torch.from_numpy(x.detach().numpy() ** 3)\n    @staticmethod\n"
        "    def backward(ctx, g):\n        (x,) = ctx.saved_tensors\n"
        "        return torch.from_numpy(3 * x.numpy() ** 2) * g",
    ),
    "needs_input_grad": (
        CUBE,
        CUBE.replace(
            "        return 3 * x ** 2 * grad",
            "        return 3 * x ** 2 * grad if ctx.needs_input_grad[0] else None",
        ),
    ),
    "once differentiable": (
        CUBE,
        "from torch.autograd.function import once_differentiable\n"
        + CUBE.replace(
            "    @staticmethod\n    def backward",
            "    @staticmethod\n    @once_differentiable\n    def backward",
        ),
    ),
    "inherited": (
        CUBE,
        CUBE.replace("class Cube(", "class Base(") + "\nclass Cube(Base):\n    pass",
    ),
    "numbers of NumPy": (
        SUMMARY,
        "import numpy as np\ndef summary(x):\n    a = x.numpy()\n"
        "    return {'positive': list(a > 0), 'mean': a.mean()}",
    ),
    "another mapping": (
        SUMMARY,
        "from collections import OrderedDict\ndef summary(x):\n"
        "    return OrderedDict(mean=float(sum(x) / len(x)), positive=tuple((x > 0).tolist()))",
    ),
    "another default dtype": (SUMMARY, SUMMARY + "\ntorch.set_default_dtype(torch.float64)"),
    "gradients switched off at the end": (SUMMARY, SUMMARY + "\ntorch.set_grad_enabled(False)"),
    "an error after all": (SUMMARY, SUMMARY + "\nprint(undefined)"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_right_function_is_right(way: str, grade_with: Callable[[str], Grade]) -> None:
    report = grade_with(ASSIGNMENT)(example(WAYS[way]))
    said = [f"{m.code}: {m.message}" for m in report.messages if m.severity == "error"]
    assert said == []
    assert report.score == report.max_score
