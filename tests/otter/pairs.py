# ruff: noqa: E501 - test files of Otter as they are generated
"""Submissions and Otter zips to grade both with Otter and with us.

What is compared: points by case, by file and by list, all_or_nothing, hidden cases, doctests with
options and exceptions, functions of names and of the whole environment; notebooks that check
themselves on the way and change things afterwards, errors, broken code, seeds and files.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "solutions" / "no_grad_cubic"

TORCH_FUNCTIONS = {
    "gradient": """
from otter.test_files import test_case
import torch

OK_FORMAT = False

name = "gradient"
points = 5
WANTED = torch.tensor(2.0)


def close(a, b):
    return torch.allclose(a.float().sum(), b)


@test_case(points=2)
def test_there(x):
    assert x.grad is not None


@test_case(points=None, hidden=True, failure_message="secret message")
def test_value(x):
    assert close(x.grad, WANTED), f"secret {WANTED}"


@test_case()
def test_shape(env):
    assert env["x"].grad.shape == env["x"].shape
""",
    "graph": """
from otter.test_files import test_case

OK_FORMAT = False

name = "graph"
points = [0.5, 1, 1.5]
all_or_nothing = True


@test_case(hidden=False, success_message="well done")
def test_y1(y1):
    assert y1.requires_grad


@test_case(hidden=True)
def test_y2(y2):
    assert not y2.requires_grad
    assert y2.grad_fn is None


@test_case(name="the sum")
def test_y3(y3, y1):
    assert y3.grad_fn is not None and y1 is not None
""",
    "unscored": """
from otter.test_files import test_case

OK_FORMAT = False

name = "unscored"


@test_case(points=0)
def test_nothing(env):
    env["x"] = 1


@test_case()
def test_changed(x):
    assert x == 1


@test_case()
def test_missing(no_such_name):
    assert no_such_name is None
""",
}

TORCH_DOCTESTS = {
    "value": """
OK_FORMAT = True

test = {
    "name": "value",
    "points": 3,
    "suites": [
        {
            "cases": [
                {"code": ">>> float(y3)\\n2.0", "hidden": False, "points": 1},
                {"code": ">>> float(y1 + y2) == float(y3)\\nTrue", "failure_message": "not the sum"},
                {
                    "code": ">>> y2.backward() # doctest: +IGNORE_EXCEPTION_DETAIL\\n"
                    "Traceback (most recent call last):\\n    ...\\nRuntimeError: whatever",
                    "hidden": False,
                },
                {"code": ">>> import torch\\n>>> t = torch.ones(2)\\n>>> print(t)\\ntensor([1., 1.])"},
            ],
            "scored": True,
            "setup": "",
            "teardown": "",
            "type": "doctest",
        }
    ],
}
""",
    "printing": """
OK_FORMAT = True

test = {   'name': 'printing',
    'points': None,
    'all_or_nothing': True,
    'suites': [{'cases': [{'code': '>>> x.grad # doctest: +ELLIPSIS\\ntensor(...)', 'hidden': False, 'locked': False},
                          {'code': ">>> for i in range(2):\\n...     print(i)\\n0\\n1\\n", 'hidden': True, 'locked': False}],
                'scored': True, 'setup': '', 'teardown': '', 'type': 'doctest'}]}
""",
    "kept": """
OK_FORMAT = True

test = {"name": "kept", "points": [1, 2], "suites": [{"cases": [
    {"code": ">>> y9 = 5\\n>>> y9\\n5", "hidden": False},
    {"code": ">>> y9\\nTraceback (most recent call last):\\nNameError: name 'y9' is not defined"},
]}]}
""",
}

NUMPY_TESTS = {
    "q1": """
OK_FORMAT = True

test = {"name": "q1", "points": 2, "suites": [{"cases": [
    {"code": ">>> isinstance(total, (int, float, np.number))\\nTrue", "hidden": False},
    {"code": ">>> int(total)\\n10", "hidden": True, "points": 1.5},
]}]}
""",
    "q2": """
