"""Sends signals to everybody, the parent, init, the server, the grader, every group and
thousands of numbers besides.

Must reach nobody but itself.
"""
# outcome: ok, crashed
# quick: yes

for number in (0, signal.SIGTERM, signal.SIGSTOP, signal.SIGKILL):
    for pid in (*TARGETS["pids"], 1, os.getppid(), -os.getpgid(os.getppid())):
        if pid not in (os.getpid(), -os.getpgrp(), 0):
            attempt(f"signal {number} to {pid}", lambda: os.kill(pid, number) or "sent")
            attempt(f"queued {number} to {pid}", lambda: syscall(129, pid, number, None))
            attempt(f"thread {number} of {pid}", lambda: syscall(200, pid, number))
            attempt(f"pidfd of {pid}", lambda: syscall(434, pid, 0))
ids = {os.getpid()} | {int(n) for n in os.listdir("/proc/self/task")} if os.path.exists("/proc/self/task") else {os.getpid()}
for pid in range(2, 40_000):
    if pid not in ids:
        try:
            os.kill(pid, 0)
            print("BREACH: signal to", pid)
        except OSError:
            pass
