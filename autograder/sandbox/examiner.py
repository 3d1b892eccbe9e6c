"""The supervisor's side of an exam: sends rounds of tests to the forks that ask for them."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.evidence.exam import Exam, encode
from autograder.evidence.exchange import ExchangeError, Half
from autograder.sandbox.outbox import Outbox
from autograder.sandbox.stream import Stream


class Examiner:
    """Serves one run.

    Args:
        outbox: where messages into the run go.
        rounds: sent one at a time, whenever the run asks; then that there are no more.
    """

    look_s = 0.01

    def __init__(self, outbox: Outbox, rounds: Sequence[Exam]) -> None:
        self._outbox = outbox
        self._rounds = list(rounds)

    def serve(self, stream: Stream) -> None:
        """Answer what was asked, as far as the other side takes it now."""
        if stream.asked is not None:
            public, stream.asked = stream.asked, None
            try:
                sealed = Half().seal(encode(self._rounds.pop(0)), public) if self._rounds else b""
            except ExchangeError as error:
                stream.stop("protocol_error", f"tests were asked for in a wrong way: {error}")
                return
            self._outbox.put(sealed)
        self._outbox.flush()
