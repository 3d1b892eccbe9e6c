"""Errors carry what was said and the student's own lines only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.evidence.schema import Op, Raised

if TYPE_CHECKING:
    from tests.probe.conftest import Runner


def test_the_stack_holds_only_the_students_lines_outermost_first(script: Runner) -> None:
    ran = script(
        "import torch\n"
        "def inner(x):\n"
        "    return torch.nn.functional.linear(x, 3)\n"
        "def outer(x):\n"
        "    return inner(x)\n"
        "outer(torch.ones(1))\n"
    )
    (error,) = ran.errors
    assert [(site.line, site.function) for site in error.stack] == [
        (6, ""),
        (5, "outer"),
        (3, "inner"),
    ]


def test_what_torch_says_is_kept(script: Runner) -> None:
    ran = script("import torch\nx = torch.tensor(1.0)\n(x ** 2).backward()\n")
    (error,) = ran.errors
    assert error.type == "RuntimeError"
    assert error.message.startswith("element 0 of tensors does not require grad")


def test_what_an_error_was_raised_from_is_told(script: Runner) -> None:
    ran = script(
        "try:\n    1 / 0\nexcept ZeroDivisionError:\n    raise ValueError('bad')\n"
        "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('worse') from e\n"
        "try:\n    1 / 0\nexcept ZeroDivisionError:\n    raise ValueError('alone') from None\n"
    )
    assert [error.message for error in ran.errors] == [
        "bad\ncaused by ZeroDivisionError: division by zero",
        "worse\ncaused by ZeroDivisionError: division by zero",
        "alone",
    ]


def test_a_long_message_is_cut(script: Runner) -> None:
    ran = script("raise ValueError('x' * 9999)\n")
    assert len(ran.errors[0].message) == 2_000


def test_an_error_that_cannot_be_shown_is_still_an_error(script: Runner) -> None:
    ran = script(
        "class Odd(Exception):\n    def __str__(self):\n        raise SystemExit\n"
        "raise Odd\nprint('on')\n"
    )
    assert [(error.type, error.message) for error in ran.errors] == [
        ("Odd", "(its message cannot be shown)")
    ]
    assert ran.text() == "on\n"


def test_a_traceback_printed_by_the_program_shows_its_source(notebook: Runner) -> None:
    ran = notebook(
        "import traceback\ntry:\n    a = 1 / 0\nexcept Exception:\n    traceback.print_exc()"
    )
    assert "a = 1 / 0" in ran.text("stderr")
    assert "ZeroDivisionError: division by zero" in ran.text("stderr")
    assert "autograder" not in ran.text("stderr")


def test_code_that_the_program_compiles_is_placed_at_its_call(script: Runner) -> None:
    ran = script("a = 1\nexec('1 / 0')\neval('1 +')\n")
    assert [(e.type, e.stack[-1].line, e.syntax) for e in ran.errors] == [
        ("ZeroDivisionError", 2, False),
        ("SyntaxError", 3, False),
    ]


def test_an_error_says_after_which_trace_entry_it_came(script: Runner) -> None:
    ran = script("import torch\nx = torch.ones(1)\nx + torch.ones(3, 2, 5).reshape(7)\n")
    kinds = [frame for frame in ran.frames if isinstance(frame, (Op, Raised))]
    assert isinstance(kinds[-1], Raised)
    assert kinds[-1].seq == kinds[-2].seq
