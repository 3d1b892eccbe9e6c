"""Code is coloured as pygments would colour it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexers.python import PythonLexer

from autograder.report.code import _lexer

ROOT = Path(__file__).parents[2]
PYGMENTS = PythonLexer(stripnl=False, ensurenl=False)
PIECES = [
    *("x", "1.5", " ", "\t", "\u3000", "\n", "(", ")", "[", "]", ",", "{", "}", ":", ".", "=", "#"),
    *(
        "'",
        '"',
        "'''",
        '"""',
        "\\",
        "f'",
        "rb'",
        "def ",
        "class ",
        "import ",
        "from ",
        "match ",
        "@",
    ),
]


@pytest.mark.parametrize(
    "file", sorted((ROOT / "solutions").glob("*/reference.py")), ids=lambda f: f.parent.name
)
def test_programs_are_coloured_alike(file: Path) -> None:
    source = file.read_text("utf-8")
    assert [*_lexer.get_tokens(source)] == [*PYGMENTS.get_tokens(source)]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_any_text_is_coloured_alike(source: str) -> None:
    assert [*_lexer.get_tokens(source)] == [*PYGMENTS.get_tokens(source)]
