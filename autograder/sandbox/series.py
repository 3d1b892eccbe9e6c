"""Several runs of one program in one process, one after the other.

The first is the program as it is; what the others are to be like follows from its evidence. They
are asked for only where the first was quick, so that the limits of one run hold for all of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import pairwise

from autograder.evidence.again import Again, encode
from autograder.evidence.run import Run, Usage
from autograder.evidence.schema import Frame, Job
from autograder.sandbox.outbox import Outbox
from autograder.sandbox.stream import Stream

QUICK_S = 0.5
"""Seconds of wall clock within which the first run has to end."""

MOST_S = 2.0
"""Seconds that a later run may take here; alone it has all the time that is allowed."""

_FIRST_S, _LATER_S, _OFTEN_S = 0.010, 0.002, 0.001
"""Seconds that the first run takes at the least, that later ones do, and between looks then."""


class Series:
    """Serves the process of a series.

    Args:
        outbox: where messages into the process go.
        rest: makes the other jobs of the frames of the first run; only their interventions count.
    """

    def __init__(self, outbox: Outbox, rest: Callable[[tuple[Frame, ...]], Sequence[Job]]) -> None:
        self._outbox = outbox
        self._rest = rest
        self._answered = 0
        self._again = False
        self._jobs: list[Job] = []
        self._started = self._answered_at = time.monotonic()

    @property
    def look_s(self) -> float:
        """Seldom while a run cannot be at its end yet, then often: the process waits for us."""
        past = time.monotonic() - self._answered_at
        return max((_LATER_S if self._answered else _FIRST_S) - past, _OFTEN_S)

    def serve(self, stream: Stream) -> None:
        """Answer a run that has ended with the next, or with the end."""
        if stream.verdict is None and len(stream.ends) > self._answered:
            self._answered += 1
            if self._answered == 1 and time.monotonic() - self._started <= QUICK_S:
                self._jobs = list(self._rest(tuple(stream.frames)))
            self._again = bool(self._jobs)
            message = encode(Again(self._jobs.pop(0).substitutions)) if self._again else b""
            self._outbox.put(message)
            self._answered_at = time.monotonic()
        elif self._again and time.monotonic() - self._answered_at > MOST_S:
            stream.stop("timed_out", f"a later run took more than {MOST_S:g} s")
        self._outbox.flush()


def taken_apart(whole: Run, ends: Sequence[int]) -> tuple[Run, ...]:
    """The runs that a process made; empty where it went wrong after the first one's end.

    The first bears the cost of all.

    Args:
        whole: all that the process sent, and how it ended.
        ends: how many frames there were when each run had ended.
    """
    if not ends:
        return (whole,)
    if whole.verdict != "ok" or ends[-1] != len(whole.frames):
        return ()
    first, *others = (whole.frames[start:end] for start, end in pairwise((0, *ends)))
    free = Usage(peak_rss_kb=whole.usage.peak_rss_kb)
    return (
        Run(first, "ok", usage=whole.usage),
        *(Run(frames, "ok", usage=free) for frames in others),
    )
