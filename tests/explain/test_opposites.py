"""What is true of the student's own program is no reversal, whatever the exercise asks."""

from __future__ import annotations

import pytest

from autograder.explain.facts import Facts
from tests.explain.support import Read, codes

AS_ASKED = Facts((2.0,), 2.0, ran=True, tracked={"y1": True, "y2": False, "y3": True})
SQUARE_CUT = Facts((3.0,), 3.0, ran=True, tracked={"y1": False, "y2": True, "y3": True})
NOTHING_CUT = Facts((5.0,), 5.0, ran=True, tracked={"y1": True, "y2": True, "y3": True})
ALL_CUT = Facts(tracked={"y1": False, "y2": False, "y3": False})


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("y1没有被追踪，只有y2的梯度传回x，所以只剩3x²=3", SQUARE_CUT),
        ("The gradient is 3 because x**2 isn't tracked.", SQUARE_CUT),
        ("因为 y2 被追踪了，所以它的梯度也传回了 x，梯度是5。", NOTHING_CUT),
        ("Both terms are tracked and the gradient of y2 flows back to x, so it is 5.", NOTHING_CUT),
        ("y1 and y2 are both untracked, so y3 has no grad_fn and x gets no gradient.", ALL_CUT),
    ],
)
def test_what_the_program_really_did_is_no_reversal(text: str, facts: Facts, read: Read) -> None:
    assert "reversed" not in codes(read(text, facts=facts))
    assert "reversed" in codes(read(text, facts=AS_ASKED))


def test_one_term_read_both_ways_does_not_excuse_another(read: Read) -> None:
    text = "y1 is a constant in the graph, so only the gradient of y2 flows back."
    assert "reversed" in codes(read(text, facts=AS_ASKED))
