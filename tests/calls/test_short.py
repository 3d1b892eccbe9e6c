"""The short form of a call is the same thing as a function in calls.py."""

from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st

from autograder.calls.short import HARNESS, written
from autograder.probe.draws import Draw
from autograder.spec.calling import Call, CallInput


def called(call: Call, **names: object) -> dict[str, object]:
    own: dict[str, object] = {}
    exec(written(call), own)
    function = own[HARNESS]
    assert callable(function)
    found = function(draw=Draw(7), **names)
    assert isinstance(found, dict)
    return found


def test_gradients_of_all_inputs_that_require_one_are_compared() -> None:
    inputs = (
        CallInput(shape=(2,)),
        CallInput(value=3),
        CallInput(shape=(2,), dtype="float64"),
        CallInput(shape=(2,), grad=False),
        CallInput(dtype="int64", low=0, high=4),
    )
    call = Call(function="f", inputs=inputs, gradient=True)
    found = called(call, f=lambda a, n, b, c, i: a * n + b * c + i)
    assert list(found) == ["value", "gradient_1", "gradient_3"]
    assert isinstance(found["gradient_3"], torch.Tensor)
    assert found["gradient_3"].dtype is torch.float64


def test_without_gradient_the_value_alone_is_compared() -> None:
    found = called(Call(function="f", inputs=(CallInput(shape=(3,)),)), f=lambda x: x)
    assert isinstance(found["value"], torch.Tensor)
    assert not found["value"].requires_grad


def test_several_results_and_names_with_dots_are_called() -> None:
    class Two:
        @staticmethod
        def both(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            return x, x * 2

    call = Call(function="Two.both", inputs=(CallInput(shape=(2, 2)),), gradient=True)
    assert list(called(call, Two=Two)) == ["value", "gradient"]


@given(
    shape=st.lists(st.integers(0, 4), max_size=3),
    low=st.floats(-5, 4),
    dtype=st.sampled_from(["float32", "float64", "float16", "int64", "uint8", "bool"]),
)
def test_inputs_are_what_they_are_said_to_be(shape: list[int], low: float, dtype: str) -> None:
    if dtype == "uint8":
        low = abs(low)
    one = CallInput.model_validate({"shape": tuple(shape), "low": low, "high": 6, "dtype": dtype})
    found = called(Call(function="f", inputs=(one,)), f=lambda x: x)["value"]
    assert isinstance(found, torch.Tensor)
    assert tuple(found.shape) == tuple(shape)
    assert found.dtype is getattr(torch, dtype)
    bounds = (0, 1) if dtype == "bool" else (low - 0.51, 6.01)
    assert all(bounds[0] <= value <= bounds[1] for value in found.flatten().tolist())
