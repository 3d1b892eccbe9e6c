"""The file system as a submission sees it: Python and its libraries, read-only, and little else.

`visible_paths` is used by both file layers: the mount namespace shows these alone, Landlock
allows reading these alone.
"""

from __future__ import annotations

import os
import stat
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from autograder.sandbox import kernel
from autograder.sandbox.plan import SESSION

DEVICES = ("null", "full", "random", "urandom")
"""Not /dev/zero: mapped, it is shared memory that no limit counts."""
_SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/share/zoneinfo",
    "/usr/share/fonts",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/localtime",
)
_SHARED_PREFIXES = ("/", "/usr", "/usr/local")
_PARTS_OF_PREFIX = ("bin", "lib", "lib64", "share", "pyvenv.cfg")


def visible_paths(hidden: Sequence[str] = ()) -> tuple[str, ...]:
    """Existing paths that programs need to read: this Python, its packages, system libraries.

    A prefix that holds one of `hidden` (where our own code and the assignments lie) is not shown
    whole. Paths below another one are left out.
    """
    secret = [os.path.realpath(path) for path in hidden]

    def reveals(path: str) -> bool:
        return any(within(other, os.path.realpath(path)) for other in secret)

    wanted = list(_SYSTEM)
    for prefix in dict.fromkeys((sys.prefix, sys.base_prefix, sys.exec_prefix)):
        if prefix not in _SHARED_PREFIXES:
            parts = [os.path.join(prefix, part) for part in _PARTS_OF_PREFIX]
            wanted += parts if reveals(prefix) else [prefix]
    wanted += [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    wanted += [path for path in sys.path if path.endswith(("/site-packages", "/dist-packages"))]
    kept: list[str] = []
    for path in sorted(dict.fromkeys(os.path.normpath(path) for path in wanted)):
        known = any(within(path, above) for above in kept)
        if os.path.exists(path) and not known:
            kept.append(path)
    return tuple(kept)


def enter(folder: str, visible: Sequence[str], masked: Sequence[str], keep_proc: bool) -> None:
    """Leave the machine's files for a root that shows only `visible`; there is no way back.

    `folder` is an empty folder to build the root on, `masked` are folders inside visible ones
    that are to look empty. `keep_proc` leaves the old /proc below the ones mounted later: a user
    namespace may mount a new one only where it could see an old one. Must be called in a mount
    namespace of our own.

    Raises:
        OSError: the kernel refuses one of the mounts.
    """
    kernel.mount("none", "/", flags=kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.mount("tmpfs", folder, "tmpfs", kernel.MS_NOSUID, "mode=755,size=1m")
    for name in ("proc", "dev", SESSION.lstrip("/"), ".old"):
        Path(folder, name).mkdir(parents=True)
    Path(folder, "dev/shm").symlink_to(f"{SESSION}/shm")
    for name in DEVICES:
        _make_device(f"/dev/{name}", f"{folder}/dev/{name}")
    for path in visible:
        _show(path, folder)
    if not os.path.lexists(f"{folder}/tmp"):
        # Unless Python itself lies there; TMPDIR says where to write in either case.
        Path(folder, "tmp").symlink_to(f"{SESSION}/tmp")
    for path in masked:
        if os.path.isdir(folder + path):
            kernel.mount("tmpfs", folder + path, "tmpfs", kernel.MS_RDONLY, "size=4k,mode=755")
    if keep_proc:
        kernel.mount("/proc", f"{folder}/proc", flags=kernel.MS_BIND | kernel.MS_REC)
    kernel.pivot_root(folder, f"{folder}/.old")
    os.chdir("/")
    kernel.unmount("/.old")
    os.rmdir("/.old")
    kept = kernel.MS_REMOUNT | kernel.MS_BIND | kernel.MS_RDONLY | kernel.MS_NOSUID
    kernel.mount("none", "/", flags=kept)


def mount_session(disk: int, entries: int, uid: int | None) -> None:
    """Give this mount namespace an empty writable folder of `disk` bytes and `entries` files,
    which belongs to `uid` (default: to us)."""
    flags = kernel.MS_NOSUID | kernel.MS_NODEV
    options = f"size={disk},nr_inodes={entries},mode=700"
    if uid is not None:
        options += f",uid={uid},gid={uid}"
    kernel.mount("tmpfs", SESSION, "tmpfs", flags, options)


def mount_proc() -> bool:
    """Show the processes of this pid namespace, the caller's own alone; False where refused."""
    flags = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
    for options in ("hidepid=2,subset=pid", "hidepid=2"):
        try:
            kernel.mount("proc", "/proc", "proc", flags, options)
        except OSError:
            continue
        return True
    # An empty folder rather than the processes of the machine.
    kernel.mount("tmpfs", "/proc", "tmpfs", flags | kernel.MS_RDONLY, "size=4k")
    return False


def within(path: str, folder: str) -> bool:
    """Whether `path` is `folder` or lies below it."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _show(path: str, folder: str) -> None:
    target = Path(folder + path)
    target.parent.mkdir(parents=True, exist_ok=True)
    if os.path.islink(path) and within(os.path.realpath(path), os.path.dirname(path)):
        target.symlink_to(os.readlink(path))
        return
    if os.path.isdir(path):
        target.mkdir(exist_ok=True)
    else:
        target.touch()
    kernel.mount(path, str(target), flags=kernel.MS_BIND | kernel.MS_REC)
    kernel.make_read_only(str(target))


def _make_device(source: str, target: str) -> None:
    try:
        number = os.stat(source).st_rdev
        os.mknod(target, stat.S_IFCHR | 0o666, number)
        os.chmod(target, 0o666)
        with open(target, "rb"):
            return
    except OSError:
        # Device nodes are refused to user namespaces; showing the machine's own is not.
        Path(target).unlink(missing_ok=True)
        Path(target).touch()
        kernel.mount(source, target, flags=kernel.MS_BIND)
