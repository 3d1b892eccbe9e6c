"""Who may enter: tokens, sessions, guesses."""

from __future__ import annotations

import pytest

from autograder.web.people import LIFE_S, TRIES, WINDOW_S, Sessions, TooManyTriesError
from autograder.web.settings import Settings


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(clock: Clock) -> Sessions:
    return Sessions(Settings(secrets={"grader": "grade-me", "viewer": "view-me"}), clock)


def test_each_token_opens_its_own_role(sessions: Sessions) -> None:
    for secret, role in (("grade-me", "grader"), ("view-me", "viewer")):
        opened = sessions.open(secret, "Mei", "1.2.3.4")
        assert opened is not None
        assert (opened[1].role, opened[1].name) == (role, "Mei")


@pytest.mark.parametrize("secret", ["", "grade-m", "grade-me2", "GRADE-ME", "中文"])
def test_nothing_else_opens(sessions: Sessions, secret: str) -> None:
    assert sessions.open(secret, "", "1.2.3.4") is None


def test_a_role_without_a_secret_is_closed() -> None:
    sessions = Sessions(Settings(secrets={"grader": "grade-me", "viewer": ""}))
    assert sessions.open("", "", "1.2.3.4") is None


def test_a_session_ends_on_both_sides(sessions: Sessions) -> None:
    opened = sessions.open("view-me", "", "1.2.3.4")
    assert opened is not None
    assert sessions.find(opened[0]) == opened[1]
    sessions.close(opened[0])
    assert sessions.find(opened[0]) is None


def test_a_session_does_not_live_for_ever(sessions: Sessions, clock: Clock) -> None:
    opened = sessions.open("view-me", "", "1.2.3.4")
    assert opened is not None
    clock.now += LIFE_S + 1
    assert sessions.find(opened[0]) is None


def test_guessing_is_stopped_also_for_the_right_token(sessions: Sessions, clock: Clock) -> None:
    for _ in range(TRIES):
        assert sessions.open("guess", "", "6.6.6.6") is None
    with pytest.raises(TooManyTriesError) as refusal:
        sessions.open("grade-me", "", "6.6.6.6")
    assert 1 <= refusal.value.wait_s <= WINDOW_S
    assert sessions.open("grade-me", "", "1.2.3.4") is not None
    clock.now += WINDOW_S + 1
    assert sessions.open("grade-me", "", "6.6.6.6") is not None


def test_guessing_from_many_addresses_is_stopped_too(sessions: Sessions) -> None:
    for at in range(10 * TRIES):
        sessions.open("guess", "", f"6.6.6.{at}")
    with pytest.raises(TooManyTriesError):
        sessions.open("guess", "", "7.7.7.7")
