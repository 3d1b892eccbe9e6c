"""The student's own graph as text."""

from __future__ import annotations

from tests.support import Grade

START = "import torch\nx = torch.tensor(1., requires_grad=True)\n"


def graph(grade: Grade, source: str, language: str = "en") -> str:
    """The drawing of the graded experiment; a comment in the language decides the words."""
    words = {"en": "# here we look at the gradient of the sum\n", "zh": "# 这里看看和的梯度\n"}
    report = grade(source + words[language])
    return next(item.graph for item in report.experiments if item.graded)


def test_terms_show_what_they_bring_and_where_tracking_stops(grade: Grade) -> None:
    drawn = graph(
        grade,
        START + "y1 = x ** 2\nwith torch.no_grad():\n    y2 = x ** 3\ny3 = y1 + y2\n"
        "y3.backward()\nprint(x.grad)\n",
    )
    assert drawn.splitlines() == [
        "y3 = y1 + y2     AddBackward0",
        "├─ y1 = x ** 2   PowBackward0   brings 2 to x",
        "└─ y2 = x ** 3   no grad_fn     tracking stops here (line 5)",
    ]


def test_terms_without_a_line_of_their_own_are_written_out(grade: Grade) -> None:
    drawn = graph(grade, START + "(x ** 2 + (x ** 3).detach()).backward()\nprint(x.grad)\n")
    assert "x ** 2" in drawn
    assert "detach(" in drawn


def test_an_untracked_input_is_no_interruption(grade: Grade) -> None:
    drawn = graph(
        grade,
        "import torch\nx = torch.tensor(1.)\ny1 = x ** 2\ny2 = x ** 3\ny3 = y1 + y2\n"
        "y3.backward()\n",
    )
    assert "tracking stops here" not in drawn
    assert "x is not tracked" in drawn


def test_chinese_words(grade: Grade) -> None:
    drawn = graph(
        grade,
        START + "y1 = x ** 2\ny2 = (x ** 3).detach()\ny3 = y1 + y2\ny3.backward()\n",
        "zh",
    )
    assert "向 x 传回 2" in drawn
    assert "追踪在这里中断（第 4 行）" in drawn
