"""How long another process has been at it, not counting what it waited for a processor."""

from __future__ import annotations

import time

PATIENCE = 4
"""How many times its seconds a process may take on a machine that has no processor for it and does
not tell how long it waited for one."""

_SCHEDULED = 2
"""The kind of clock that counts a process's processor time (clock_getcpuclockid(3))."""
_now, _clock, _open = time.monotonic, time.clock_gettime, open


class Clock:
    """Runs for one process from when it is made or started anew."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.restart()

    def restart(self) -> None:
        """Count from now on."""
        self._began = _now()
        self._used = self._processor_time() or 0.0
        self._waited = self._waiting() or 0.0

    def past(self, seconds: float) -> bool:
        """Whether the process has taken more than these seconds, working or sleeping."""
        used = self._processor_time()
        if used is not None and used - self._used > seconds:
            return True
        elapsed = _now() - self._began
        if elapsed <= seconds:
            return False
        waited = self._waiting()
        if waited is None:
            return elapsed > PATIENCE * seconds
        return elapsed - (waited - self._waited) > seconds

    def _processor_time(self) -> float | None:
        try:
            return _clock(~self._pid << 3 | _SCHEDULED)
        except OSError:
            return None

    def _waiting(self) -> float | None:
        """Seconds that it was ready to run and had no processor (proc(5), schedstat)."""
        try:
            with _open(f"/proc/{self._pid}/schedstat") as file:
                return int(file.read().split()[1]) / 1e9
        except (OSError, ValueError, IndexError):
            return None
