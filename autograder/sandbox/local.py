"""Runs programs without walls, for a person's own programs on their own machine.

A student who checks homework runs it anyway; what matters there is that it runs as it will be
graded, also where the machine offers no walls (macOS, Colab). Never for programs of others: nothing
is kept apart.

The same interface as `client.Sandbox`. One helper process (`local_child`) imports torch once and
forks for each run, so Windows is left out.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from autograder.evidence.exam import Exam
from autograder.evidence.run import Run, Usage, Verdict
from autograder.evidence.schema import Finished, Frame, Job
from autograder.evidence.wire import ProtocolError, Reader

if TYPE_CHECKING:
    from autograder.spec.model import Limits

LAYERS = ("none",)
"""What a report says of walls that there are not."""

OFFERED = hasattr(os, "fork")
"""Whether this system can run programs so."""

_OUTPUT_EXCEEDED = 75
_STOP_S = 2.0


class Request(msgspec.Struct, frozen=True, array_like=True):
    """Run `job` in the folder `work` for at most `wall_s` seconds; frames go to `frames`.

    `exams` are rounds that it sits when it has ended.
    """

    job: Job
    work: str
    frames: str
    wall_s: float
    exams: tuple[Exam, ...] = ()


class Reply(msgspec.Struct, frozen=True, array_like=True):
    """How it ended: the exit status, negative for a signal; None when time was up."""

    status: int | None
    wall_s: float
    cpu_s: float
    peak_rss_kb: int


class LocalSandbox:
    """Opens sessions on this machine, as the user who runs us."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._helper: subprocess.Popen[bytes] | None = None

    @contextmanager
    def session(self, files: Sequence[tuple[str, bytes]], limits: Limits) -> Iterator[LocalSession]:
        """A session with these files (relative posix path, content) in its work folder."""
        yield LocalSession(self, tuple(files), limits)

    def close(self) -> None:
        """End the helper."""
        with self._lock:
            self._stop()

    def ask(self, request: Request) -> Reply:
        """Let the helper run one request.

        Raises:
            OSError: the helper does not start or died.
        """
        with self._lock:
            helper = self._helper
            if helper is None or helper.poll() is not None:
                helper = self._helper = self._start()
            assert helper.stdin is not None
            assert helper.stdout is not None
            helper.stdin.write(msgspec.msgpack.encode(request).hex().encode() + b"\n")
            helper.stdin.flush()
            line = helper.stdout.readline()
            if not line:
                self._stop()
                raise OSError("the process that runs programs ended")
            return msgspec.msgpack.decode(bytes.fromhex(line.decode()), type=Reply)

    def _start(self) -> subprocess.Popen[bytes]:
        ours = str(Path(__file__).resolve().parents[2])
        path = os.environ.get("PYTHONPATH")
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, (ours, path))),
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            "MPLBACKEND": "Agg",
            "OMP_NUM_THREADS": "1",
        }
        return subprocess.Popen(
            [sys.executable, "-m", "autograder.sandbox.local_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=tempfile.gettempdir(),
        )

    def _stop(self) -> None:
        helper, self._helper = self._helper, None
        if helper is None:
            return
        for stream in (helper.stdin, helper.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        try:
            helper.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            helper.kill()
            helper.wait()


class LocalSession:
    """One submission; made by `LocalSandbox.session`."""

    layers = LAYERS

    def __init__(
        self, sandbox: LocalSandbox, files: tuple[tuple[str, bytes], ...], limits: Limits
    ) -> None:
        self._sandbox = sandbox
        self._files = files
        self._limits = limits

    def run(self, job: Job, wall_s: float | None = None, exam: Sequence[Exam] = ()) -> Run:
        """Run the job in a fresh process and a fresh copy of the files.

        Of an exam only calls are made, on inputs drawn with a key of the student's own: tests
        that a student must not read are not on a student's machine.
        """
        exams = tuple(Exam((), calls=one.calls) for one in exam)
        job = msgspec.structs.replace(job, exam=any(one.calls for one in exams), cpu_s=0.0)
        with tempfile.TemporaryDirectory(prefix="autograder-", ignore_cleanup_errors=True) as name:
            folder = Path(name).resolve()
            work = folder / "work"
            work.mkdir()
            for path, data in self._files:
                file = work / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            frames = folder / "frames"
            request = Request(job, str(work), str(frames), wall_s or self._limits.wall_s, exams)
            try:
                reply = self._sandbox.ask(request)
            except OSError as error:
                return Run((), "sandbox_error", f"the program could not be run: {error}")
            return _run(frames.read_bytes() if frames.exists() else b"", reply)

    def series(
        self,
        job: Job,
        rest: Callable[[tuple[Frame, ...]], Sequence[Job]],  # noqa: ARG002 - each by itself
    ) -> tuple[Run, ...]:
        """Run the job alone: nobody waits here for a thousand of them."""
        return (self.run(job),)


def _run(data: bytes, reply: Reply) -> Run:
    found: list[Frame] = []
    try:
        found.extend(Reader().feed(data))
    except ProtocolError as error:
        return Run(tuple(found), "protocol_error", str(error))
    verdict, detail = _judge(found, reply.status)
    return Run(tuple(found), verdict, detail, Usage(reply.wall_s, reply.cpu_s, reply.peak_rss_kb))


def _judge(frames: list[Frame], status: int | None) -> tuple[Verdict, str]:
    if status is None:
        return "timed_out", "the time was up"
    if status == 0 and any(isinstance(frame, Finished) for frame in frames):
        return "ok", ""
    if status < 0:
        return "crashed", f"the process was ended by signal {-status}"
    if status == _OUTPUT_EXCEEDED:
        return "output_exceeded", "more output than allowed"
    return "exited", f"the process left with status {status} before the program's end"
