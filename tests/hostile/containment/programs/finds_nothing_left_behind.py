"""The next student's program: looks for what others may have left.

Must find nothing.
"""
# outcome: ok

import fcntl, tempfile, torch
for path in ("leftover", os.path.join(tempfile.gettempdir(), "leftover"), os.path.expanduser("~/leftover"), "/tmp/leftover", "/var/tmp/leftover", "/dev/shm/leftover"):
    if os.path.lexists(path):
        print("BREACH:", path)
attempt("System V memory", lambda: syscall(29, 0x1234, 4096, 0))
attempt("key", lambda: syscall(249, b"user", b"leftover", None, -4))
for descriptor in (0, 1, 2):
    if fcntl.fcntl(descriptor, fcntl.F_GETFL) & (os.O_NONBLOCK | os.O_APPEND):
        print("BREACH: flags of descriptor", descriptor)
    if fcntl.fcntl(descriptor, fcntl.F_GETOWN) or fcntl.fcntl(descriptor, 11):
        print("BREACH: owner of descriptor", descriptor)
if os.environ.get("LEFTOVER") or hasattr(torch, "leftover") or hasattr(sys, "leftover"):
    print("BREACH: environment or modules")
if sorted(os.listdir(".")) not in (["submission.py", "targets.json"], ["targets.json"]):
    print("BREACH: files", os.listdir("."))
