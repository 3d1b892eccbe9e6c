"""Fitting c * x**p through the values at the probes."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.experiments.model import Power
from autograder.experiments.power import close, fit, uniform

INPUTS = ((1.0,), (1.7,), (2.6,))


@given(
    coefficient=st.floats(0.1, 20) | st.floats(-20, -0.1),
    exponent=st.sampled_from([-2.0, -1.0, 0.5, 1.0, 2.0, 3.0, 4.0]),
)
def test_every_power_is_found(coefficient: float, exponent: float) -> None:
    found = fit(INPUTS, [(coefficient * x**exponent,) for (x,) in INPUTS])
    assert found is not None
    assert found.exponent == exponent
    assert close(found.coefficient, coefficient, 1e-3)


@given(st.floats(-50, 50))
def test_what_does_not_follow_the_input_is_constant(value: float) -> None:
    found = fit(INPUTS, [(value,)] * 3)
    assert found == Power(value, 0.0)
    assert found is not None
    assert found.constant


def test_a_sum_of_powers_is_no_power() -> None:
    assert fit(INPUTS, [(x**2 + x**3,) for (x,) in INPUTS]) is None


def test_a_power_at_the_interventions_alone_does_not_count() -> None:
    assert fit(INPUTS, [(7.0,), (1.7**2,), (2.6**2,)]) is None


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_a_gap_gives_no_answer(missing: int) -> None:
    values: list[tuple[float, ...] | None] = [(x**2,) for (x,) in INPUTS]
    values[missing] = None
    assert fit(INPUTS, values) is None


def test_inputs_that_the_intervention_did_not_reach_give_no_answer() -> None:
    assert fit([(1.0,)] * 3, [(1.0,)] * 3) is None


def test_equal_elements_count_as_one_number() -> None:
    assert uniform((2.0, 2.0)) == 2.0
    assert uniform((2.0, 3.0)) is None
    assert uniform(()) is None
    assert uniform(None) is None


@pytest.mark.parametrize("outputs", [(1e-300, 1e308), (1e308, 1e-300), (5e-324, 1e308)])
def test_numbers_too_far_apart_follow_no_power(outputs: tuple[float, float]) -> None:
    assert fit([(1.0,), (2.0,)], [(value,) for value in outputs]) is None


@given(st.lists(st.tuples(st.floats(), st.floats()), max_size=4))
def test_whatever_a_program_computed_has_an_answer(points: list[tuple[float, float]]) -> None:
    found = fit([(x,) for x, _ in points], [(y,) for _, y in points])
    assert found is None or len({x for x, _ in points}) > 1


@pytest.mark.parametrize("odd", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_no_power(odd: float) -> None:
    assert fit([(odd,), (1.7,), (2.6,)], [(1.0,), (1.7,), (2.6,)]) is None
    assert fit(INPUTS, [(1.0,), (odd,), (2.6,)]) is None
