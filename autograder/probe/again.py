"""Runs a program once more in the process in which it has ended, with other interventions.

A new process costs more than running a homework does. So a program that leaves nothing behind
(`static.plain` says which) runs again where it ran; what such a program may leave is put back here.
"""

from __future__ import annotations

import gc

import torch

from autograder.evidence.again import Again, decode
from autograder.probe import orders, surroundings
from autograder.probe.recorder import Recorder
from autograder.probe.session import Session

_MOST = 1 << 20
_set_grad_enabled = torch._C._set_grad_enabled


def order() -> Again | None:
    """What the next run is to be like, waited for; None when there is none any more."""
    return decode(orders.receive(_MOST))


def begin(session: Session, watch: Recorder, wanted: Again) -> None:
    """Be as before the first run."""
    # What lies in circles would count among what is alive, and take up room.
    gc.collect()
    _set_grad_enabled(True)
    surroundings.seed(session.job.seed)
    session.begin()
    watch.begin(wanted.substitutions)
