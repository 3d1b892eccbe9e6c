"""What the supervisor sends into a run, on the descriptor that its evidence comes from."""

from __future__ import annotations

import os
import struct

_LENGTH = struct.Struct(">I")


class Outbox:
    """Sends messages as far as the other side takes them; `descriptor` is non-blocking."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._waiting = b""

    def put(self, message: bytes) -> None:
        """Send this after what waits already; an empty one says that there is no more."""
        self._waiting += _LENGTH.pack(len(message)) + message

    def flush(self) -> None:
        """Send what can be sent now."""
        if not self._waiting:
            return
        try:
            self._waiting = self._waiting[os.write(self._descriptor, self._waiting) :]
        except BlockingIOError:
            pass
        except OSError:
            # Nobody there any more: the warden will say how it ended.
            self._waiting = b""
