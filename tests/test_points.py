"""Probe values: secret, stable, apart."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.points import digest, installation_key, points
from autograder.spec.model import Probes
from tests.support import submission


@given(st.binary(min_size=1), st.binary(), st.integers(1, 4))
def test_values_are_stable_distinct_and_in_the_interval(
    key: bytes, contents: bytes, count: int
) -> None:
    probes = Probes(count=count, low=1.3, high=3.1)
    values = points(key, "a", contents, probes)
    assert values == points(key, "a", contents, probes)
    assert len(set(values)) == count
    assert all(1.3 <= value <= 3.1 for value in values)


def test_another_key_gives_other_values() -> None:
    assert points(b"one", "a", b"x", Probes()) != points(b"two", "a", b"x", Probes())


def test_another_submission_can_meet_other_values() -> None:
    seen = {points(b"key", "a", bytes([index]), Probes()) for index in range(40)}
    assert len(seen) > 10


def test_the_key_is_made_once_and_readable_by_its_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AUTOGRADER_KEY", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    key = installation_key()
    assert len(key) == 32
    assert installation_key() == key
    assert stat.S_IMODE((tmp_path / "autograder" / "key").stat().st_mode) == 0o600


def test_the_hash_of_a_submission_is_of_its_contents() -> None:
    one = digest(submission({"a.py": "1", "b.py": "2"}, "anna"))
    assert one == digest(submission({"a.py": "1", "b.py": "2"}, "ben"))
    assert one != digest(submission({"a.py": "1b.py", "": "2"}))
