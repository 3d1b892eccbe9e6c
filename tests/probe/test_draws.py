"""Hidden inputs are the same for a seed, whatever was drawn elsewhere."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from autograder.probe.draws import SEEDS, Draw


def some(draw: Draw) -> list[object]:
    return [
        draw.uniform(3, low=-1, high=2).tolist(),
        draw.normal((2, 2), mean=1.0, std=0.1, dtype="float64").tolist(),
        draw.integers(4, low=0, high=9).tolist(),
        draw.integer(1, 6),
        draw.choice("abc"),
        draw.seed(),
    ]


@given(st.integers(0, 2**62 - 1))
def test_a_seed_says_what_is_drawn(seed: int) -> None:
    torch.manual_seed(1)
    first = some(Draw(seed))
    torch.manual_seed(2)
    torch.rand(5)
    assert some(Draw(seed)) == first
    assert some(Draw(seed + 1)) != first


@given(st.integers(0, 2**62 - 1))
def test_bounds_are_kept(seed: int) -> None:
    draw = Draw(seed)
    assert all(-1 <= value < 2 for value in draw.uniform(50, low=-1, high=2).tolist())
    assert set(draw.integers(60, low=1, high=2).tolist()) == {1, 2}
    assert 3 <= draw.integer(3, 5) <= 5
    assert 0 <= draw.seed() < SEEDS


def test_shapes_and_dtypes() -> None:
    draw = Draw(1)
    assert draw.uniform().shape == ()
    assert draw.uniform(2, 3).shape == draw.uniform((2, 3)).shape == (2, 3)
    assert draw.uniform(1).dtype is torch.float32
    assert draw.normal(1, dtype=torch.bfloat16).dtype is torch.bfloat16
    assert not draw.normal(1).requires_grad
    with pytest.raises(TypeError, match="no dtype"):
        draw.uniform(1, dtype="float31")
