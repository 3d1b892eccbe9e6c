"""The supervisor's side: start the server, open sessions, run jobs, keep the clock.

Imports neither torch nor anything that runs student code.

    with Server() as server:
        sandbox = Sandbox(server)
        with sandbox.session(files, limits) as session:
            run = session.run(job)
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import msgspec

from autograder.evidence.exam import Exam
from autograder.evidence.run import Run, Usage
from autograder.evidence.schema import Frame, Job
from autograder.sandbox import protocol
from autograder.sandbox.examiner import Examiner
from autograder.sandbox.following import LostError, Serving, follow
from autograder.sandbox.host import SandboxError, Server
from autograder.sandbox.outbox import Outbox
from autograder.sandbox.protocol import Caps, Failed, Opened
from autograder.sandbox.series import Series, taken_apart
from autograder.sandbox.stream import Policy, Stream
from autograder.sandbox.verdict import judge

if TYPE_CHECKING:
    from autograder.spec.model import Limits

__all__ = ["Policy", "Sandbox", "SandboxError", "Server", "Session"]


class Sandbox:
    """Opens sessions on one server, given as itself or by the address of its socket.

    Connections of orderly sessions are kept and used again, since entering namespaces costs
    about as much as a run; after anything but an orderly end a fresh one is made.
    """

    def __init__(self, server: Server | str, policy: Policy | None = None) -> None:
        self._server = server
        self.policy = policy or Policy()
        self._idle: list[_Connection] = []
        self._process = os.getpid()

    @contextmanager
    def session(self, files: Sequence[tuple[str, bytes]], limits: Limits) -> Iterator[Session]:
        """A session with these files (relative posix path, content) in its work folder.

        Raises:
            SandboxError: no server, or it refuses; never the submission's fault.
        """
        session = Session(self, tuple(files), limits)
        session.open()
        try:
            yield session
        finally:
            session.close()

    def close(self) -> None:
        """Close the connections that are kept."""
        while self._idle:
            self._idle.pop().socket.close()

    def take(self) -> _Connection:
        """A connection for a session of one's own."""
        if self._process != os.getpid():
            # Connections do not survive a fork: both sides would speak on them.
            self._process, self._idle = os.getpid(), []
        with suppress(IndexError):
            return self._idle.pop()
        address = self._server if isinstance(self._server, str) else self._server.ready()
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(self.policy.open_s)
        try:
            connection.connect(address)
        except OSError as error:
            connection.close()
            raise SandboxError(f"no sandbox server at {address}: {error}") from error
        return _Connection(connection)

    def give(self, connection: _Connection) -> None:
        """Give a connection back after an orderly session."""
        connection.sessions += 1
        if len(self._idle) >= _KEPT or connection.sessions >= _SESSIONS_PER_WARDEN:
            connection.socket.close()
        else:
            self._idle.append(connection)


_SESSIONS_PER_WARDEN = 100
_KEPT = 8


class _Connection:
    def __init__(self, connection: socket.socket) -> None:
        self.socket = connection
        self.sessions = 0


