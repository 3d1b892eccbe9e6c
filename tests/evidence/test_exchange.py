"""Tests reach the fork that asked for them and nobody else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.evidence.exchange import PRIME, ExchangeError, Half


@settings(max_examples=20)
@given(st.binary(max_size=3000))
def test_what_was_sealed_for_a_half_can_be_opened_by_it_alone(data: bytes) -> None:
    asking, other = Half(), Half()
    sealed = Half().seal(data, asking.public)
    assert asking.open(sealed) == data
    assert len(data) < 4 or data not in sealed
    with pytest.raises(ExchangeError):
        other.open(sealed)


def test_a_changed_message_is_refused() -> None:
    asking = Half()
    sealed = bytearray(Half().seal(b"tests", asking.public))
    sealed[-1] ^= 1
    with pytest.raises(ExchangeError):
        asking.open(bytes(sealed))


@pytest.mark.parametrize("number", [0, 1, PRIME - 1, PRIME, PRIME + 1])
def test_numbers_that_would_give_the_secret_away_are_refused(number: int) -> None:
    with pytest.raises(ExchangeError):
        Half().seal(b"tests", number.to_bytes(257, "big")[-256:])
    with pytest.raises(ExchangeError):
        Half().seal(b"tests", b"")


def test_the_group_is_a_safe_prime_of_2048_bits() -> None:
    """As RFC 3526 gives it: a mistyped digit would not be prime (Fermat's test)."""
    assert PRIME.bit_length() == 2048
    assert pow(3, PRIME - 1, PRIME) == 1
    assert pow(3, PRIME // 2 - 1, PRIME // 2) == 1
