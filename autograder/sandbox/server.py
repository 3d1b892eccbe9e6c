"""The fork server: `python -m autograder.sandbox.server`, started by `client.Server`.

Imports torch and the child function once, confines itself as far as that is possible before it
knows the submission, and forks a warden for each connection. It never runs student code and
never a backward, and it has one thread: otherwise forks of it could hang.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import struct
import sys
import tempfile
from pathlib import Path

from autograder.sandbox import kernel, leftovers, startup, view
from autograder.sandbox.packing import fill_gaps
from autograder.sandbox.plan import Plan, Slot
from autograder.sandbox.runner import Child
from autograder.sandbox.warden import Warden
from autograder.sandbox.warm import warm

_DESCRIPTORS = 65_536
REFUSED = 78
"""Exit status when the machine offers too little; the reason is on the ready descriptor."""


class RefusedError(Exception):
    """This machine, or this installation, cannot run submissions safely; says why."""


def main(arguments: list[str] | None = None) -> int:
    """Run the server until the lifeline (standard input) closes."""
    options = _parse(arguments)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lifeline = os.dup(0)
    null = os.open("/dev/null", os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.close(null)
    try:
        listener = _listen(options)
        server = Server(options, listener, lifeline)
    except RefusedError as refusal:
        _tell(options.ready_fd, {"refused": str(refusal)})
        print(f"autograder sandbox: {refusal}", file=sys.stderr)
        return REFUSED
    _tell(options.ready_fd, {"layers": list(server.layers)})
    server.serve()
    server.end()
    # Taking torch down in order would keep whoever waits for us for half a second.
    os._exit(0)


class Server:
    """The prepared process: `layers` were tried on a run of nothing and hold."""

    def __init__(self, options: argparse.Namespace, listener: socket.socket, lifeline: int) -> None:
        self._listener = listener
        self._lifeline = lifeline
        beginning = startup.begin()
        child = _load(options)
        if startup.threads() != 1:
            raise RefusedError("an imported module started threads; forking is unsafe")
        folder = options.folder or tempfile.mkdtemp(prefix="autograder-")
        try:
            prepared = startup.confine(beginning, folder, _hidden(options))
        except OSError as error:
            raise RefusedError(str(error)) from error
        self.plan: Plan = prepared.plan
        self._slots: list[Slot] = [prepared.slot(number) for number in range(options.slots)]
        self._prepared = prepared
        self._child = child
        self._wardens: dict[int, tuple[int, Slot]] = {}
        self.layers: tuple[str, ...] = ()
        trial = startup.Trial(self._fork_warden, options.private)
        self.layers = trial.run(self._slots[-1])
        complaints = trial.complaints(options.allow_weak)
        if complaints:
            raise RefusedError("; ".join(complaints))

    def serve(self) -> None:
        """Accept connections until the lifeline closes."""
        poll = select.poll()
        poll.register(self._lifeline, select.POLLIN)
        while True:
            if self._slots:
                poll.register(self._listener, select.POLLIN)
            for descriptor, _ in poll.poll():
                if descriptor == self._lifeline:
                    if not os.read(self._lifeline, 1024):
                        return
                elif descriptor != self._listener.fileno():
                    poll.unregister(descriptor)
                elif self._slots:
                    started = self._accept()
                    if started is not None:
                        poll.register(started, select.POLLIN)
            if not self._slots:
                # Whoever comes now waits in the socket's queue.
                with contextlib.suppress(KeyError):
                    poll.unregister(self._listener)
            self._bury()

    def end(self) -> None:
        """End all sessions; as init of a pid namespace it is enough to exit."""
        if self.plan.pid_ns:
            return
        for pid, (_, slot) in self._wardens.items():
            os.kill(pid, signal.SIGKILL)
            if slot.uid is not None:
                with contextlib.suppress(OSError), leftovers.acting_as(slot):
                    os.kill(-1, signal.SIGKILL)
        if not self.plan.root:
            leftovers.kill_all(self.plan, self._prepared.slot(0))

    def _accept(self) -> int | None:
        try:
            connection, _ = self._listener.accept()
        except OSError:
            return None
        with connection:
            if not _trusted(connection):
                return None
            slot = self._slots.pop(0)
            try:
                pid = self._fork_warden(connection, slot, self._child)
            except OSError as error:
                print(f"no warden could be started: {error}", file=sys.stderr)
                self._slots.append(slot)
                return None
        descriptor = os.pidfd_open(pid)
        self._wardens[pid] = (descriptor, slot)
        return descriptor

    def _fork_warden(self, connection: socket.socket, slot: Slot, child: Child) -> int:
        namespace = self._prepared.pid_namespace
        if namespace is not None:
            # Each warden becomes init of a new one; without going back first it would nest.
            kernel.setns(namespace, kernel.CLONE_NEWPID)
            kernel.unshare(kernel.CLONE_NEWPID)
        pid = os.fork()
        if pid:
            return pid
        status = 1
        try:
            low = 3
            for keep in sorted({connection.fileno(), self._prepared.lock} - {-1}):
                os.closerange(low, keep)
                low = keep + 1
            os.closerange(low, _DESCRIPTORS)
            Warden(connection, self.plan, slot, child, self.layers).serve()
            status = 0
        except BaseException as error:
            print(f"warden: {type(error).__name__}: {error}", file=sys.stderr)
        finally:
            os._exit(status)

    def _bury(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            if pid not in self._wardens:
                continue  # an orphan that a warden left to us
            descriptor, slot = self._wardens.pop(pid)
            os.close(descriptor)
            if status != 0 and not self.plan.pid_ns:
                # It could not clean up itself; nobody but its session has the uid.
                with contextlib.suppress(OSError), leftovers.acting_as(slot):
                    if slot.uid is not None:
                        os.kill(-1, signal.SIGKILL)
            self._slots.append(slot)


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m autograder.sandbox.server")
    parser.add_argument("--listen-fd", type=int, help="a listening Unix socket")
    parser.add_argument("--socket", help="or where to make one")
    parser.add_argument("--ready-fd", type=int, help="where to write one line of JSON when ready")
    parser.add_argument("--folder", help="an empty folder for the sessions' files")
    parser.add_argument("--child", default="autograder.probe.main:run")
    parser.add_argument("--path", action="append", default=[], help="where to find the child")
    parser.add_argument("--preload", default="torch,numpy,IPython.core.interactiveshell")
    parser.add_argument("--private", action="append", default=[], help="must be unreadable")
    parser.add_argument("--slots", type=int, default=64)
    parser.add_argument("--allow-weak", action="store_true")
    parser.add_argument("--few", action="store_true", help="do not pack memory for many forks")
    return parser.parse_args(arguments)


def _listen(options: argparse.Namespace) -> socket.socket:
    if options.listen_fd is not None:
        return socket.socket(fileno=options.listen_fd)
    if not options.socket:
        raise RefusedError("give --socket PATH or --listen-fd N")
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(options.socket)
    os.chmod(options.socket, 0o600)
    listener.listen(128)
    return listener


def _tell(descriptor: int | None, message: dict[str, object]) -> None:
    if descriptor is not None:
        os.write(descriptor, json.dumps(message).encode() + b"\n")
        os.close(descriptor)


def _trusted(connection: socket.socket) -> bool:
    packed = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _, uid, _ = struct.unpack("3i", packed)
    return uid in (0, os.geteuid())


def _load(options: argparse.Namespace) -> Child:
    sys.path[:0] = options.path
    # While modules are loaded nearly nothing becomes garbage; looking for it takes a fifth more.
    gc.disable()
    try:
        for name in filter(None, options.preload.split(",")):
            importlib.import_module(name)
        if not options.few:
            # What every run uses is loaded next.
            fill_gaps()
        module, _, function = options.child.partition(":")
        child: Child = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError) as error:
        raise RefusedError(f"what is to run inside cannot be imported: {error}") from error
    prepare = getattr(sys.modules[module], "prepare", None)
    if callable(prepare):
        prepare()
    warm(many=not options.few)
    gc.enable()
    return child


def _hidden(options: argparse.Namespace) -> list[str]:
    # Where our own code was imported from is not for submissions to read or import.
    package = Path(__file__).resolve().parents[1]
    installed = package.parent.name in ("site-packages", "dist-packages")
    closed = [os.path.realpath(path) for path in options.path]
    if not installed:
        closed.append(str(package.parent))
    sys.path[:] = [path for path in sys.path if path and os.path.realpath(path) not in closed]
    for name, module in sys.modules.items():
        if name.partition(".")[0] == package.name and hasattr(module, "__path__"):
            module.__path__ = []
    for path in list(sys.path_importer_cache):
        if path in closed or view.within(path, str(package)):
            del sys.path_importer_cache[path]
    return [*closed, *options.private]


if __name__ == "__main__":
    sys.exit(main())
