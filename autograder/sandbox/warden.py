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
from collections.abc import Sequence

from autograder.evidence.schema import Job
from autograder.sandbox import kernel, leftovers, protocol, runner, view
from autograder.sandbox.landlock import Ruleset
from autograder.sandbox.plan import Plan, Slot
from autograder.sandbox.protocol import Caps, Ended, Execute, Failed, Open, Opened

_WATCH_MS = 50
"""How often memory and files of a run are looked at."""
_ENTRIES = 4096


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
        self._session: Open | None = None
        self._ruleset: Ruleset | None = None
        self._fresh = False

    def serve(self) -> None:
        """Serve the connection until the supervisor closes it, then clean up."""
        gc.disable()
        if self._plan.pid_ns:
            # Its processes die with it. Elsewhere it must stay to end them, until its supervisor
            # closes the connection, even when the server is gone.
            kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
        try:
            self._enter()
            while (received := protocol.receive(self._connection)) is not None:
                self._answer(*received)
        except (OSError, ValueError) as error:
            with contextlib.suppress(OSError):
                protocol.send(self._connection, Failed(f"{type(error).__name__}: {error}"))
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
        os.environ["TMPDIR"] = os.path.join(slot.folder, "tmp")

    def _answer(self, message: protocol.Message, descriptor: int | None) -> None:
        if isinstance(message, Open):
            self._session = message
            self._renew()
            self._fresh = True
            protocol.send(self._connection, Opened(self._layers))
        elif isinstance(message, Execute) and descriptor is not None and self._session is not None:
            if not self._fresh:
                self._renew()
            self._fresh = False
            protocol.send(
                self._connection, self._execute(message.job, self._session.caps, descriptor)
            )
        elif descriptor is not None:
            os.close(descriptor)

    def _renew(self) -> None:
        """Lay the session's folder anew, as it was before the first run."""
        if self._session is None:
            return
        folder = self._slot.folder
        if self._plan.mount_ns:
            # The first has nothing below it; later ones replace the tmpfs of the run before.
            if os.path.ismount(folder):
                kernel.unmount(folder)
            view.mount_session(self._session.caps.disk, _ENTRIES, self._slot.uid)
        else:
            self._sweep()
        with leftovers.acting_as(self._slot):
            leftovers.lay_out(folder, self._session.files)

    def _sweep(self) -> None:
        with leftovers.acting_as(self._slot):
            leftovers.empty(self._slot.folder, keep=leftovers.WRITABLE)

    def _execute(self, job: Job, caps: Caps, write_end: int) -> Ended | Failed:
        status_read, status_write = os.pipe()
        try:
            pid = os.fork()
        except OSError as error:
            for descriptor in (status_read, status_write, write_end):
                os.close(descriptor)
            return Failed(f"no process could be started: {error}")
        if pid == 0:
            self._connection.detach()
            work = os.path.join(self._slot.folder, "work")
            orders = runner.Orders(
                self._child, job, self._plan, self._slot, caps, self._ruleset, work
            )
            runner.run(orders, write_end, status_write)
        os.close(write_end)
        os.close(status_write)
        try:
            cause, status, used = self._watch(pid, caps)
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

    def _watch(self, pid: int, caps: Caps) -> tuple[str, int, resource.struct_rusage]:
        """Wait for the main process to end, or end it; returns cause, wait status and usage."""
        cause = ""
        poll = select.poll()
        process = os.pidfd_open(pid)
        poll.register(process, select.POLLIN)
        poll.register(self._connection, select.POLLIN)
        own = leftovers.own_memory("self")
        try:
            while True:
                ready = {descriptor for descriptor, _ in poll.poll(_WATCH_MS)}
                if process in ready:
                    break
                if ready:
                    # Kill, or nobody there any more: both end the run.
                    protocol.receive(self._connection)
                    cause = "killed"
                elif self._memory(own) > caps.memory:
                    cause = "memory"
                elif sum(map(leftovers.cpu_time, leftovers.descendants())) > caps.cpu_s + 1:
                    cause = "cpu"
                elif not self._plan.mount_ns and leftovers.usage(
                    self._slot.folder, caps.disk, _ENTRIES
                ):
                    cause = "disk"
                if cause:
                    with leftovers.acting_as(self._slot):
                        os.kill(pid, signal.SIGKILL)
                    break
        finally:
            os.close(process)
        _, status, used = os.wait4(pid, 0)
        return cause, status, used

    def _memory(self, own: int) -> int:
        return sum(max(0, leftovers.own_memory(pid) - own) for pid in leftovers.descendants())
