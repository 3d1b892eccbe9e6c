"""One process's share of the cases, each under an alarm."""

from __future__ import annotations

import signal
import sys
import traceback
from collections import Counter
from random import Random
from types import FrameType

from tests.fuzz.cases import CASES, World, world

SLOW_S = 20
"""Seconds after which a case counts as a hang."""

Failure = tuple[int, str, str]


class HangError(BaseException):
    """A case took longer than `SLOW_S`; no `except Exception` on the way may swallow it."""


def _ring(number: int, frame: FrameType | None) -> None:
    raise HangError(f"no end after {SLOW_S} s")


def one(opened: World, seed: int, number: int, only: str | None) -> tuple[str, str | None]:
    """Run one case; the name of its kind, and the traceback if it failed."""
    random = Random(f"{seed}/{number}")
    names = [name for name, (_, weight) in CASES.items() for _ in range(weight)]
    name = only or random.choice(names)
    opened.faults.found.clear()
    signal.alarm(SLOW_S)
    try:
        CASES[name][0](opened, random)
    except (Exception, HangError):
        return name, traceback.format_exc()
    finally:
        signal.alarm(0)
    return name, None


def work(seed: int, numbers: range, only: str | None) -> tuple[Counter[str], list[Failure]]:
    """Run a share of the cases in this process."""
    signal.signal(signal.SIGALRM, _ring)
    done: Counter[str] = Counter()
    failures: list[Failure] = []
    with world() as opened:
        for number in numbers:
            name, fault = one(opened, seed, number, only)
            done[name] += 1
            if fault is not None:
                failures.append((number, name, fault))
                print(f"case {number} ({name}) failed", file=sys.stderr, flush=True)
    return done, failures
