"""The keeper of one session: holds its namespaces, forks its runs, kills what they leave.

It is trusted and runs no student code. It has one thread and one connection, to the supervisor
whose session it keeps; when that closes, the session is over.
"""

from __future__ import annotations

import contextlib
import gc
import os
import resource
import select
import signal
import socket
import tempfile
from collections.abc import Sequence

from autograder.sandbox import kernel, leftovers, protocol, runner, view
from autograder.sandbox.landlock import Ruleset
from autograder.sandbox.meter import ENTRIES, Meter
from autograder.sandbox.plan import Plan, Slot
from autograder.sandbox.protocol import (
    Caps,
    Ended,
    Envelope,
    Failed,
    Opened,
    SealedExecute,
    SealedOpen,
)

_WATCH_MS = 50
"""How often memory and files of a run are looked at."""


class Warden:
    """One session after the other on one connection."""

    def __init__(
        self,
        connection: socket.socket,
        plan: Plan,
        slot: Slot,
        child: runner.Child,
        layers: Sequence[str],
    ) -> None:
        self._connection = connection
        self._plan = plan
        self._slot = slot
        self._child = child
        self._layers = tuple(layers)
        self._session: SealedOpen | None = None
        self._ruleset: Ruleset | None = None
        self._awaited = True

    def serve(self) -> None:
        """Serve the connection until the supervisor closes it, then clean up."""
        gc.disable()
        if self._plan.pid_ns:
            # Its processes die with it. Elsewhere it must stay to end them, until its supervisor
            # closes the connection, even when the server is gone.
            kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
        try:
            self._enter()
            while (received := protocol.receive_sealed(self._connection)) is not None:
                self._awaited = True
                self._answer(received)
        except (OSError, ValueError) as error:
            # An answer that nobody asked for would be taken for that to the next question.
            if self._awaited:
                self._reply(Failed(f"{type(error).__name__}: {error}"))
        finally:
            leftovers.kill_all(self._plan, self._slot)
            if not self._plan.mount_ns:
                self._sweep()

    def _enter(self) -> None:
        plan, slot = self._plan, self._slot
        if plan.mount_ns:
            kernel.unshare(kernel.CLONE_NEWNS)
            if plan.pid_ns:
                view.mount_proc()
        else:
            with contextlib.suppress(FileExistsError):
                os.mkdir(slot.folder, 0o700)
            if slot.uid is not None:
                os.chown(slot.folder, slot.uid, slot.uid)
        if not plan.pid_ns:
            kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
        if plan.landlock:
            self._ruleset = Ruleset()
            self._ruleset.allow_reading(plan.visible)
            self._ruleset.allow_devices(f"/dev/{name}" for name in view.DEVICES)
            # A rule on a mount point does not hold for what is mounted on it; one above does.
            self._ruleset.allow_writing(
                os.path.dirname(slot.folder) if plan.mount_ns else slot.folder
            )
            if plan.mount_ns and plan.pid_ns:
                self._ruleset.allow_reading(["/proc"])
        os.environ["HOME"] = os.path.join(slot.folder, "work")
        # Whoever asked in the server before us had Python remember the machine's.
        os.environ["TMPDIR"] = tempfile.tempdir = os.path.join(slot.folder, "tmp")

    def _answer(self, received: Envelope) -> None:
        message, descriptor, _ = received
        session = self._session
        if isinstance(message, SealedOpen):
            self._session = message
            self._reply(Opened(self._layers))
        elif isinstance(message, SealedExecute) and descriptor is not None and session is not None:
            if self._plan.mount_ns:
                view.mount_session(session.caps.disk, ENTRIES, self._slot.uid)
            self._reply(self._execute(received, session, descriptor))
            self._clear()
        elif descriptor is not None:
            os.close(descriptor)

    def _reply(self, message: protocol.Message) -> None:
        self._awaited = False
        with contextlib.suppress(OSError):
            protocol.send(self._connection, message)

    def _clear(self) -> None:
        """Leave nothing of the run's files; meanwhile the supervisor looks at its evidence."""
        if self._plan.mount_ns:
            kernel.unmount(self._slot.folder)
        else:
            self._sweep()

    def _sweep(self) -> None:
        with leftovers.acting_as(self._slot):
            leftovers.empty(self._slot.folder, keep=leftovers.WRITABLE)

    def _execute(self, execute: Envelope, session: SealedOpen, write_end: int) -> Ended | Failed:
        status_read, status_write = os.pipe()
        try:
            pid = os.fork()
        except OSError as error:
            for descriptor in (status_read, status_write, write_end):
                os.close(descriptor)
            return Failed(f"no process could be started: {error}")
        if pid == 0:
            self._connection.detach()
            orders = runner.Orders(
                self._child, session, execute, self._plan, self._slot, self._ruleset
            )
            runner.run(orders, write_end, status_write)
        os.close(write_end)
        os.close(status_write)
        try:
            cause, status, used = self._watch(pid, session.caps, _wall_of(execute))
            report = os.read(status_read, 4096).decode(errors="replace")
        finally:
            leftovers.kill_all(self._plan, self._slot)
            os.close(status_read)
        if not report or report.startswith("!"):
            return Failed(report[1:] or "the process ended before it was confined")
        return Ended(
            status,
            cause,
            used.ru_utime + used.ru_stime,
            used.ru_maxrss,
            max(0, used.ru_maxrss - leftovers.resident_kb()),
            (*self._session_layers(), *report.split(",")),
        )

    def _session_layers(self) -> tuple[str, ...]:
        own = [name for name in ("mount_ns", "pid_ns") if getattr(self._plan, name)]
        return (*own, *self._plan.shared)

    def _watch(
        self, pid: int, caps: Caps, wall_s: float
    ) -> tuple[str, int, resource.struct_rusage]:
        """Wait for the main process to end, or end it; returns cause, wait status and usage."""
        cause = ""
        poll = select.poll()
        process = os.pidfd_open(pid)
        poll.register(process, select.POLLIN)
        poll.register(self._connection, select.POLLIN)
        meter = Meter(self._plan, self._slot, caps, pid, wall_s)
        try:
            while True:
                ready = {descriptor for descriptor, _ in poll.poll(_WATCH_MS)}
                if process in ready:
                    break
                if ready:
                    # Kill, or nobody there any more: both end the run.
                    protocol.receive_sealed(self._connection)
                    cause = "killed"
                else:
                    cause = meter.exceeded()
                if cause:
                    with leftovers.acting_as(self._slot):
                        os.kill(pid, signal.SIGKILL)
                    break
        finally:
            os.close(process)
        _, status, used = os.wait4(pid, 0)
        return cause, status, used


def _wall_of(execute: Envelope) -> float:
    message = execute.message
    return message.wall_s if isinstance(message, SealedExecute) else 0.0
