"""Runs a command as root in a plain container would run: `python container.py COMMAND...`.

Keeps the capabilities that Docker gives by default and answers EPERM to new namespaces and
mounts, as its seccomp profile does. Uids, files and processes stay those of this machine.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys

from autograder.sandbox import kernel, seccomp
from autograder.sandbox.syscalls import AUDIT_ARCH, NUMBERS, REFUSED

DOCKER_CAPABILITIES = (0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31)
REFUSED_CALLS = ("unshare", "setns", "mount", "umount2", "pivot_root", "fsopen", "open_tree")


def install_refusals() -> None:
    """Refuse namespaces and mounts with EPERM, clone3 with ENOSYS, as Docker's profile does."""
    column = tuple(AUDIT_ARCH).index(kernel.MACHINE)
    code = struct.pack("HBBI", 0x20, 0, 0, 0)
    for name in (*REFUSED_CALLS, "mount_setattr", "move_mount", "fsmount"):
        code += struct.pack("HBBI", 0x15, 0, 1, REFUSED[name][column])
        code += struct.pack("HBBI", 0x06, 0, 0, 0x0005_0000 | errno.EPERM)
    code += struct.pack("HBBI", 0x15, 0, 1, NUMBERS["clone3"][column])
    code += struct.pack("HBBI", 0x06, 0, 0, 0x0005_0000 | errno.ENOSYS)
    code += struct.pack("HBBI", 0x15, 0, 3, NUMBERS["clone"][column])
    code += struct.pack("HBBI", 0x20, 0, 0, 16)
    code += struct.pack("HBBI", 0x45, 0, 1, 0x7E02_0000)
    code += struct.pack("HBBI", 0x06, 0, 0, 0x0005_0000 | errno.EPERM)
    code += struct.pack("HBBI", 0x06, 0, 0, 0x7FFF_0000)
    seccomp.install(code)


def main() -> None:
    """Give up what a container has not, then become the command."""
    if os.geteuid() == 0:
        install_refusals()
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in range(64):
            if capability not in DOCKER_CAPABILITIES:
                libc.prctl(kernel.PR_CAPBSET_DROP, capability, 0, 0, 0)
        kernel.set_capabilities(sum(1 << capability for capability in DOCKER_CAPABILITIES))
    else:
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        install_refusals()
    os.execvp(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()
