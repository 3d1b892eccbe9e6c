"""What hidden cases need goes with them."""

from __future__ import annotations

from autograder.otter.pruning import without

SOURCE = """\
from otter.test_files import test_case
import math

OK_FORMAT = False
name = "q"
points = 3
SECRET = 42
SHARED = helper_value = 7
TOP: int = 1


def secret_helper(x):
    return x == SECRET


def helper(x):
    return x == SHARED + TOP


@test_case(points=1)
def test_public(x):
    assert helper(x)


@test_case(
    points=2,
    hidden=True,
)
def test_hidden(x):
    assert secret_helper(x)
"""


def test_hidden_cases_and_what_only_they_use_are_left_out_and_lines_stay() -> None:
    pruned = without(SOURCE, [("test_hidden", 25)])
    assert pruned is not None
    for gone in ("SECRET", "secret_helper", "test_hidden", "42"):
        assert gone not in pruned
    for kept in ("SHARED = helper_value = 7", "TOP: int = 1", "def helper", "import math"):
        assert kept in pruned
    lines, before = pruned.split("\n"), SOURCE.split("\n")
    assert len(lines) == len(before)
    assert all(line in ("", old) for line, old in zip(lines, before, strict=True))


def test_without_hidden_cases_nothing_changes() -> None:
    assert without(SOURCE, []) == SOURCE


def test_cases_that_are_made_in_a_loop_cannot_be_cut_out() -> None:
    source = "for n in range(3):\n    test_case(hidden=True)(lambda x: None)\n"
    assert without(source, [("<lambda>", 2)]) is None
