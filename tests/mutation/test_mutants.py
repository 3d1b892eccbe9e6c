"""Operators make the mistakes that they say they make, and nothing else."""

from __future__ import annotations

import ast
import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.mutation.mutants import make
from autograder.mutation.operators import OPERATORS
from autograder.mutation.source import Source

EXAMPLES = [
    pytest.param(name, before, after, id=f"{name}-{number}")
    for name in OPERATORS
    for number, (before, after) in enumerate(
        importlib.import_module(f"autograder.mutation.operators.{name}").EXAMPLES
    )
]


@pytest.mark.parametrize(("name", "before", "after"), EXAMPLES)
def test_each_operator_makes_the_mutants_of_its_examples(
    name: str, before: str, after: str
) -> None:
    assert after in {change.source for change in OPERATORS[name](Source(before))}


@pytest.mark.parametrize("name", OPERATORS)
def test_every_operator_has_a_docstring_and_examples(name: str) -> None:
    module = importlib.import_module(f"autograder.mutation.operators.{name}")
    assert "Why:" in (module.__doc__ or "")
    assert module.EXAMPLES


PIECES = st.sampled_from(
    (
        "x = torch.tensor(1.0, requires_grad=True)  # 叶子\n",
        "y = x**2\n",
        "with torch.no_grad():\n    z = x * 3  # 立方\n    w = z + 1\n",
        "def f(a):\n    b = a - 2\n    return b / 3\n",
        "y.backward()\n",
        "x.grad.zero_()\n",
        "if x > 0:\n    x.grad = None\nelse:\n    y.backward()\n",
        "# nur ein Kommentar\n",
        "\n",
        "名字 = x + y; print(名字)\n",
    )
)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_every_mutant_parses_differs_and_keeps_the_comments(program: str) -> None:
    mutants = make(program)
    assert len({mutant.source for mutant in mutants}) == len(mutants)
    comments = program.count("#")
    for mutant in mutants:
        ast.parse(mutant.source)
        assert mutant.source != program
        assert mutant.source.count("#") >= comments - 1  # the line of a dropped statement


def test_a_program_that_does_not_parse_has_none() -> None:
    with pytest.raises(SyntaxError):
        make("x = (")
