"""Which layers this server uses, settled once at its start by trying each of them."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.sandbox.kernel import CAP_DAC_OVERRIDE

SESSION = "/run/session"
"""Where the view shows the session's own writable files."""


@dataclass(frozen=True)
class Slot:
    """The identity of one running session.

    `uid` is what its programs run as, `warden_uid` what the warden takes for a moment to signal
    them; both None where uids cannot be changed. `folder` holds the session's writable files.
    """

    number: int
    uid: int | None
    warden_uid: int | None
    folder: str


@dataclass(frozen=True)
class Plan:
    """The layers that the server has tried and found to work, and what they need.

    `visible` are the files and folders that may be read. `kept_capability` is 0 but where Python
    lies in a folder that is closed to other users and cannot be shown elsewhere: then it is the
    mask of the one capability that opens such folders, and Landlock decides alone what it is good
    for. `baseline` is the server's address space in bytes before any run.
    """

    root: bool = False
    """Root of this machine or container, rather than of a user namespace of ours."""
    user_ns: bool = False
    mount_ns: bool = False
    pid_ns: bool = False
    shared: tuple[str, ...] = ()
    """Namespaces that all sessions share because they are empty: net, ipc, uts, cgroup."""
    visible: tuple[str, ...] = ()
    landlock: int = 0
    """Version of the Landlock interface, 0 without."""
    kept_capability: int = 0
    baseline: int = 0
    filter: bytes | None = None
    """The assembled system call filter, None where there is no table for this processor."""

    @property
    def own_signals_only(self) -> bool:
        """Whether nothing but the system call filter keeps a run from signalling others."""
        return not (self.pid_ns or self.root)

    @property
    def overrides(self) -> bool:
        """Whether runs keep CAP_DAC_OVERRIDE, so that the filter must close what it opens."""
        return bool(self.kept_capability & 1 << CAP_DAC_OVERRIDE)


ESSENTIAL = ("no_new_privs", "capabilities", "seccomp", "rlimits")


def shortcomings(layers: tuple[str, ...]) -> tuple[str, ...]:
    """What is missing to the least that we ask for, as sentences; empty when nothing is.

    The least is: files kept apart (a mount and a pid namespace, or Landlock), an identity of its
    own (a uid, or a user namespace), no_new_privs, no capabilities, the system call filter and
    resource limits.
    """
    held = set(layers)
    if "capabilities_but_one" in held and "landlock" in held:
        held.add("capabilities")
    missing = []
    if not ({"mount_ns", "pid_ns"} <= held or "landlock" in held):
        missing.append(
            "nothing keeps submissions from reading other files: "
            "allow namespaces, or use a kernel with Landlock"
        )
    if not held & {"uid", "user_ns"}:
        missing.append(
            "submissions would run as the same user as the grader: "
            "run it as root, or allow user namespaces"
        )
    missing += [f"the layer {name} does not hold" for name in ESSENTIAL if name not in held]
    return tuple(missing)
