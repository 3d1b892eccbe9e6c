"""Follows one run to the end that the warden tells of: takes evidence in, answers, keeps time."""

from __future__ import annotations

import os
import select
import socket
import time
from typing import Protocol

from autograder.sandbox import protocol
from autograder.sandbox.protocol import Ended, Failed
from autograder.sandbox.stream import Stream

_PATIENCE = 4
"""How many times its seconds a run may take on a machine that has no processor for it. The warden
does not count the time that it waited for one; this is for when the warden does not answer."""
_GRACE_S = 30.0
"""How long the warden may take to end a run that we told it to end."""
_MUCH = 1 << 15
"""Bytes at one look from which on the stream is followed as it flows, so that it never waits."""


class LostError(Exception):
    """The warden is gone, and with it the session."""


class Serving(Protocol):
    """Answers what a run asks for.

    `look_s` is how often evidence is taken in while little of it comes, in seconds: being woken for
    each frame would cost both sides more than the frame.
    """

    @property
    def look_s(self) -> float:
        """When to look next."""

    def serve(self, stream: Stream) -> None:
        """Look at what has come in, and answer it."""


def follow(
    connection: socket.socket, read_end: int, stream: Stream, served: Serving, wall_s: float
) -> Ended | Failed:
    """What the warden says of the end of a run that has just begun.

    Args:
        connection: to the warden.
        read_end: the descriptor that the evidence comes from; it is made non-blocking.
        stream: takes the evidence in.
        served: answers it.
        wall_s: seconds of wall clock that the run may take.

    Raises:
        LostError: the warden does not answer any more.
    """
    os.set_blocking(read_end, False)
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    flowing = killed = False
    deadline = time.monotonic() + wall_s * _PATIENCE
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            if killed:
                raise LostError("the warden did not end a run")
            stream.stop("timed_out", f"more than {wall_s:g} s")
        if stream.verdict is not None and not killed:
            killed = True
            deadline = time.monotonic() + _GRACE_S
            left = _GRACE_S
            try:
                protocol.send(connection, protocol.Kill())
            except OSError as error:
                raise LostError(str(error)) from error
        ended_or_gone = poll.poll(0 if flowing else min(left, served.look_s) * 1000)
        flowing = stream.take(read_end) >= _MUCH
        served.serve(stream)
        if ended_or_gone:
            ended = _ending(connection)
            # Nothing of the run is left, so that the pipe ends soon.
            while stream.take(read_end):
                pass
            return ended


def _ending(connection: socket.socket) -> Ended | Failed:
    try:
        answer = protocol.receive(connection)
    except OSError as error:
        raise LostError(str(error)) from error
    if answer is None or not isinstance(answer[0], Ended | Failed):
        raise LostError("the warden is gone")
    return answer[0]
