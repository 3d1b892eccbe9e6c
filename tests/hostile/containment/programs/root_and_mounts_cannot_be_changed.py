"""Mounts, unmounts, pivots, changes the root, opens trees and file systems, old calls and new.

Must be refused.
"""
# outcome: ok
# quick: yes

attempt("chroot", lambda: os.chroot(".") or "changed")
attempt("mount", lambda: call("mount", b"none", b"/tmp", b"tmpfs", 0, None))
attempt("bind", lambda: call("mount", b"/", b".", None, 4096, None))
attempt("umount", lambda: call("umount2", b"/", 2))
for number, arguments in ((155, (b".", b".")), (428, (-100, b"/", 1)), (430, (b"tmpfs", 0)), (429, (-1, b"", -1, b"", 0)),
                          (442, (-100, b"/", 0, bytes(32), 32)), (432, (-1, 0, 0)), (433, (-100, b"/", 0)), (166, (b"/proc", 2)),
                          (167, (b"file", 0)), (179, (0, None, 0, None)), (300, (0, 0)), (304, (-100, None, 0)), (457, (None, None, 0, 0))):
    attempt(f"call {number}", lambda: syscall(number, *arguments))
