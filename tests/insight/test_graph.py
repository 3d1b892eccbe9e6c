"""The graph and trace of a submission as data, from real runs."""

from __future__ import annotations

import pytest

from autograder.extract import extract
from autograder.insight.graph import Graph
from autograder.insight.look import Look, look_at
from autograder.pipeline import Grader
from tests.support import submission

RIGHT = """import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
"""


def look(grader: Grader, source: str) -> Look:
    handed_in = submission({"hw.py": source})
    case, _ = grader.examine(handed_in, extract(handed_in))
    return look_at(case)


def graded(seen: Look) -> Graph:
    found = seen.graphs[0]
    assert found.graded
    return found


def brought(graph: Graph) -> dict[str, tuple[float, ...]]:
    names = {node.id: node.name for node in graph.nodes}
    return {names[e.target]: e.brings for e in graph.edges if e.brings is not None}


def test_tracking_stops_where_the_cube_is_computed(grader: Grader) -> None:
    graph = graded(look(grader, RIGHT))
    kinds = {node.name: node.kind for node in graph.nodes}
    assert kinds == {"x": "leaf", "y1": "tracked", "y2": "cut", "y3": "tracked"}
    assert brought(graph) == {"y1": (2.0,)}
    assert graph.gradient == (2.0,)


def test_every_tracked_path_says_what_it_brings(grader: Grader) -> None:
    tracked = RIGHT.replace("with torch.no_grad():\n    y2", "y2")
    assert brought(graded(look(grader, tracked))) == {"y1": (2.0,), "y2": (3.0,)}


def test_what_comes_back_through_a_product_follows_the_chain_rule(grader: Grader) -> None:
    scaled = RIGHT.replace("y3 = y1 + y2", "y3 = y1 * 4 + y2").replace("tensor(1.", "tensor(3.")
    assert brought(graded(look(grader, scaled)))["y1"] == pytest.approx((24.0,))


def test_a_tensor_that_was_never_tracked_is_not_called_cut(grader: Grader) -> None:
    untracked = RIGHT.replace(", requires_grad=True", "")
    kinds = {node.kind for node in graded(look(grader, untracked)).nodes}
    assert "cut" not in kinds
    assert "leaf" not in kinds


def test_edges_lead_from_earlier_layers_to_later_ones(grader: Grader) -> None:
    graph = graded(look(grader, RIGHT))
    level = {node.id: node.level for node in graph.nodes}
    assert graph.edges
    assert all(level[edge.source] < level[edge.target] for edge in graph.edges)


def test_a_long_history_is_cut_to_what_is_near_the_result(grader: Grader) -> None:
    long = RIGHT.replace("y3 = y1 + y2", "y3 = y1 + y2\nfor _ in range(80):\n    y3 = y3 * 1.0")
    graph = graded(look(grader, long))
    assert graph.left_out > 0
    assert all(0 <= edge.source < len(graph.nodes) for edge in graph.edges)


def test_the_trace_shows_flags_and_gradients_line_by_line(grader: Grader) -> None:
    rows = look(grader, RIGHT).traces[0].rows
    cube = next(row for row in rows if row.name == "y2")
    assert (cube.requires_grad, cube.grad_fn, cube.grad_mode) == (False, None, False)
    assert cube.where is not None
    assert cube.where.line == 5
    assert next(row.value for row in rows if row.kind == "backward") == "x.grad: None → 2"


def test_an_error_is_a_row_of_the_trace(grader: Grader) -> None:
    rows = look(grader, RIGHT + "y3.backward()\n").traces[0].rows
    assert rows[-1].kind == "error"
    assert "second time" in rows[-1].error


def test_a_submission_without_an_experiment_has_no_graph(grader: Grader) -> None:
    seen = look(grader, "print('nothing here')\n")
    assert seen.graphs == ()
    assert seen.signature == "none:"
