"""Scripts run statement by statement, as a real Python main module."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from autograder.evidence.schema import Backward, Bound, Finished, UnitEnded, UnitStarted

if TYPE_CHECKING:
    from tests.probe.conftest import Runner


def test_an_error_in_one_place_does_not_hide_the_exercise_in_another(script: Runner) -> None:
    ran = script(
        "import torch\n"
        "print(undefined)\n"
        "x = torch.tensor(1.0, requires_grad=True)\n"
        "y = x ** 2\n"
        "y.backward()\n"
        "print(x.grad)\n"
    )
    assert [(error.type, error.stack[0].line) for error in ran.errors] == [("NameError", 2)]
    assert len(ran.all(Backward)) == 1
    assert ran.text() == "tensor(2.)\n"
    assert ran.finished


def test_frames_stand_between_the_start_and_the_end_of_their_unit(script: Runner) -> None:
    ran = script("a = 1\n")
    assert ran.frames[0] == UnitStarted(0)
    assert isinstance(ran.frames[1], Bound)
    assert ran.frames[-2] == UnitEnded(0, True)
    assert isinstance(ran.frames[-1], Finished)
    assert ran.status == 0


def test_a_unit_with_an_error_ends_as_not_ok(script: Runner) -> None:
    assert script("1 / 0\n").all(UnitEnded) == [UnitEnded(0, False)]


def test_it_is_the_main_module(script: Runner) -> None:
    ran = script(
        "import sys, os\n"
        "if __name__ == '__main__':\n"
        "    print('main', os.path.basename(__file__), sys.modules['__main__'].__name__)\n"
        "print(sys.argv == [__file__], globals() is vars(sys.modules['__main__']))\n"
        "print(hasattr(sys, 'ps1'), '__IPYTHON__' in dir(__builtins__), 'In' in globals())\n"
    )
    assert ran.text() == "main homework.py __main__\nTrue True\nFalse False False\n"


def test_the_docstring_is_the_first_string_and_no_later_one(script: Runner) -> None:
    ran = script("'''about'''\nx = 1\n'''a block left out'''\nprint(__doc__)\n")
    assert ran.text() == "about\n"


def test_future_imports_hold_for_later_statements(script: Runner) -> None:
    ran = script(
        "from __future__ import annotations\n"
        "def f(a: NotDefinedAnywhere): return a\n"
        "print(f.__annotations__)\n"
    )
    assert ran.text() == "{'a': 'NotDefinedAnywhere'}\n"
    assert not ran.errors


def test_pickle_dataclasses_type_hints_and_sources_work(script: Runner) -> None:
    ran = script(
        "import pickle, inspect, typing\n"
        "from dataclasses import dataclass\n"
        "@dataclass\n"
        "class P:\n"
        "    x: int = 3\n"
        "def twice(n):\n"
        "    return 2 * n\n"
        "print(pickle.loads(pickle.dumps(P())) == P(), pickle.loads(pickle.dumps(twice))(2))\n"
        "print(typing.get_type_hints(P))\n"
        "print(inspect.getsource(twice))\n"
    )
    assert ran.text().startswith("True 4\n{'x': <class 'int'>}\ndef twice(n):\n    return 2 * n\n")
    assert not ran.errors


def test_a_module_of_the_students_own_is_imported(script: Runner) -> None:
    Path("helper.py").write_text("def cube(x):\n    return x ** 3\n", encoding="utf-8")
    ran = script("import torch\nfrom helper import cube\nprint(cube(torch.tensor(2.0)))\n")
    assert ran.text() == "tensor(8.)\n"
    assert not Path("__pycache__").exists()


def test_an_error_in_their_module_has_the_line_that_called_it(script: Runner) -> None:
    Path("helper.py").write_text("def f():\n    return 1 / 0\n", encoding="utf-8")
    ran = script("import helper\n\nhelper.f()\n")
    assert [(site.unit, site.line) for site in ran.errors[0].stack] == [(0, 3)]


def test_an_uncaught_exit_ends_the_script_quietly(script: Runner) -> None:
    ran = script("import sys\nprint(1)\nsys.exit('done')\nprint(2)\n")
    assert ran.text() == "1\n"
    assert [(error.type, error.message) for error in ran.errors] == [("SystemExit", "done")]
    assert ran.finished


@pytest.mark.parametrize("call", ["exit()", "quit()", "raise SystemExit"])
def test_every_way_to_exit_ends_it(script: Runner, call: str) -> None:
    ran = script(f"{call}\nprint(2)\n")
    assert ran.text() == ""
    assert ran.errors[0].type == "SystemExit"


def test_an_exit_that_is_caught_ends_nothing(script: Runner) -> None:
    ran = script("try:\n    exit()\nexcept SystemExit:\n    print('no')\nprint('on')\n")
    assert ran.text() == "no\non\n"
    assert not ran.errors


def test_a_keyboard_interrupt_that_is_raised_is_an_error_like_others(script: Runner) -> None:
    ran = script("raise KeyboardInterrupt\nprint('on')\n")
    assert ran.errors[0].type == "KeyboardInterrupt"
    assert ran.text() == "on\n"


def test_endless_recursion_is_reported_with_both_ends_of_the_stack(script: Runner) -> None:
    ran = script("def f(n):\n    return f(n + 1)\nf(0)\nprint('on')\n")
    (error,) = ran.errors
    assert error.type == "RecursionError"
    assert (error.stack[0].unit, error.stack[0].line) == (0, 3)
    assert error.stack[-1].function == "f"
    assert len(error.stack) <= 32
    assert ran.text() == "on\n"


def test_a_memory_error_is_reported(script: Runner) -> None:
    ran = script("x = bytearray(1 << 62)\nprint('on')\n")
    assert ran.errors[0].type in {"MemoryError", "OverflowError"}
    assert ran.text() == "on\n"


def test_catching_everything_does_not_catch_the_runner(script: Runner) -> None:
    ran = script("try:\n    print(input('n? '))\nexcept BaseException:\n    pass\nprint('on')\n")
    assert ran.text() == "on\n"
    assert not ran.errors
    assert ran.finished


def test_ipython_lines_in_a_script_work(script: Runner) -> None:
    ran = script(
        "\n# exported\n%matplotlib inline\n!pip install torch\nfiles = !ls\n"
        "get_ipython().system('ls -l')\nprint(files)\n"
    )
    assert ran.skipped == [
        ("shell", "pip install torch", 4),
        ("shell", "ls", 5),
        ("shell", "ls -l", 6),
    ]
    assert ran.text() == "[]\n"
    assert not ran.errors


def test_a_script_exported_from_a_notebook_keeps_its_cell_magic(script: Runner) -> None:
    ran = script("get_ipython().run_cell_magic('time', '', 'a = 5\\n1 / 0\\n')\nprint(a)\n")
    assert "5\n" in ran.text()
    assert [site.line for site in ran.errors[0].stack] == [1]


def test_names_bound_are_told_after_each_statement(script: Runner) -> None:
    ran = script("a = 1\nb = (2 +\n     3)\n")
    assert [(frame.line, frame.names) for frame in ran.all(Bound)] == [
        (1, {"a": 1.0}),
        (2, {"b": 5.0}),
    ]


def test_threads_do_not_keep_the_process(script: Runner) -> None:
    ran = script(
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=(600,)).start()\n"
        "print('end')\n"
    )
    assert ran.text() == "end\n"
    assert ran.finished


def test_seeds_are_set(script: Runner) -> None:
    source = (
        "import random, numpy, torch\n"
        "print(random.random(), numpy.random.rand(), torch.rand(1).item())\n"
    )
    first, again, other = script(source, seed=5), script(source, seed=5), script(source, seed=6)
    assert first.text() == again.text()
    assert all(a != b for a, b in zip(first.text().split(), other.text().split(), strict=True))
