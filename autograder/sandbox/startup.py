"""How the server finds, by trying, which layers this machine offers, and enters what it can."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from autograder.evidence import wire
from autograder.evidence.schema import Frame, Job, Output
from autograder.sandbox import identity, kernel, landlock, protocol, seccomp, view
from autograder.sandbox.leftovers import acting_as
from autograder.sandbox.plan import SESSION, Plan, Slot, shortcomings
from autograder.sandbox.runner import Child
from autograder.sandbox.syscalls import AUDIT_ARCH

_SHARED = {
    "net_ns": kernel.CLONE_NEWNET,
    "ipc_ns": kernel.CLONE_NEWIPC,
    "uts_ns": kernel.CLONE_NEWUTS,
    "cgroup_ns": kernel.CLONE_NEWCGROUP,
}
"""Empty namespaces that sessions may share: the system call filter lets nobody use them."""

KEPT_ENVIRONMENT = (
    "PATH",
    "LANG",
    "USER",
    "LOGNAME",
    "MPLBACKEND",
    "PYTHONHASHSEED",
    "PYTHONDONTWRITEBYTECODE",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "KMP_BLOCKTIME",
    "KMP_WARNINGS",
)
"""What of our environment submissions see, besides HOME and TMPDIR; `client` sets them."""

_TRIAL_S = 30
Fork: TypeAlias = Callable[[socket.socket, Slot, Child], int]


@dataclass(frozen=True)
class Beginning:
    """What was entered before anything was imported."""

    reservation: identity.Reservation | None
    user_ns: bool
    pid_ns: bool


@dataclass(frozen=True)
class Prepared:
    """The confined server: its plan, and what new wardens need."""

    plan: Plan
    reservation: identity.Reservation | None
    pid_namespace: int | None
    folder: str

    @property
    def lock(self) -> int:
        """The descriptor that keeps the uids ours, or -1."""
        return -1 if self.reservation is None else self.reservation.fileno()

    def slot(self, number: int) -> Slot:
        """The identity of a slot."""
        folder = SESSION if self.plan.mount_ns else f"{self.folder}/{number}"
        if self.reservation is None:
            return Slot(number, None, None, folder)
        return self.reservation.slot(number, folder)


def begin() -> Beginning:
    """Enter the namespaces that need a young process: user and pid.

    Where a pid namespace is to be had, the caller goes on as its init in a forked child, so that
    all wardens die with it; the process that was started waits for it and exits alike.
    """
    reservation = None
    if os.geteuid() == 0:
        reservation = identity.Reservation()
        if not identity.can_change_uid(reservation.slot(0, "")):
            reservation = None
    user_ns = reservation is None and _enter_user_namespace()
    try:
        kernel.unshare(kernel.CLONE_NEWPID)
    except OSError:
        kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
        return Beginning(reservation, user_ns, pid_ns=False)
    pid = os.fork()
    if pid:
        _, status = os.waitpid(pid, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    return Beginning(reservation, user_ns, pid_ns=True)


def confine(beginning: Beginning, folder: str, hidden: Sequence[str]) -> Prepared:
    """Enter every layer that can be entered once for all sessions, after the imports.

    `folder` is an empty folder; `hidden` are paths that the view must not hold.
    """
    baseline = _address_space()
    visible = view.visible_paths(hidden)
    pid_namespace = os.open("/proc/self/ns/pid", os.O_RDONLY) if beginning.pid_ns else None
    _scrub()
    shared = tuple(name for name, flag in _SHARED.items() if _unshared(flag))
    os.chmod(folder, 0o711)
    mount_ns = _enter_view(folder, visible, hidden, keep_proc=beginning.user_ns)
    with contextlib.suppress(OSError):
        # Nothing is executed after this, so that the bounding set is a second lock at best.
        kernel.drop_bounding_set()
    reservation = beginning.reservation
    abi = landlock.version()
    plan = Plan(
        root=reservation is not None,
        user_ns=beginning.user_ns,
        mount_ns=mount_ns,
        pid_ns=pid_namespace is not None,
        shared=shared,
        visible=visible,
        landlock=abi,
        baseline=baseline,
    )
    prepared = Prepared(plan, reservation, pid_namespace, folder)
    if reservation is not None and not _readable(visible, prepared.slot(0)):
        plan = replace(plan, kept_capability=_reading_capability(abi))
    if kernel.MACHINE in AUDIT_ARCH:
        plan = replace(plan, filter=seccomp.program(override=plan.overrides))
    return replace(prepared, plan=plan)


class Trial:
    """A session of nothing, run once: what its layers say of themselves is what holds."""

    def __init__(self, fork: Fork, private: Sequence[str]) -> None:
        self._fork = fork
        self._private = tuple(private)
        self._failure = ""
        self._readable: list[str] = []
        self._layers: tuple[str, ...] = ()

    def run(self, slot: Slot) -> tuple[str, ...]:
        """Fork a warden, run one process that tries to read the private paths; the layers."""
        ours, theirs = socket.socketpair()
        read_end, write_end = os.pipe()
        key = os.urandom(16)
        with ours, theirs, open(read_end, "rb") as evidence:
            ours.settimeout(_TRIAL_S)
            pid = self._fork(theirs, slot, self._child)
            theirs.close()
            try:
                caps = protocol.Caps(_TRIAL_S, 1 << 30, 64, 1 << 20, 1 << 20)
                protocol.send(ours, protocol.Open((), caps))
                answer = protocol.receive(ours)
                if answer is not None and isinstance(answer[0], protocol.Opened):
                    protocol.send(ours, protocol.Execute(Job(()), key), write_end)
                    answer = protocol.receive(ours)
                self._note(answer[0] if answer else None)
            except OSError as error:
                self._failure = f"the trial run did not end: {error}"
            finally:
                os.close(write_end)
                ours.close()
                os.waitpid(pid, 0)
            for frame in wire.Reader(key).feed(evidence.read()):
                if isinstance(frame, Output):
                    self._readable.append(frame.text)
        return self._layers

    def complaints(self, allow_weak: bool) -> tuple[str, ...]:
        """Why submissions must not run here, as sentences; empty when they may."""
        if self._failure:
            return (f"the sandbox cannot be set up: {self._failure}",)
        found = [f"{path} would be readable to submissions" for path in self._readable]
        if not allow_weak:
            found += shortcomings(self._layers)
        return tuple(found)

    def _child(self, _: Job, emit: Callable[[Frame], None]) -> None:
        for path in self._private:
            try:
                if os.path.isdir(path):
                    os.listdir(path)
                else:
                    os.close(os.open(path, os.O_RDONLY))
            except OSError:
                continue
            emit(Output("stderr", path, 0, 0))

    def _note(self, message: protocol.Message | None) -> None:
        if isinstance(message, protocol.Ended) and message.status == 0:
            self._layers = message.layers
        elif isinstance(message, protocol.Failed):
            self._failure = message.detail
        else:
            self._failure = f"the trial run ended with {message}"


def threads() -> int:
    """How many threads this process has."""
    return len(os.listdir("/proc/self/task"))


def _enter_user_namespace() -> bool:
    uid, gid = os.geteuid(), os.getegid()
    try:
        kernel.unshare(kernel.CLONE_NEWUSER)
    except OSError:
        return False
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"0 {uid} 1")
    Path("/proc/self/gid_map").write_text(f"0 {gid} 1")
    return True


def _unshared(flag: int) -> bool:
    try:
        kernel.unshare(flag)
    except OSError:
        return False
    return True


def _enter_view(
    folder: str, visible: Sequence[str], hidden: Sequence[str], keep_proc: bool
) -> bool:
    package = str(Path(__file__).resolve().parents[1])
    masked = [path for path in (*hidden, package) if any(view.within(path, v) for v in visible)]
    if not _unshared(kernel.CLONE_NEWNS):
        return False
    try:
        view.enter(folder, visible, masked, keep_proc)
    except OSError as error:
        print(f"no view of its own: {error}", file=sys.stderr)
        with contextlib.suppress(OSError):
            kernel.unmount(folder)
        return False
    return True


def _readable(visible: Sequence[str], slot: Slot) -> bool:
    with acting_as(slot):
        return all(_opens(path) for path in visible)


def _reading_capability(abi: int) -> int:
    # Overriding also allows writing; Landlock refuses that, truncation from its version 3 on.
    held = kernel.permitted_capabilities()
    for capability, needed in ((kernel.CAP_DAC_READ_SEARCH, 1), (kernel.CAP_DAC_OVERRIDE, 3)):
        if held & 1 << capability and abi >= needed:
            return 1 << capability
    raise OSError(
        "Python lies in a folder closed to other users, so that submissions could not import "
        "anything: open it for searching (chmod o+x) or install Python elsewhere"
    )


def _opens(path: str) -> bool:
    try:
        os.close(os.open(path, os.O_RDONLY))
    except PermissionError:
        return False
    except OSError:
        return True
    return True


def _address_space() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _scrub() -> None:
    """Leave nothing of how we were started in the environment or the command line."""
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    os.environ.clear()
    # Fields 48 to 51 of proc(5): where arguments and environment lie.
    arguments_start, arguments_end, start, end = (int(field) for field in fields[45:49])
    kernel.overwrite_memory(arguments_start, arguments_end)
    kernel.overwrite_memory(start, end)
    os.environ.update(kept)
    sys.argv[:] = ["python"]
    sys.orig_argv[:] = ["python"]
