"""The supervisor's side of an exam: sends rounds of tests to the forks that ask for them."""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence

from autograder.evidence.exam import Exam, encode
from autograder.evidence.exchange import ExchangeError, Half
from autograder.sandbox.stream import Stream

_LENGTH = struct.Struct(">I")


class Examiner:
    """Serves one run over the descriptor that its evidence comes from.

    Args:
        descriptor: our end of the stream, non-blocking.
        rounds: sent one at a time, whenever the run asks; then that there are no more.
    """

    def __init__(self, descriptor: int, rounds: Sequence[Exam]) -> None:
        self._descriptor = descriptor
        self._rounds = list(rounds)
        self._waiting = b""

    def serve(self, stream: Stream) -> None:
        """Answer what was asked, as far as the other side takes it now."""
        if stream.asked is not None:
            public, stream.asked = stream.asked, None
            try:
                sealed = Half().seal(encode(self._rounds.pop(0)), public) if self._rounds else b""
            except ExchangeError as error:
                stream.stop("protocol_error", f"tests were asked for in a wrong way: {error}")
                return
            self._waiting += _LENGTH.pack(len(sealed)) + sealed
        if self._waiting:
            try:
                self._waiting = self._waiting[os.write(self._descriptor, self._waiting) :]
            except BlockingIOError:
                pass
            except OSError:
                # Nobody there any more: the warden will say how it ended.
                self._waiting = b""
