"""Loaded by the fork server of worker processes, and by nobody else: what it forks then leaves an
interrupt at the terminal to the supervisor from its first moment on."""

from __future__ import annotations

import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)
