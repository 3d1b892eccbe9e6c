"""Errors that a person reads.

Every error below is one that its message explains in full: what happened, where, and what to do.
The command line prints the message without a traceback. Anything else that escapes is a fault of
ours and is reported as such.
"""

from __future__ import annotations


class AutograderError(Exception):
    """Something outside our code is wrong; `str(error)` is the sentence to show."""


class UsageError(AutograderError):
    """The command cannot do what was asked for as it was asked (exit status 2)."""
