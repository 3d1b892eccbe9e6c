"""The process that runs a submission once: it gives up its privileges, runs, and is gone."""

from __future__ import annotations

import gc
import os
import resource
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn, TypeAlias

from autograder.evidence import wire
from autograder.evidence.schema import Frame, Job
from autograder.sandbox.confine import confine
from autograder.sandbox.landlock import Ruleset
from autograder.sandbox.plan import Plan, Slot
from autograder.sandbox.protocol import Caps

Child: TypeAlias = Callable[[Job, Callable[[Frame], None]], None]
"""What runs inside: `autograder.probe.main.run`, or a small function of a test."""

WRITE_END = 3
"""The descriptor of the evidence pipe; 0, 1 and 2 lead to /dev/null, there are no others."""

OUT_OF_MEMORY = 71
"""Exit status for a MemoryError that left the program."""
BROKEN = 70
"""Exit status for any other exception that left the child function."""


@dataclass(frozen=True)
class Orders:
    """What a run needs: the function and its job, and what to give up before calling it."""

    child: Child
    job: Job
    plan: Plan
    slot: Slot
    caps: Caps
    ruleset: Ruleset | None
    work: str


def run(orders: Orders, write_end: int, status: int) -> NoReturn:
    """Become the confined process, say so on `status`, call the child function, exit.

    Leaves by `os._exit`, so that neither exit handlers nor threads of the submission hold it.
    """
    leave, pid = os._exit, os.getpid()
    try:
        layers = confine(orders.plan, orders.slot, orders.caps, orders.ruleset)
        os.chdir(orders.work)
        _drop_descriptors(write_end, status, layers)
        emit = emitter(WRITE_END, pid)
        gc.enable()
    except BaseException as error:
        os.write(status, f"!{type(error).__name__}: {error}".encode()[:4000])
        leave(BROKEN)
    try:
        orders.child(orders.job, emit)
    except MemoryError:
        leave(OUT_OF_MEMORY)
    except BaseException:
        leave(BROKEN)
    leave(0)


def emitter(descriptor: int, pid: int) -> Callable[[Frame], None]:
    """A function that writes frames whole, whichever thread calls it.

    A frame that is emitted while another one is being written by the same thread (by a `__del__`,
    say) follows it. Processes forked by the submission emit nothing.
    """
    lock = threading.RLock()
    backlog: list[bytes] = []
    encode, write, getpid = wire.encode, os.write, os.getpid
    writing = False

    def emit(frame: Frame) -> None:
        nonlocal writing
        if getpid() != pid:
            return
        data = encode(frame)
        with lock:
            backlog.append(data)
            if writing:
                return
            writing = True
            try:
                while backlog:
                    view = memoryview(backlog.pop(0))
                    while view:
                        view = view[write(descriptor, view) :]
            finally:
                writing = False

    return emit


def _drop_descriptors(write_end: int, status: int, layers: tuple[str, ...]) -> None:
    os.dup2(0, 1)
    os.dup2(0, 2)
    os.write(status, ",".join(layers).encode())
    if write_end != WRITE_END:
        os.dup2(write_end, WRITE_END, inheritable=False)
    # Read the limit rather than trust it: descriptors above a lowered one stay open.
    os.closerange(WRITE_END + 1, max(65_536, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
