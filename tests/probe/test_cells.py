"""Notebook cells run through IPython, cell by cell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from autograder.evidence.schema import Backward, Bound, Op, Output, UnitEnded

if TYPE_CHECKING:
    from tests.probe.conftest import Runner


def test_an_error_stops_its_cell_and_the_next_cell_runs(notebook: Runner) -> None:
    ran = notebook("print(1)\n1 / 0\nprint(2)", "print(3)")
    assert ran.text() == "1\n3\n"
    assert [(error.unit, error.stack[-1].line) for error in ran.errors] == [(0, 2)]
    assert ran.all(UnitEnded) == [UnitEnded(0, False), UnitEnded(1, True)]


def test_a_syntax_error_runs_nothing_of_its_cell(notebook: Runner) -> None:
    ran = notebook("print(1)\nprint 2", "\n\n# words\nx = = 3", "print(3)")
    assert ran.text() == "3\n"
    assert [(e.unit, e.syntax, e.stack[0].line) for e in ran.errors] == [(0, True, 2), (1, True, 4)]


def test_the_last_expression_is_shown(notebook: Runner) -> None:
    ran = notebook("import torch\nx = torch.ones(2)\nx * 2", "x;", "x * 3 ; # quiet", "None", "'é'")
    assert [(o.stream, o.text, o.unit, o.line) for o in ran.all(Output)] == [
        ("result", "tensor([2., 2.])\n", 0, 3),
        ("result", "'é'\n", 4, 1),
    ]


def test_what_is_shown_is_looked_at_on_the_students_line(notebook: Runner) -> None:
    ran = notebook("import torch\nx = torch.ones(1)", "\nx")
    shown = [op for op in ran.all(Op) if op.name == "torch.Tensor.__repr__"]
    assert [(op.site.unit, op.site.line) for op in shown] == [(1, 2)]


def test_underscore_and_histories(notebook: Runner) -> None:
    ran = notebook("2 + 3", "print(_, Out[1], In[1], _1, _i)", "print(__name__)")
    assert ran.text() == "5 5 2 + 3 5 2 + 3\n__main__\n"


def test_leading_blank_lines_do_not_shift_lines(notebook: Runner) -> None:
    ran = notebook("\n\n\na = 1\n1 / 0")
    assert ran.errors[0].stack[0].line == 5
    assert ran.all(Bound)[0].line == 4


def test_names_live_on_in_later_cells(notebook: Runner) -> None:
    ran = notebook("def f():\n    return 1 / 0", "f()")
    (error,) = ran.errors
    assert [(site.unit, site.line, site.function) for site in error.stack] == [
        (1, 1, ""),
        (0, 2, "f"),
    ]


@pytest.mark.parametrize("magic", ["time", "prun", "capture out"])
def test_a_magic_around_a_cell_keeps_its_lines(notebook: Runner, magic: str) -> None:
    ran = notebook(
        "import torch\nx = torch.tensor(1.0, requires_grad=True)",
        f"\n%%{magic}\n\ny = x ** 2\ny.backward()\n1 / 0",
    )
    (backward,) = ran.all(Backward)
    assert (backward.site.unit, backward.site.line) == (1, 5)
    assert ran.errors[0].stack[0].line == 6


def test_captured_output_is_the_programs(notebook: Runner) -> None:
    ran = notebook("%%capture out\nprint('kept')\n5", "print(out.stdout)")
    assert ran.text() == "kept\n\n"
    assert ran.text("result") == ""


def test_timeit_runs_its_statement_once_and_keeps_its_names_apart(notebook: Runner) -> None:
    ran = notebook(
        "import torch\nx = torch.ones(1)",
        "%timeit -n 100 -r 3 y = x + 1",
        "%%timeit z = 1\nq = x + z",
        "print('y' in dir(), 'q' in dir())",
    )
    assert len([op for op in ran.all(Op) if op.name == "torch.Tensor.add"]) == 2
    assert ran.text() == "False False\n"


def test_time_gives_its_value(notebook: Runner) -> None:
    ran = notebook("a = %time 2 + 3\nprint(a)", "%time b = 7", "b")
    assert "5\n" in ran.text()
    assert ran.text("result") == "7\n"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("!pip install torch", "pip install torch"),
        ("%pip install torch", "%pip install torch"),
        ("pip install torch", "%pip install torch"),
        ("!ls -l", "ls -l"),
        ("f = !ls", "ls"),
        ("%%bash\nls", "%%bash"),
        ("%%sh\nls", "%%sh"),
        ("%system ls", "%system ls"),
        ("import os; os.system('ls')", "ls"),
        ("import os; os.popen('ls').read();", "ls"),
        ("import subprocess; subprocess.run(['pip', 'install', 'x'])", "pip install x"),
        (
            "import subprocess, sys\nsubprocess.check_call([sys.executable, '-m', 'pip'])",
            None,
        ),
    ],
)
def test_shell_lines_become_a_note_and_are_not_run(
    notebook: Runner, line: str, text: str | None
) -> None:
    ran = notebook(line, "print('on')")
    ((kind, said, _),) = ran.skipped
    assert kind == "shell"
    assert text is None or said == text
    assert not ran.errors
    assert not ran.audited
    assert ran.text() == "on\n"


@pytest.mark.parametrize(
    "cell",
    [
        "%matplotlib inline",
        "%config InlineBackend.figure_format = 'svg'",
        "%load_ext autoreload\n%autoreload 2",
        "%load_ext tensorboard",
        "%tensorboard --logdir runs",
        "%unknown_magic at all",
        "%%unknown_magic\nx = 1",
        "len?",
        "?len",
        "len??",
        "%pinfo len",
        "%whos",
        "%env X=1",
        "%lsmagic",
        "%cd .",
        "%debug",
        "%%html\n<b>x</b>",
        "%%javascript\nalert(1)",
        "# %% only a comment",
        "",
    ],
)
def test_magics_are_harmless(notebook: Runner, cell: str) -> None:
    ran = notebook(cell, "print('on')")
    assert not ran.errors
    assert not ran.audited
    assert ran.text().endswith("on\n")
    assert ran.finished


def test_writefile_and_run_work_in_the_work_folder(notebook: Runner) -> None:
    ran = notebook(
        "%%writefile helper.py\nz = 3\nprint('ran')", "%run helper.py", "import helper\nz"
    )
    assert Path("helper.py").read_text(encoding="utf-8") == "z = 3\nprint('ran')\n"
    assert ran.text().endswith("ran\nran\n")
    assert ran.text("result") == "3\n"
    assert not ran.audited


def test_an_error_in_a_file_that_is_run_has_the_line_of_the_run(notebook: Runner) -> None:
    Path("helper.py").write_text("1 / 0\n", encoding="utf-8")
    ran = notebook("a = 1\n%run helper.py")
    assert [(e.type, e.stack[-1].line) for e in ran.errors] == [("ZeroDivisionError", 2)]


def test_await_works_at_top_level(notebook: Runner) -> None:
    ran = notebook(
        "import asyncio\nasync def f():\n    return 4\nawait f()",
        "async with asyncio.Lock():\n    print('in')",
        "await asyncio.sleep(0)\n1 / 0",
    )
    assert ran.text("result") == "4\n"
    assert ran.text() == "in\n"
    assert ran.errors[0].stack[-1].line == 2


@pytest.mark.parametrize("call", ["exit()", "quit()", "import sys; sys.exit(1)"])
def test_exit_ends_only_its_cell(notebook: Runner, call: str) -> None:
    ran = notebook(f"{call}\nprint(1)", "print(2)")
    assert ran.text() == "2\n"
    assert [error.type for error in ran.errors] == ["SystemExit"]


def test_display_prints_the_text_form(notebook: Runner) -> None:
    ran = notebook(
        "from IPython.display import Markdown, Math, display as show\n"
        "display(3)\nshow(Markdown('# 标题'))\nshow(Math('x^2'))",
        "Markdown('*words*')",
    )
    assert ran.text() == "3\n# 标题\n$\\displaystyle x^2$\n"
    assert ran.text("result") == "*words*\n"


def test_get_ipython_is_there(notebook: Runner) -> None:
    ran = notebook(
        "import IPython\nprint(get_ipython() is IPython.get_ipython())",
        "get_ipython().run_line_magic('matplotlib', 'inline')\nget_ipython().run_cell('print(7)');",
    )
    assert ran.text() == "True\n7\n"


def test_an_error_in_a_repr_has_its_line(notebook: Runner) -> None:
    ran = notebook("class A:\n    def __repr__(self):\n        return 1 / 0", "A()")
    assert [(site.unit, site.line) for site in ran.errors[0].stack][-1] == (0, 3)


def test_future_imports_hold_in_later_cells(notebook: Runner) -> None:
    ran = notebook(
        "from __future__ import annotations", "def f(a: Nowhere): pass", "f.__annotations__"
    )
    assert ran.text("result") == "{'a': 'Nowhere'}\n"


def test_sources_of_cells_can_be_looked_up(notebook: Runner) -> None:
    ran = notebook("import inspect\ndef f():\n    return 1", "print(inspect.getsource(f))")
    assert ran.text() == "def f():\n    return 1\n\n"


def test_a_big_value_is_cut(notebook: Runner) -> None:
    ran = notebook("'x' * 50_000")
    assert len(ran.text("result")) < 20_000
    assert "more characters" in ran.text("result")
