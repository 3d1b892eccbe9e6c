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
from autograder.sandbox.protocol import Caps


@dataclass(frozen=True)
class LayerStatus:
    """One layer: whether it holds here, what it is for, and how to get it where it is missing."""

    name: str
    holds: bool
    meaning: str
    remedy: str


_NAMESPACES = (
    "run as root with CAP_SYS_ADMIN, or allow unprivileged user namespaces "
    "(sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone or "
    "kernel.apparmor_restrict_unprivileged_userns); in Docker: --security-opt seccomp=unconfined "
    "--cap-add SYS_ADMIN. Landlock and a uid stand in for it"
)
_KERNEL = "use Linux 5.13 or newer with Landlock among the active security modules (lsm=)"


def examine() -> list[LayerStatus]:
    """Try every layer; nothing of this process changes."""
    return [
        LayerStatus(name, _holds(attempt), meaning, remedy)
        for name, attempt, meaning, remedy in _LAYERS
    ]


def enough(layers: list[LayerStatus]) -> bool:
    """Whether submissions may run here: what `plan.shortcomings` asks for is there."""
    held = {layer.name for layer in layers if layer.holds}
    files = {"mount_ns", "pid_ns"} <= held or "landlock" in held
    essential = {"no_new_privs", "capabilities", "seccomp", "rlimits"}
    return files and bool(held & {"uid", "user_ns"}) and essential <= held


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


_LAYERS: tuple[tuple[str, Callable[[], bool], str, str], ...] = (
    (
        "user_ns",
        _user_ns,
        "gives the other namespaces to users who are not root",
        "not needed as root; else: " + _NAMESPACES,
    ),
    (
        "mount_ns",
        _mount_ns,
        "a submission sees Python and its own folder, and no other file exists for it",
        _NAMESPACES,
    ),
    (
        "pid_ns",
        _pid_ns,
        "a submission sees no other process, and none of its own outlives it",
        _NAMESPACES,
    ),
    (
        "net_ns",
        _namespace(kernel.CLONE_NEWNET),
        "no network even if the system call filter failed",
        _NAMESPACES,
    ),
    (
        "ipc_ns",
        _namespace(kernel.CLONE_NEWIPC),
        "no shared memory or queues of others",
        _NAMESPACES,
    ),
    (
        "uts_ns",
        _namespace(kernel.CLONE_NEWUTS),
        "the machine's name cannot be changed",
        _NAMESPACES,
    ),
    (
        "cgroup_ns",
        _namespace(kernel.CLONE_NEWCGROUP),
        "the machine's control groups are not shown",
        _NAMESPACES,
    ),
    (
        "uid",
        _uid,
        "each session runs as a user of its own, which owns nothing else",
        "run as root (a container's root is enough)",
    ),
    (
        "no_new_privs",
        _no_new_privs,
        "set-uid programs give nothing",
        "use Linux 3.5 or newer",
    ),
    (
        "capabilities",
        _capabilities,
        "no part of root's power is left",
        "should hold everywhere: please report this machine",
    ),
    (
        "landlock",
        _landlock,
        "only named files can be opened, namespaces or not",
        _KERNEL + "; in Docker 23 or newer its default profile allows it",
    ),
    (
        "seccomp",
        _seccomp,
        "dangerous system calls (sockets, ptrace, mounts, other programs) are refused",
        "use a kernel with CONFIG_SECCOMP_FILTER on x86-64 or 64-bit ARM",
    ),
    (
        "rlimits",
        _rlimits,
        "processor time, memory, processes and file sizes are limited",
        "should hold everywhere: please report this machine",
    ),
)
