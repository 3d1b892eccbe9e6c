"""Signatures in words, graphs with their places, columns of a histogram."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from autograder.extract.document import SavedOutput
from autograder.insight.graph import Graph, GraphEdge, GraphNode
from autograder.report.code import Line, Listing
from autograder.web.behaviour import facts, is_right
from autograder.web.charts import histogram
from autograder.web.drawing import columns_of, place
from autograder.web.language import Words
from autograder.web.outputs import Saved, outputs_of

RIGHT = (
    "y1=right tracked; y2=right untracked; y3=right tracked; made by add of 2; "
    "input tracked at 1; gradient right; backward backward; by autograd; alone"
)


def told(signature: str, language: str = "en") -> list[str]:
    return [fact.text for fact in facts(signature, Words(language)) if fact.tone == "wrong"]


def test_a_right_behaviour_has_nothing_wrong() -> None:
    assert is_right(RIGHT)
    assert told(RIGHT) == []


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("y2=right untracked", "y2=3x^1 untracked", "y2 = 3·x · not tracked"),
        ("y2=right untracked", "y2=1x^0 untracked", "y2 = 1 · not tracked"),
        ("y2=right untracked", "y2=missing", "y2 not found"),
        ("y3=right tracked", "y3=other tracked", "y3 = something else · tracked"),
        ("gradient right", "gradient none", "x.grad is None"),
        ("gradient right", "gradient other 5", "x.grad: 5"),
        ("gradient right", "gradient 3x^2", "x.grad: 3·x^2"),
        ("backward backward", "backward missing", "no backward"),
        ("backward backward", "backward RuntimeError: element 0 of", "RuntimeError: element 0 of"),
        ("input tracked at 1", "input untracked at 1", "x = 1 · not tracked"),
        ("by autograd", "assigned", "x.grad was assigned"),
        ("alone", "accumulated", "gradients added up"),
    ],
)
def test_what_is_wrong_is_said(was: str, now: str, said: str) -> None:
    signature = RIGHT.replace(was, now)
    assert signature != RIGHT
    assert told(signature) == [said]


def test_a_role_that_should_not_be_tracked_is_wrong_though_its_value_is_right() -> None:
    signature = RIGHT.replace("y2=right untracked", "y2=right tracked")
    wrong = [f.text for f in facts(signature, Words("en"), {"y2": False}) if f.tone == "wrong"]
    assert wrong == ["y2 · tracked"]


def test_a_program_without_an_experiment_names_its_errors() -> None:
    assert told("none:NameError,TypeError")[1] == "NameError,TypeError"
    assert len(told("none:")) == 1
    assert not is_right("none:")


def node(number: int, level: int, name: str = "x") -> GraphNode:
    return GraphNode(number, level, "tracked", name, "x ** 2", "1", "PowBackward0", None, None)


def test_boxes_of_a_graph_do_not_overlap_and_lie_within_the_picture() -> None:
    nodes = tuple(node(at, at % 4, f"很长的名字{at}" * 3) for at in range(14))
    edges = tuple(
        GraphEdge(a.id, b.id, tracked=True, brings=(2.0,))
        for a in nodes
        for b in nodes
        if a.level < b.level
    )
    picture = place(Graph(None, True, None, None, "", nodes, edges, 0), "no grad_fn")
    boxes = picture.boxes
    for box in boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= picture.width
        assert box.y + box.height <= picture.height
        assert columns_of(box.title) <= 27
        for other in boxes:
            apart = (
                other is box
                or other.x + other.width <= box.x
                or box.x + box.width <= other.x
                or other.y + other.height <= box.y
                or box.y + box.height <= other.y
            )
            assert apart
    assert len(picture.curves) == len(edges)


def test_an_empty_graph_is_an_empty_picture() -> None:
    picture = place(Graph(None, True, None, None, "", (), (), 0), "no grad_fn")
    assert picture.boxes == ()
    assert picture.width > 0


def test_the_tallest_column_fills_the_chart_and_none_leaves_it() -> None:
    chart = histogram([(0, 1, 5), (1, 2, 20), (2, 2, 0)], before=[40, 0, 1])
    heights = [column.height for column in chart.columns]
    assert heights[1] > heights[0] > heights[2] == 0
    assert max(column.before_height for column in chart.columns) <= chart.base
    assert [column.label for column in chart.columns] == ["0–1", "1–2", "2"]
    assert histogram([]).columns == ()


@pytest.mark.parametrize(
    ("saved", "real", "differ"),
    [
        ("tensor(2.)\n", "tensor(2.)", False),
        ("tensor(2.)  ", "tensor(2.)", False),
        ("tensor(5.)", "tensor(2.)", True),
        ("", "tensor(2.)", True),
    ],
)
def test_saved_and_real_outputs_are_compared_as_text(saved: str, real: str, differ: bool) -> None:
    listing = Listing(0, "hw.ipynb", 2, (Line(1, Markup(), ()),), 0, real, False)
    stored: Saved = {("hw.ipynb", 2): (SavedOutput("stream", saved),)}
    assert outputs_of(listing, stored).differ is differ
    assert not outputs_of(listing, {}).differ