from otter.test_files import test_case
import numpy as np

OK_FORMAT = False

name = "q2"
points = None


@test_case(points=1)
def test_mean(mean):
    np.testing.assert_allclose(mean([1, 2, 3]), 2.0)


@test_case(points=2, hidden=True)
def test_empty(mean):
    try:
        mean([])
    except ValueError:
        return
    raise AssertionError("an empty list has no mean")


@test_case(points=0.5)
def test_data(env):
    assert env["data"].shape == (3, 2), "read data/numbers.csv"
""",
    "q3": """
OK_FORMAT = True

test = {"name": "q3", "suites": [{"cases": [
    {"code": ">>> drawn.round(4).tolist()\\n[0.3745, 0.9507, 0.732]", "hidden": False, "points": 0},
    {"code": ">>> stack.pop()\\n3", "hidden": False},
    {"code": ">>> stack.pop()\\n2", "hidden": True},
]}]}
""",
}

_START = "import numpy as np\nimport otter\ngrader = otter.Notebook('hw.ipynb')"
_Q1 = "numbers = np.arange(5)\ntotal = numbers.sum()"
_Q2 = (
    "def mean(values):\n    if not len(values):\n        raise ValueError('empty')\n"
    "    return sum(values) / len(values)\n"
    "data = np.loadtxt('data/numbers.csv', delimiter=',')"
)
_Q3 = "drawn = np.random.rand(3)\nstack = [1, 2, 3]"
_CHECK1, _CHECK2, _CHECK3 = (f'grader.check("q{n}")' for n in (1, 2, 3))

NUMPY_NOTEBOOKS: dict[str, list[Any]] = {
    "right": [_START, _Q1, _CHECK1, _Q2, _CHECK2, _Q3, _CHECK3],
    "never_checked": [_START, _Q1, _Q2, _Q3],
    "rebound_later": [_START, _Q1, _CHECK1, "total = 'none'", _Q2, _CHECK2, "del mean", _Q3],
    "right_too_late": [_START, "total = 1", _CHECK1, _Q2, _CHECK2, _Q3, _CHECK3, _Q1],
    "checked_twice": [_START, "total = 1", _CHECK1, _Q1, _CHECK1, "total = 0", _Q2, _Q3],
    "error_before_check": [_START, f"1 / 0\n{_CHECK1}", _Q1, _Q2, _Q3, _CHECK3],
    "check_in_a_cell": [_START, f"{_Q1}\n{_CHECK1}\ntotal = None", _Q2, "print(total)"],
    "checked_in_a_loop": [
        _START,
        _Q1 + "\n" + _Q2,
        "for q in ('q1', 'q2'):\n    grader.check(q)",
        "total = mean = data = None",
    ],
    "broken_cell": [_START, _Q1, "def mean(values:\n    return 2.0", "data = np.ones((3, 2))", _Q3],
    "no_numpy": [_Q1, _Q2, _Q3, "stack = [2, 3]"],
    "no_otter": ["import numpy as np", _Q1, _Q2, _Q3],
    "magics": ["%pwd\n" + _START, "%%time\n" + _Q1, "total", _Q2, _Q3 + "\n_ = stack"],
    "exits": [_START, _Q1, "import sys\nsys.exit(1)", _Q2, _Q3],
    "by_metadata": [_START, (_Q1, {"otter": {"tests": ["q1"]}}), "total = 'gone'", _Q2, _Q3],
    "ignored_cell": [_START, _Q1, _Q2, _Q3, ("total = 0", {"tags": ["otter_ignore"]})],
    "ignored_by_metadata": [_START, _Q1, _Q2, _Q3, ("mean = 0", {"otter": {"ignore": True}})],
    "stack_used_up": [_START, _Q1, _Q2, _Q3, "stack.pop()", _CHECK3, "stack = [1, 2, 3]"],
    "wrong_mean": [_START, _Q1, "mean = lambda values: 2.0\ndata = np.zeros((3, 2))", _Q3],
    "shadowed": [_START, _Q1, _Q2, _Q3, "isinstance = lambda *_: False\nint = str"],
    "async_cell": [_START, _Q1, "import asyncio\nawait asyncio.sleep(0)\n" + _Q2, _Q3],
}

NUMPY_SCRIPTS: dict[str, str] = {
    "right": f"import numpy as np\n{_Q1}\n{_Q2}\n{_Q3}\n",
    "stops": f"import numpy as np\n{_Q1}\nraise RuntimeError('stop')\n{_Q2}\n{_Q3}\n",
    "guarded": f"import numpy as np\n{_Q2}\n{_Q3}\nif __name__ == '__main__':\n    total = 10\n",
    "broken": f"import numpy as np\n{_Q1}\n{_Q2}\nprint 'x'\n",
    "printing": f"import numpy as np\nprint('hello')\n{_Q1}\nprint(total)\n{_Q3}\n",
    "float_total": f"import numpy as np\ntotal = 10.9\n{_Q2}\ndrawn = np.zeros(3)\nstack = [2, 3]\n",
}


@dataclass(frozen=True)
class Pair:
    """One submission and the zip to grade it with."""

    name: str
    zipped: Path
    submission: Path


def make(folder: Path) -> list[Pair]:
    """Write everything into a folder."""
    functions = write_zip(folder / "functions.zip", TORCH_FUNCTIONS)
    doctests = write_zip(folder / "doctests.zip", TORCH_DOCTESTS, config={"points_possible": 10})
    numeric = write_zip(
        folder / "numpy.zip",
        NUMPY_TESTS,
        config={"seed": 42},
        files={"data/numbers.csv": b"1,2\n3,4\n5,6\n"},
    )
    pairs = []
    samples = sorted(
        [*SAMPLES.glob("reference.*"), *SAMPLES.glob("*/*.py"), *SAMPLES.glob("*/*.ipynb")]
    )
    # By turns with one zip and the other. Some hang or print without end; what is not plain UTF-8
    # ends Otter and is read by us.
    skipped = ("timed", "memory", "output", "windows_lines", "gbk")
    samples = [one for one in samples if not one.stem.startswith(skipped)][::4]
    for number, sample in enumerate(samples):
        zipped = doctests if number % 2 else functions
        pairs.append(
            Pair(f"torch {zipped.stem} {sample.parent.name}/{sample.name}", zipped, sample)
        )
    for name, cells in NUMPY_NOTEBOOKS.items():
        path = folder / "notebooks" / name / "hw.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook(cells)), encoding="utf-8")
        pairs.append(Pair(f"numpy notebook {name}", numeric, path))
    for name, source in NUMPY_SCRIPTS.items():
        path = folder / "scripts" / name / "hw.py"
        path.parent.mkdir(parents=True)
        path.write_text(source, encoding="utf-8")
        pairs.append(Pair(f"numpy script {name}", numeric, path))
    return pairs


def notebook(cells: list[Any], metadata: dict[str, Any] | None = None) -> dict[str, Any]:
    """A notebook of code cells: sources, or (source, metadata of the cell)."""
    found = []
    for number, cell in enumerate(cells):
        source, own = cell if isinstance(cell, tuple) else (cell, {})
        found.append(
            {
                "cell_type": "code",
                "id": f"cell{number}",
                "metadata": own,
                "source": source,
                "outputs": [],
                "execution_count": None,
            }
        )
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {
        "cells": found,
        "metadata": {"kernelspec": kernel, **(metadata or {})},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def write_zip(
    path: Path,
    tests: dict[str, str],
    *,
    config: dict[str, Any] | None = None,
    files: dict[str, bytes] | None = None,
) -> Path:
    """A zip as `otter generate` lays it out."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, source in tests.items():
            archive.writestr(f"tests/{name}.py", source)
        archive.writestr("otter_config.json", json.dumps(config or {}))
        for name, data in (files or {}).items():
            archive.writestr(f"files/{name}", data)
    return path
