"""Starts the fork server, notices when it dies, and starts it again."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

_THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS")
PRELOAD = ("torch", "numpy", "IPython.core.interactiveshell")
PRELOAD_FOR_MANY = (*PRELOAD, "torch.fx.experimental.symbolic_shapes")
"""What pays where many submissions follow: `backward(gradient)` imports the last one (with sympy)
at its first call, a third of a second of each run."""

_FOR_MANY = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
"""Has the C library ask for huge pages, so that fewer are to be packed later (glibc 2.35)."""

_PASSED_ON = ("LD_LIBRARY_PATH", "TMPDIR")
_START_S = 120.0
_RESTARTS = 20
_STOP_S = 5.0


class SandboxError(Exception):
    """The sandbox itself cannot do its work here; never the fault of a submission."""


class Server:
    """A fork server of one's own, as a context manager; started at once, ready a second later.

    Args:
        child: what runs inside, as "module:function".
        path: folders to import it from, which submissions cannot see.
        preload: modules to import before forking.
        private: files and folders that must not be readable inside; the server refuses to serve
            if one is.
        allow_weak: serve although layers are missing that we count as the least.
        launcher: a command to start the server with, before the Python interpreter.
        slots: how many sessions there may be at a time.
        few: whether only a few runs are to come, for which making forks cheap does not pay.
    """

    def __init__(
        self,
        *,
        child: str = "autograder.probe.main:run",
        path: Sequence[str | Path] = (),
        preload: Sequence[str] = PRELOAD,
        private: Sequence[str | Path] = (),
        allow_weak: bool = False,
        launcher: Sequence[str] = (),
        slots: int = 64,
        few: bool = False,
    ) -> None:
        self._options = [
            *("--child", child),
            *("--preload", ",".join(preload)),
            *("--slots", str(slots)),
            *(option for entry in path for option in ("--path", str(entry))),
            *(option for entry in private for option in ("--private", os.path.abspath(entry))),
            *(["--allow-weak"] if allow_weak else []),
            *(["--few"] if few else []),
        ]
        self._environment = _environment() if few else _environment() | _FOR_MANY
        self._launcher = tuple(launcher)
        self._folder = tempfile.mkdtemp(prefix="autograder-")
        self.address = os.path.join(self._folder, "socket")
        """The path of the Unix socket; other processes of this user may connect to it."""
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(self.address)
        self._listener.listen(128)
        self._closing = threading.Event()
        self._state = threading.Condition()
        self._answer: dict[str, object] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper: threading.Thread | None = None

    def __enter__(self) -> Server:
        self._keeper = threading.Thread(target=self._keep, name="sandbox-server", daemon=True)
        self._keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that held in the server's trial run; waits until it is ready."""
        self.ready()
        layers = (self._answer or {}).get("layers")
        return tuple(layers) if isinstance(layers, list) else ()

    @property
    def pid(self) -> int | None:
        """The process that was started, while it lives."""
        return None if self._process is None else self._process.pid

    def ready(self) -> str:
        """Wait until the server takes sessions; returns its address.

        Raises:
            SandboxError: it refuses, and why; or it does not start.
        """
        with self._state:
            if not self._state.wait_for(lambda: self._answer is not None, timeout=_START_S):
                raise SandboxError(f"the sandbox server was not ready after {_START_S:g} s")
            answer = self._answer or {}
        if "layers" not in answer:
            raise SandboxError(str(answer.get("refused", "the sandbox server did not start")))
        return self.address

    def close(self) -> None:
        """End the server and every session of it."""
        self._closing.set()
        process = self._process
        if process is not None:
            if self._answer is None:
                # It still loads torch, and holds nothing yet.
                process.kill()
            _stop(process)
        if self._keeper is not None:
            self._keeper.join(timeout=2 * _STOP_S)
        self._listener.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _keep(self) -> None:
        for _ in range(_RESTARTS):
            folder = tempfile.mkdtemp(prefix="autograder-")
            try:
                status = self._serve(folder)
            except OSError as error:
                self._tell({"refused": f"the sandbox server did not start: {error}"})
                return
            finally:
                shutil.rmtree(folder, ignore_errors=True)
            if self._closing.is_set() or self._refused():
                return
            self._tell(None)
            time.sleep(0.05 if status else 0)
        self._tell({"refused": "the sandbox server died again and again; see `autograder doctor`"})

    def _serve(self, folder: str) -> int:
        ready, ready_write = os.pipe()
        log_path = os.path.join(self._folder, "server.log")
        with open(ready, "rb") as answers, open(log_path, "ab") as log:
            try:
                process = self._start(folder, ready_write, log)
            finally:
                os.close(ready_write)
            with process:
                self._process = process
                if self._closing.is_set():
                    _stop(process)
                line = answers.readline()
                if line:
                    self._tell(json.loads(line))
                elif not self._closing.is_set():
                    process.wait()
                    said = Path(log_path).read_bytes().decode(errors="replace").strip()
                    last = said.splitlines()[-1] if said else f"status {process.returncode}"
                    self._tell({"refused": f"the sandbox server did not start: {last}"})
                return process.wait()

    def _start(self, folder: str, ready_write: int, log: IO[bytes]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [
                *self._launcher,
                sys.executable,
                "-m",
                "autograder.sandbox.server",
                *("--listen-fd", str(self._listener.fileno())),
                *("--ready-fd", str(ready_write)),
                *("--folder", folder),
                *self._options,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=log,
            pass_fds=(self._listener.fileno(), ready_write),
            env=self._environment,
            cwd="/",
            start_new_session=True,
        )

    def _refused(self) -> bool:
        return self._answer is not None and "refused" in self._answer

    def _tell(self, answer: dict[str, object] | None) -> None:
        with self._state:
            self._answer = answer
            self._state.notify_all()


def _environment() -> dict[str, str]:
    """What the server starts with: nothing of ours that a submission might read."""
    ours = str(Path(__file__).resolve().parents[2])
    environment = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": "/nonexistent",
        "USER": "student",
        "LOGNAME": "student",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "Agg",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": ours,
        "KMP_BLOCKTIME": "0",
        "KMP_WARNINGS": "0",
        "MALLOC_ARENA_MAX": "2",
    }
    environment |= dict.fromkeys(_THREADS, "1")
    return environment | {name: os.environ[name] for name in _PASSED_ON if name in os.environ}


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(timeout=_STOP_S)
    except subprocess.TimeoutExpired:
        # The process that we started waits for the server proper, which dies with it.
        process.kill()


__all__ = ["PRELOAD_FOR_MANY", "SandboxError", "Server"]
