"""Input, warnings, missing packages and the shell, as a program meets them while it is graded."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.probe.conftest import Runner

NOT_LEAF = (
    "import torch\n"
    "x = torch.tensor(1.0, requires_grad=True) * 2\n"
    "y = x ** 2\n"
    "y.backward()\n"
    "print(x.grad)\n"
    "print(x.grad)\n"
)


def missing(package: str) -> pytest.MarkDecorator:
    found = importlib.util.find_spec(package) is not None
    return pytest.mark.skipif(found, reason=f"{package} is installed")


def test_input_raises_one_clear_sentence_in_both_languages(script: Runner) -> None:
    ran = script("a = 1\nx = float(input('x = '))\nprint('on')\n")
    assert ran.skipped == [("input", "x =", 2)]
    (error,) = ran.errors
    assert "评分时没有人输入" in error.message
    assert "Nobody can type" in error.message
    assert error.stack[-1].line == 2
    assert ran.text() == "on\n"


def test_input_in_a_cell_and_by_other_names(notebook: Runner) -> None:
    ran = notebook(
        "input()",
        "import getpass; getpass.getpass('key')",
        "import sys\nprint(repr(sys.stdin.read()))",
    )
    assert [kind for kind, _, _ in ran.skipped] == ["input"] * 3
    assert len(ran.errors) == 2
    assert ran.text() == "''\n"


def test_a_program_may_handle_that_nobody_types(script: Runner) -> None:
    ran = script("try:\n    x = input()\nexcept RuntimeError:\n    x = 1\nprint(x)\n")
    assert ran.text() == "1\n"
    assert not ran.errors


def test_the_warning_about_a_gradient_of_no_leaf_is_told_at_each_line(script: Runner) -> None:
    ran = script(NOT_LEAF)
    told = [w for w in ran.warned if "not a leaf" in w.message]
    assert [(w.category, w.site.unit, w.site.line) for w in told] == [
        ("UserWarning", 0, 5),
        ("UserWarning", 0, 6),
    ]
    assert ran.text("stderr") == ""


def test_an_earlier_run_does_not_hide_a_warning(script: Runner) -> None:
    assert [w.site for w in script(NOT_LEAF).warned] == [w.site for w in script(NOT_LEAF).warned]


def test_warnings_of_the_program_itself(script: Runner) -> None:
    ran = script(
        "import warnings, numpy\n"
        "for _ in range(3):\n"
        "    warnings.warn('mine')\n"
        "numpy.log(numpy.zeros(1))\n"
        "warnings.warn('old', DeprecationWarning)\n"
    )
    assert [(w.category, w.site.line) for w in ran.warned] == [
        ("UserWarning", 3),
        ("RuntimeWarning", 4),
        ("DeprecationWarning", 5),
    ]


def test_a_warning_of_the_compiler_has_its_line(script: Runner) -> None:
    ran = script("a = 1\nb = a is 1\n")
    assert [(w.category, w.site.line) for w in ran.warned] == [("SyntaxWarning", 2)]


def test_warnings_that_the_program_collects_are_known_and_those_that_it_silences_are_not(
    script: Runner,
) -> None:
    ran = script(
        "import warnings\n"
        "with warnings.catch_warnings(record=True) as caught:\n"
        "    warnings.warn('a')\n"
        "print(len(caught))\n"
        "warnings.filterwarnings('ignore')\n"
        "warnings.warn('b')\n"
    )
    assert ran.text() == "1\n"
    assert [warning.message for warning in ran.warned] == ["a"]


@missing("matplotlib")
def test_drawing_with_a_missing_matplotlib_does_nothing(notebook: Runner) -> None:
    ran = notebook(
        "import torch\nimport matplotlib.pyplot as plt\nfrom matplotlib import cm\n"
        "x = torch.ones(1)",
        "fig, ax = plt.subplots()\nfig, (a, b) = plt.subplots(1, 2)\nline, = ax.plot([1], [2])\n"
        "n, *rest = plt.hist([1])\nwith plt.style.context('x'):\n    plt.plot(x)\n"
        "ax.set(title='a').grid(True)\naxes = fig.axes\naxes[0].plot([1])\n"
        "for ax in axes:\n    ax.legend()\nplt.rcParams['font.size'] = 3\nplt.show()",
        "x",
    )
    assert ran.skipped == [("module", "matplotlib", 2)]
    assert not ran.errors
    assert ran.text("result") == "tensor([1.])\n"


@missing("tqdm")
def test_a_missing_tqdm_passes_on_what_it_is_given(script: Runner) -> None:
    ran = script(
        "from tqdm import tqdm, trange\nfrom tqdm.auto import tqdm as t2\n"
        "print(list(tqdm([1, 2])), list(trange(3)), len(t2(range(4))))\n"
        "with tqdm(total=3) as bar:\n    bar.update(2)\n    bar.set_description('a')\n"
        "print(bar.n)\nfor _ in (bar := tqdm(range(2))):\n    bar.set_postfix(loss=1)\n"
    )
    assert ran.text() == "[1, 2] [0, 1, 2] 4\n2\n"
    assert not ran.errors


@missing("torchviz")
def test_a_graph_drawing_does_nothing(script: Runner) -> None:
    ran = script("from torchviz import make_dot\nmake_dot(3).render('g', view=True)\nprint(1)\n")
    assert ran.skipped == [("module", "torchviz", 1)]
    assert ran.text() == "1\n"


@missing("torchvision")
def test_a_missing_package_costs_only_itself(notebook: Runner) -> None:
    ran = notebook(
        "import torchvision, torch\nfrom torchvision import datasets\nx = torch.ones(1)\nx",
        "datasets.MNIST('.')",
    )
    assert [(kind, text) for kind, text, _ in ran.skipped] == [("module", "torchvision")] * 2
    assert ran.text("result") == "tensor([1.])\n"
    assert [error.type for error in ran.errors] == ["NameError"]


def test_a_misspelt_package_is_an_error(script: Runner) -> None:
    ran = script("import troch\n")
    assert [(e.type, e.message) for e in ran.errors] == [
        ("ModuleNotFoundError", "No module named 'troch'")
    ]
    assert not ran.skipped


def test_an_optional_import_of_a_library_gets_no_fake(script: Runner) -> None:
    ran = script(
        "import importlib.util, sys\nimport torch.utils.data\n"
        "print([m for m in sys.modules.values() if type(m).__name__ == 'Inert'])\n"
    )
    assert ran.text() == "[]\n"


def test_the_work_folder_comes_first_on_the_path(script: Runner) -> None:
    ran = script("import sys, os\nprint(sys.path[0] == os.getcwd())\n")
    assert ran.text() == "True\n"


def test_a_script_in_a_folder_finds_its_neighbours(
    script: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pathlib import Path

    Path("hw1").mkdir()
    Path("hw1/near.py").write_text("value = 5\n", encoding="utf-8")
    ran = script("import near, os\nprint(near.value, os.path.basename(__file__))\n", "hw1/main.py")
    assert ran.text() == "5 main.py\n"
