"""Clones siblings, vforks and threads through raw system calls with SIGCHLD ignored.

Must end at a limit; clones that are children of the warden must be gone too.
"""
# outcome: timed_out, ok, memory_exceeded, crashed, exited

name_process()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
CLONE_PARENT = 0x8000
for _ in range(2000):
    try:
        if syscall(56, CLONE_PARENT | signal.SIGCHLD, 0, 0, 0, 0) == 0:
            time.sleep(1000)
    except OSError:
        break
while True:
    try:
        if os.fork() == 0:
            os._exit(0)
    except OSError:
        pass
