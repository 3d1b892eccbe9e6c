"""Leaves marks wherever something might outlive the run: files, shared memory, semaphores, queues,
keys, locks, flags of shared descriptors, names.

Must be gone in the next run and for the next student.
"""
# outcome: ok
# next: finds_nothing_left_behind
# quick: yes

import fcntl, tempfile
for path in ("leftover", os.path.join(tempfile.gettempdir(), "leftover"), os.path.expanduser("~/leftover"), "/tmp/leftover", "/var/tmp/leftover", "/dev/shm/leftover"):
    try:
        open(path, "w").close()
    except OSError:
        pass
attempt("System V memory", lambda: syscall(29, 0x1234, 4096, 0o1666))
attempt("System V semaphore", lambda: syscall(64, 0x1234, 1, 0o1666))
attempt("System V queue", lambda: syscall(68, 0x1234, 0o1666))
attempt("POSIX queue", lambda: syscall(240, b"leftover", os.O_CREAT | os.O_RDWR, 0o666, None))
attempt("memfd", lambda: syscall(319, b"leftover", 0))
attempt("key", lambda: syscall(248, b"user", b"leftover", b"x", 1, -4))
attempt("keyring", lambda: syscall(250, 1, 0))
for descriptor in (0, 1, 2):
    fcntl.fcntl(descriptor, fcntl.F_SETFL, os.O_NONBLOCK | os.O_APPEND)
    fcntl.fcntl(descriptor, 10, 35)
    fcntl.fcntl(descriptor, fcntl.F_SETOWN, os.getpid())
    fcntl.flock(descriptor, fcntl.LOCK_EX)
os.umask(0)
os.environ["LEFTOVER"] = "1"
import torch
torch.leftover = True
sys.leftover = True
