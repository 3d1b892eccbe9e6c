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
from autograder.evidence.schema import Examining, Frame, Job
from autograder.sandbox import leftovers
from autograder.sandbox.confine import confine
from autograder.sandbox.landlock import Ruleset
from autograder.sandbox.plan import Plan, Slot
from autograder.sandbox.protocol import Envelope, SealedExecute, SealedOpen

Child: TypeAlias = Callable[[Job, Callable[[Frame], None]], None]
"""What runs inside: `autograder.probe.main.run`, or a small function of a test."""

WRITE_END = 3
"""The descriptor of the evidence stream; 0, 1 and 2 lead to /dev/null, there are no others."""

OUT_OF_MEMORY = 71
"""Exit status for a MemoryError that left the program."""
BROKEN = 70
"""Exit status for any other exception that left the child function."""


@dataclass(frozen=True)
class Orders:
    """What a run needs: the function and its job, and what to give up before calling it."""

    child: Child
    session: SealedOpen
    execute: Envelope
    plan: Plan
    slot: Slot
    ruleset: Ruleset | None


def run(orders: Orders, write_end: int, status: int) -> NoReturn:
    """Lay out the files, become the confined process, say so on `status`, call the child, exit.

    The key that seals the evidence is forgotten here before the submission runs.

    Leaves by `os._exit`, so that neither exit handlers nor threads of the submission hold it.
    """
    leave, pid = os._exit, os.getpid()
    try:
        folder, execute = orders.slot.folder, orders.execute.message
        if not isinstance(execute, SealedExecute):
            raise TypeError("only an order to execute is executed")
        job, key = execute.unseal()
        orders.execute.burn()
        with leftovers.acting_as(orders.slot):
            leftovers.lay_out(folder, orders.session.unseal())
        layers = confine(orders.plan, orders.slot, orders.session.caps, orders.ruleset)
        os.chdir(os.path.join(folder, "work"))
        _drop_descriptors(write_end, status, layers)
        # In a list, so that no frame of ours holds it while the submission runs.
        emit = [emitter(WRITE_END, pid, key)]
        del key
        gc.enable()
    except BaseException as error:
        os.write(status, f"!{type(error).__name__}: {error}".encode()[:4000])
        leave(BROKEN)
    try:
        orders.child(job, emit.pop())
    except MemoryError:
        leave(OUT_OF_MEMORY)
    except BaseException:
        leave(BROKEN)
    leave(0)


def emitter(descriptor: int, pid: int, key: bytes) -> Callable[[Frame], None]:
    """A function that writes sealed frames whole, whichever thread calls it.

    A frame that is emitted while another one is being written by the same thread (by a `__del__`,
    say) follows it. Processes forked by the submission emit nothing; the one that sends `Examining`
    takes the stream over.
    """
    lock = threading.RLock()
    backlog: list[bytes] = []
    seals = wire.sealer(key)
    next(seals)
    del key
    encode, seal, write, getpid = wire.encode, seals.send, os.write, os.getpid
    writing = False

    def emit(frame: Frame) -> None:
        nonlocal writing, pid
        if getpid() != pid:
            if not isinstance(frame, Examining):
                return
            pid = getpid()
        data = encode(frame)
        with lock:
            backlog.append(data)
            if writing:
                return
            writing = True
            try:
                while backlog:
                    view = memoryview(seal(backlog.pop(0)))
                    while view:
                        view = view[write(descriptor, view) :]
            finally:
                writing = False

    return emit


def _drop_descriptors(write_end: int, status: int, layers: tuple[str, ...]) -> None:
    # Opened anew: flags and owner of an open file are shared by all who inherit it.
    null = os.open("/dev/null", os.O_RDWR)
    for standard in range(3):
        os.dup2(null, standard)
    os.write(status, ",".join(layers).encode())
    if write_end != WRITE_END:
        os.dup2(write_end, WRITE_END, inheritable=False)
    # Read the limit rather than trust it: descriptors above a lowered one stay open.
    os.closerange(WRITE_END + 1, max(65_536, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
