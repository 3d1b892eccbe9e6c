"""Stops, slows and pins the warden, now and while it cleans up, so that the next suffer.

Must be refused: priority, scheduler, affinity, limits and io priority of others.
"""
# outcome: ok

def sabotage(pid):
    actions = {
        "priority": lambda: os.setpriority(os.PRIO_PROCESS, pid, 19),
        # A group of number 0 would be one's own.
        "group priority": lambda: os.setpriority(os.PRIO_PGRP, os.getpgid(pid) or pid, 19),
        "affinity": lambda: os.sched_setaffinity(pid, {0}) or "pinned",
        "scheduler": lambda: os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0)) or "idle",
        "limits": lambda: call("prlimit", pid, 7, struct.pack("QQ", 3, 3), None),
        "io priority": lambda: syscall(251, 1, pid, 3 << 13),
    }
    return [name for name, action in actions.items() if works(action)]

def works(action):
    try:
        action()
        return True
    except OSError:
        return False

import struct
others = [os.getppid(), *TARGETS["pids"]]
for pid in others:
    found = sabotage(pid) if pid != os.getpid() else []
    if found:
        print("BREACH:", found, "of", pid)
# While the warden takes our identity for a moment to kill us, its own would be open.
for _ in range(3):
    if os.fork() == 0:
        name_process()
        while True:
            sabotage(others[0])
