"""A syntax error in one place does not hide the rest of a script."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.probe.scripts import Broken, parse

if TYPE_CHECKING:
    from tests.probe.conftest import Runner

GOOD = (
    "x = 1",
    "with open('f') as f:\n    y = 2\n\n    z = 3",
    "def f(a,\n      b):\n    '''says\nmuch'''\n    return a",
    "if x:\n    pass\nelif y:\n    pass\nelse:\n    z = 1",
    "try:\n    pass\nexcept ValueError:\n    pass\nfinally:\n    pass",
    "@property\ndef g(): pass",
    "a = (1,\n2,\n)",
    "s = '''\nprint 1\n'''",
    "for i in range(3): print(i)",
    "b = 1 + \\\n    2",
    "# words（全角）",
    "'''说明'''",
)
BAD = ("print 'x'", "y = = 2", "a = （1）", "foo bar", "x = 1 +", "1x = 3", "y2 = x ** ")


def shapes(source: str) -> list[str]:
    return [ast.dump(piece) for piece in parse(source) if isinstance(piece, ast.stmt)]


@given(st.lists(st.sampled_from(GOOD), max_size=8))
def test_a_sound_script_is_taken_whole(parts: list[str]) -> None:
    source = "\n".join(parts)
    assert shapes(source) == [ast.dump(node) for node in ast.parse(source).body]


@given(
    st.lists(st.sampled_from(GOOD), max_size=5),
    st.sampled_from(BAD),
    st.lists(st.sampled_from(GOOD), max_size=5),
)
def test_sound_statements_around_a_bad_line_stay(
    before: list[str], bad: str, after: list[str]
) -> None:
    pieces = parse("\n".join([*before, bad, *after]))
    kept = [ast.dump(piece) for piece in pieces if isinstance(piece, ast.stmt)]
    wanted = [ast.dump(node) for node in ast.parse("\n".join([*before, *after])).body]
    assert kept == wanted
    line = sum(part.count("\n") + 1 for part in before) + 1
    assert [piece.line for piece in pieces if isinstance(piece, Broken)] == [line]


@given(st.lists(st.sampled_from((*GOOD, *BAD)), max_size=6))
def test_pieces_come_in_order_with_the_lines_of_the_file(parts: list[str]) -> None:
    source = "\n".join(parts)
    lines = [piece.line if isinstance(piece, Broken) else piece.lineno for piece in parse(source)]
    assert lines == sorted(lines)
    assert all(1 <= line <= source.count("\n") + 1 for line in lines)


@given(st.text(alphabet="ab=()[]:'\"\\\n\t #@0,（\0\r\x0c\ud800", max_size=60))
def test_any_text_yields_pieces_and_no_error(source: str) -> None:
    for piece in parse(source):
        assert isinstance(piece, (ast.stmt, Broken))


def test_a_python_2_print_is_reported_at_its_line_and_the_rest_runs(script: Runner) -> None:
    ran = script("x = 1\nprint x\nprint(x + 1)\n")
    (error,) = ran.errors
    assert (error.type, error.syntax, error.stack[0].line) == ("SyntaxError", True, 2)
    assert "Missing parentheses" in error.message
    assert ran.text() == "2\n"


def test_a_python_2_print_inside_a_function_costs_only_its_line(script: Runner) -> None:
    ran = script("def main():\n    x = 1\n    print x\n    return x + 1\nprint(main())\n")
    assert [(error.syntax, error.stack[0].line) for error in ran.errors] == [(True, 3)]
    assert ran.text() == "2\n"


def test_several_bad_lines_in_one_block_are_all_reported(script: Runner) -> None:
    ran = script("if True:\n    print 1\n    x = 2\n    print x\n    print('here')\n")
    assert [error.stack[0].line for error in ran.errors] == [2, 4]
    assert ran.text() == "here\n"


def test_an_indented_line_runs_and_is_reported(script: Runner) -> None:
    ran = script("x = 1\n  y = 2\n  z = 3\nprint(x + y + z)\n")
    assert [(error.type, error.stack[0].line) for error in ran.errors] == [("IndentationError", 2)]
    assert ran.text() == "6\n"


def test_a_bracket_that_is_never_closed_is_reported_where_it_opens(script: Runner) -> None:
    ran = script("print(1)\nprint((2)\nprint(3)\nprint(4)\n")
    assert [error.stack[0].line for error in ran.errors] == [2]
    assert ran.text() == "1\n3\n4\n"


def test_messages_name_lines_of_the_file(script: Runner) -> None:
    ran = script("x = 1\n\nif x:\ny = 2\nprint(y)\n")
    assert "on line 3" in ran.errors[0].message
    assert ran.text() == "2\n"


@pytest.mark.parametrize("line", ["return 5", "yield 1", "await f()", "break", "nonlocal q"])
def test_what_parses_but_does_not_compile_is_a_syntax_error(script: Runner, line: str) -> None:
    ran = script(f"print(1)\n{line}\nprint(2)\n")
    assert [(error.syntax, error.stack[0].line) for error in ran.errors] == [(True, 2)]
    assert ran.text() == "1\n2\n"


def test_a_nul_byte_is_a_syntax_error_at_its_line(script: Runner) -> None:
    ran = script("print(1)\nx = \0 2\nprint(3)\n")
    assert [(error.syntax, error.stack[0].line) for error in ran.errors] == [(True, 2)]
    assert ran.text() == "1\n3\n"


def test_ipython_lines_and_a_syntax_error_together(script: Runner) -> None:
    ran = script("!pip install torch\nprint 'a'\nprint('b')\n%matplotlib inline\nprint('c')\n")
    assert [error.stack[0].line for error in ran.errors] == [2]
    assert ran.text() == "b\nc\n"