class Session:
    """One submission in the sandbox; made by `Sandbox.session`."""

    def __init__(
        self, sandbox: Sandbox, files: tuple[tuple[str, bytes], ...], limits: Limits
    ) -> None:
        self._sandbox = sandbox
        self._limits = limits
        self._caps = Caps(
            limits.cpu_s,
            limits.memory_mb << 20,
            limits.processes,
            limits.file_mb << 20,
            sandbox.policy.disk_mb << 20,
        )
        self._files = files
        self._connection: _Connection | None = None
        self._orderly = True
        self.layers: tuple[str, ...] = ()
        """The layers in force, as the confined process itself found them to hold."""

    def open(self) -> None:
        """Open the session; a server that died is waited for, once."""
        try:
            self._open()
        except LostError:
            self._drop()
            try:
                self._open()
            except LostError as lost:
                raise SandboxError(f"the sandbox server does not open sessions: {lost}") from lost

    def run(self, job: Job, wall_s: float | None = None, exam: Sequence[Exam] = ()) -> Run:
        """Run the job in a fresh process and a fresh copy of the files.

        `exam` are rounds of tests that a job with `exam` asks for, one after the other, when the
        program has ended; each sees nothing of the others.

        Never raises for what the submission does, nor for a fault of the sandbox: that is the
        verdict `sandbox_error`, after one more try in a fresh warden.
        """
        problem = ""
        for _ in range(2):
            try:
                run, _ = self._run(job, wall_s, lambda outbox: Examiner(outbox, exam))
            except (LostError, SandboxError) as error:
                problem = str(error)
            else:
                if run.verdict != "sandbox_error":
                    return run
                problem = run.detail
            self._drop()
        return Run((), "sandbox_error", f"the sandbox failed twice: {problem}")

    def series(
        self, job: Job, rest: Callable[[tuple[Frame, ...]], Sequence[Job]]
    ) -> tuple[Run, ...]:
        """Run the job and then those that `rest` makes of its frames, all in one process.

        For programs that leave nothing behind. What is not among the runs that come back is to be
        run by itself; there are none where anything went wrong.
        """
        job = msgspec.structs.replace(job, again=True)
        with suppress(LostError, SandboxError):
            run, ends = self._run(job, None, lambda outbox: Series(outbox, rest))
            if run.verdict != "sandbox_error":
                return taken_apart(run, ends)
        self._drop()
        return ()

    def close(self) -> None:
        """End the session; nothing of it is left afterwards."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        if self._orderly:
            self._sandbox.give(connection)
        else:
            connection.socket.close()

    def _open(self) -> None:
        connection = self._connection = self._sandbox.take()
        try:
            protocol.send(connection.socket, protocol.Open(self._files, self._caps))
            connection.socket.settimeout(self._sandbox.policy.open_s)
            answer = protocol.receive(connection.socket)
        except OSError as error:
            raise LostError(str(error)) from error
        if answer is None:
            raise LostError("the connection closed")
        message = answer[0]
        if isinstance(message, Failed):
            self._drop()
            raise SandboxError(f"the sandbox could not be set up: {message.detail}")
        if not isinstance(message, Opened):
            raise LostError(f"an answer out of turn: {type(message).__name__}")
        self.layers = message.layers

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.socket.close()
            self._connection = None
        # Others that wait were made by the same server.
        self._sandbox.close()

    def _run(
        self, job: Job, wall_s: float | None, serving: Callable[[Outbox], Serving]
    ) -> tuple[Run, Sequence[int]]:
        """One process, and after how many of its frames the program came to an end."""
        if self._connection is None:
            self.open()
        if self._connection is None:
            raise LostError("the session is closed")
        connection = self._connection.socket
        wall_s = wall_s or self._limits.wall_s
        # Until the run has ended well nobody else may use the connection.
        orderly, self._orderly = self._orderly, False
        # Not a pipe, which whoever holds one end may open at the other through /proc.
        read_end, write_end = (end.detach() for end in socket.socketpair())
        started = time.monotonic()
        try:
            key = os.urandom(16)
            try:
                protocol.send(connection, protocol.Execute(job, key, wall_s), write_end)
            except OSError as error:
                raise LostError(str(error)) from error
            finally:
                os.close(write_end)
            stream = Stream(self._sandbox.policy, job, key)
            served = serving(Outbox(read_end))
            ended = follow(connection, read_end, stream, served, wall_s)
        finally:
            os.close(read_end)
        wall = time.monotonic() - started
        if isinstance(ended, Failed):
            return Run(tuple(stream.frames), "sandbox_error", ended.detail, Usage(wall)), ()
        if ended.cause == "wall":
            stream.stop("timed_out", f"more than {wall_s:g} s")
        verdict, detail = stream.verdict or judge(
            ended, self._caps, stream.frames, stream.reader.pending > 0
        )
        missing = ", ".join(sorted(set(self.layers) - set(ended.layers)))
        if missing:
            verdict, detail = "sandbox_error", f"layers that held before are missing: {missing}"
        self._orderly = orderly and verdict == "ok"
        usage = Usage(wall, ended.cpu_s, ended.peak_rss_kb)
        return Run(tuple(stream.frames), verdict, detail, usage), stream.ends
