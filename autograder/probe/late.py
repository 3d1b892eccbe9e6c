"""What torch imports by itself at the first use of some of its functions.

It takes a second or more, which is no time of the student's. Mostly the fork server has it already,
because the reference needs it.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterable
from contextlib import suppress

from autograder.evidence.calls import Call
from autograder.probe.session import Session

_MODULES = ("torch._dynamo", "torch._decomp.decompositions_for_jvp")
_NEEDING = re.compile(
    r"torch\.func\b|functorch|\bvmap\b|\bjac(?:rev|fwd)\b|\bhessian\b|forward_ad|vectorize"
    r"|is_grads_batched|torch\.compile|checkpoint|_make_wrapper_subclass|[\"']meta[\"']"
)


def wanted(calls: Iterable[Call], session: Session) -> bool:
    """Whether a call may need them, by the texts of the teacher's functions and the program."""
    if _MODULES[0] in sys.modules:
        return False
    sources = {call.source for call in calls} | {unit.source for unit in session.job.units}
    return any(_NEEDING.search(source) for source in sources)


def load() -> None:
    """Import them, as far as they can be."""
    for name in _MODULES:
        with suppress(Exception):
            importlib.import_module(name)
