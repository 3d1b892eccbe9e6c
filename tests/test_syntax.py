"""Trees are made for several threads at once, whatever runs in between."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder import syntax

SOURCE = (
    "def f(x):\n    return [(x + 1) * (x - i) ** 2 for i in range(3) if (i, [x, {i: x}])]\n"
) * 40


@pytest.fixture
def other_threads_get_turns() -> Iterator[None]:
    """While trees are made: the collector runs all the time, and its callbacks are Python."""

    def callback(phase: str, info: dict[str, int]) -> None:
        sum(range(len(phase) * 20))

    before = gc.get_threshold()
    gc.callbacks.append(callback)
    gc.set_threshold(1)
    yield
    gc.set_threshold(*before)
    gc.callbacks.remove(callback)


@pytest.mark.usefixtures("other_threads_get_turns")
def test_threads_do_not_spoil_each_others_trees() -> None:
    with ThreadPoolExecutor(4) as pool:
        trees = list(pool.map(syntax.parse, [SOURCE] * 40))
    assert {len(tree.body) for tree in trees} == {40}


@pytest.mark.parametrize("source", ["1 +", "x = '\0'", "(" * 10_000])
def test_what_cannot_be_parsed_raises_one_of_few(source: str) -> None:
    with pytest.raises(syntax.UNPARSABLE):
        syntax.parse(source)


@pytest.mark.parametrize(
    "path", sorted(Path(syntax.__file__).parent.glob("*.py")), ids=lambda path: path.name
)
def test_nodes_are_those_of_the_standard_library_in_its_order(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert syntax.nodes(tree) == list(ast.walk(tree))
