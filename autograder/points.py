"""The values that interventions put into the input.

They are drawn by a keyed hash (HMAC-SHA-256, RFC 2104), the key being the installation's own, so
that nobody can tune a program to them, and the same submission always meets the same ones. Every
installation has a pool of `POOL` values for an assignment and each submission meets a few of
them: the reference solution then has to run only once for each value of the pool.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from autograder.ingest.submission import Submission
from autograder.spec.model import Probes

POOL = 16
"""Values in the pool."""

APART = 0.25
"""Smallest distance between two values that one submission meets, relative to the interval."""


_GOLDEN = (5**0.5 - 1) / 2


def installation_key() -> bytes:
    """The key of this installation: $AUTOGRADER_KEY, or a file made on first use.

    The file lies at $XDG_STATE_HOME/autograder/key (by default under ~/.local/state), readable by
    its owner only. Where it can be neither read nor written, a key is made up for this process.
    """
    given = os.environ.get("AUTOGRADER_KEY")
    if given:
        return given.encode()
    state = os.environ.get("XDG_STATE_HOME") or "~/.local/state"
    path = Path(state).expanduser() / "autograder" / "key"
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            # Whole before it has its name: another process may read it at once.
            with tempfile.NamedTemporaryFile(dir=path.parent) as file:
                file.write(secrets.token_bytes(32))
                file.flush()
                with suppress(FileExistsError):  # another process was faster
                    os.link(file.name, path)
        return path.read_bytes()
    except OSError:
        return secrets.token_bytes(32)


def digest(submission: Submission) -> bytes:
    """A hash of the contents of a submission, whatever its name."""
    found = hashlib.sha256()
    for file in submission.files:
        found.update(len(file.path).to_bytes(4, "big") + file.path.encode("utf-8", "replace"))
        found.update(len(file.data).to_bytes(8, "big") + file.data)
    return found.digest()


def points(key: bytes, assignment: str, contents: bytes, probes: Probes) -> tuple[float, ...]:
    """The values for one submission, `probes.count` of them, well apart, in a fixed order.

    Args:
        key: the installation's.
        assignment: id of the assignment.
        contents: the hash of the submission (`digest`).
        probes: how many values, and from which interval.
    """
    width = probes.high - probes.low
    values = pool(key, assignment, probes)
    order = sorted(range(POOL), key=lambda index: _fraction(key, contents, index))
    chosen: list[float] = []
    for least in (APART * width, 0.0):
        for index in order:
            value = values[index]
            far = all(abs(value - other) > least for other in chosen)
            if len(chosen) < probes.count and far and value not in chosen:
                chosen.append(value)
    return tuple(chosen)


def pool(key: bytes, assignment: str, probes: Probes) -> tuple[float, ...]:
    """All values that submissions to `assignment` can meet under this key."""
    width = probes.high - probes.low
    return tuple(
        round(probes.low + width * _fraction(key, assignment.encode(), index), 3)
        for index in range(POOL)
    )


def spread(value: float, size: int, probes: Probes) -> tuple[float, ...]:
    """One value for each of `size` elements, `value` first, all in the probes' interval.

    They go on in steps of the golden ratio, which lie apart however many there are (H. Weyl's
    equidistribution; Knuth, TAOCP 3, §6.4).
    """
    width = probes.high - probes.low
    start = (value - probes.low) / width
    return (
        value,
        *(
            round(probes.low + width * ((start + _GOLDEN * index) % 1.0), 3)
            for index in range(1, size)
        ),
    )


def call_seed(key: bytes, assignment: str, check: str, number: int) -> int:
    """What the hidden inputs of one round of a check are drawn with, the same for all submissions.

    Args:
        key: the installation's.
        assignment: id of the assignment.
        check: id of the check.
        number: of the round.
    """
    what = f"call\0{assignment}\0{check}\0{number}".encode()
    return int.from_bytes(hmac.new(key, what, hashlib.sha256).digest()[:8], "big") >> 2


def derived_key(key: bytes, purpose: str) -> bytes:
    """A key for one purpose, from which `key` cannot be found out (HMAC-SHA-256)."""
    return hmac.new(key, b"derived\0" + purpose.encode(), hashlib.sha256).digest()


def _fraction(key: bytes, what: bytes, index: int) -> float:
    mac = hmac.new(key, what + index.to_bytes(2, "big"), hashlib.sha256).digest()
    return int.from_bytes(mac[:8], "big") / 2**64
