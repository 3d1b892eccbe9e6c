"""Tries each layer of the sandbox on this machine, in a forked child, and says what holds.

for layer in examine():
    print(layer.name, layer.holds)
"""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass

from autograder.sandbox import identity, kernel, landlock, seccomp
from autograder.sandbox.confine import limit
from autograder.sandbox.plan import shortcomings
from autograder.sandbox.protocol import Caps


@dataclass(frozen=True)
class LayerStatus:
    """One layer: whether it holds here, what it is for, what its absence means, how to get it.

    `needed` is False where its work is done otherwise on this machine, so that nothing is lost.
    """

    name: str
    holds: bool
    meaning: str
    loss: str
    remedy: str
    needed: bool = True


_NAMESPACES = (
    "Run the grader as root on the machine itself; or let ordinary users make namespaces (set "
    "sysctl user.max_user_namespaces above 0, on Debian kernel.unprivileged_userns_clone=1, on "
    "Ubuntu kernel.apparmor_restrict_unprivileged_userns=0); in Docker, start the container with "
    "--cap-add SYS_ADMIN --security-opt seccomp=unconfined --security-opt apparmor=unconfined."
)
_KERNEL = (
    "Use Linux 5.13 or newer with Landlock switched on (it must be named in "
    "/sys/kernel/security/lsm; add it to the kernel's lsm= parameter). Docker 23 or newer lets it "
    "through by default."
)
_REPORT = "This should hold on every Linux: please report this machine."


def examine() -> list[LayerStatus]:
    """Try every layer in a forked child; nothing of this process changes."""
    held = {name for name, attempt, *_ in _LAYERS if _holds(attempt)}
    # Either gives an identity of its own; the one that the server does not use is no loss.
    spare = {"user_ns"} if "uid" in held else {"uid"} if "user_ns" in held else set()
    return [
        LayerStatus(name, name in held, meaning, loss, remedy, needed=name not in spare)
        for name, _, meaning, loss, remedy in _LAYERS
    ]


def enough(layers: list[LayerStatus]) -> bool:
    """Whether submissions may run here: what `plan.shortcomings` asks for is there."""
    return not shortcomings(tuple(layer.name for layer in layers if layer.holds))


def _holds(attempt: Callable[[], bool]) -> bool:
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(0 if attempt() else 1)
        except BaseException:
            os._exit(1)
    return os.waitpid(pid, 0)[1] == 0


def _privileged() -> None:
    # What the server does first: without root, a user namespace gives the right to the others.
    if os.geteuid() != 0:
        kernel.unshare(kernel.CLONE_NEWUSER)


def _user_ns() -> bool:
    kernel.unshare(kernel.CLONE_NEWUSER)
    return True


def _mount_ns() -> bool:
    _privileged()
    kernel.unshare(kernel.CLONE_NEWNS)
    kernel.mount("none", "/", flags=kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.mount("tmpfs", "/tmp", "tmpfs", kernel.MS_NOSUID, "size=4k")
    return os.listdir("/tmp") == []


def _pid_ns() -> bool:
    _privileged()
    kernel.unshare(kernel.CLONE_NEWPID)
    child = os.fork()
    if child == 0:
        os._exit(0 if os.getpid() == 1 else 1)
    return os.waitpid(child, 0)[1] == 0


def _namespace(flag: int) -> Callable[[], bool]:
    def attempt() -> bool:
        _privileged()
        kernel.unshare(flag)
        return True

    return attempt


def _uid() -> bool:
    return os.geteuid() == 0 and identity.can_change_uid(identity.Reservation().slot(0, ""))


def _no_new_privs() -> bool:
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    return kernel.prctl(kernel.PR_GET_NO_NEW_PRIVS) == 1


def _capabilities() -> bool:
    kernel.set_capabilities(0)
    return kernel.permitted_capabilities() == 0


def _seccomp() -> bool:
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    seccomp.install(seccomp.program())
    try:
        socket.socket().close()
    except PermissionError:
        return True
    return False


def _landlock() -> bool:
    ruleset = landlock.Ruleset()
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    ruleset.restrict()
    try:
        os.listdir("/")
    except PermissionError:
        return True
    return False


def _rlimits() -> bool:
    limit(Caps(5.0, 1 << 30, 8, 4096, 0), baseline=1 << 33)
    try:
        os.truncate(os.memfd_create("limit"), 8192)
    except OSError as error:
        return error.errno == errno.EFBIG
    return False


_LAYERS: tuple[tuple[str, Callable[[], bool], str, str, str], ...] = (
    (
        "user_ns",
        _user_ns,
        "gives the other namespaces to graders that are not root",
        "such a grader has none of them",
        _NAMESPACES,
    ),
    (
        "mount_ns",
        _mount_ns,
        "a submission sees Python and its own folder, and no other file exists for it",
        "Landlock keeps files apart alone, and names and sizes of files can be asked for",
        _NAMESPACES,
    ),
    (
        "pid_ns",
        _pid_ns,
        "a submission sees no other process, and none of its own outlives it",
        "processes are told apart by their uid, and found by it",
        _NAMESPACES,
    ),
    (
        "net_ns",
        _namespace(kernel.CLONE_NEWNET),
        "there is no network",
        "the system call filter refuses sockets alone",
        _NAMESPACES,
    ),
    (
        "ipc_ns",
        _namespace(kernel.CLONE_NEWIPC),
        "there is no shared memory and no queue of others",
        "the system call filter refuses them alone",
        _NAMESPACES,
    ),
    (
        "uts_ns",
        _namespace(kernel.CLONE_NEWUTS),
        "the machine's name cannot be changed",
        "the system call filter refuses that alone",
        _NAMESPACES,
    ),
    (
        "cgroup_ns",
        _namespace(kernel.CLONE_NEWCGROUP),
        "the machine's control groups are not shown",
        "their names can be read where /proc can",
        _NAMESPACES,
    ),
    (
        "uid",
        _uid,
        "each session runs as a user of its own, which owns nothing else",
        "a user namespace has to stand in for it; without either nothing may run",
        "Run the grader as root (a container's root is enough).",
    ),
    (
        "no_new_privs",
        _no_new_privs,
        "set-uid programs give no rights",
        "nothing may run",
        "Use Linux 3.5 or newer.",
    ),
    (
        "capabilities",
        _capabilities,
        "no part of root's power is left",
        "nothing may run",
        _REPORT,
    ),
    (
        "landlock",
        _landlock,
        "only named files can be opened, with namespaces or without",
        "mount_ns and pid_ns keep files apart alone; without those nothing may run",
        _KERNEL,
    ),
    (
        "seccomp",
        _seccomp,
        "dangerous system calls (sockets, ptrace, mounts, other programs) are refused",
        "nothing may run",
        "Use a kernel with CONFIG_SECCOMP_FILTER on x86-64 or 64-bit ARM.",
    ),
    (
        "rlimits",
        _rlimits,
        "processor time, memory, processes and file sizes are limited",
        "nothing may run",
        _REPORT,
    ),
)
