"""Hostile programs through the real grader, in both modes. `make hostile` runs the rest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hostile.containment.attacks import read
from tests.hostile.containment.client import MODES, NotHereError, Range, course

ATTACKS = read()
QUICK = [attack.name for attack in ATTACKS if attack.quick]


@pytest.fixture(scope="module", params=MODES)
def opened(request: pytest.FixtureRequest) -> Iterator[Range]:
    try:
        with course(request.param) as running:
            yield running
    except NotHereError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("name", QUICK)
def test_an_attack_ends_as_it_is_named(opened: Range, name: str) -> None:
    """The verdict and its sentence, nothing left, no secret, and full marks for the next."""
    assert opened.ask(f"containment/{name}")["breaches"] == []


def test_hostile_programs_do_not_disturb_honest_ones_beside_them(opened: Range) -> None:
    assert opened.ask("together")["breaches"] == []


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_every_attack_says_what_it_tries_and_what_must_happen(attack: object) -> None:
    story = getattr(attack, "story", "")
    assert "Must " in story or "must " in story
