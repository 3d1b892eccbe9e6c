"""Opens files, pipes, epolls and pairs, and forks so that each has as many again.

Must be refused within its own limit, and others have theirs.
"""
# outcome: ok, timed_out, memory_exceeded

import select, socket
name_process()
for _ in range(TARGETS["limits"]["processes"]):
    try:
        if os.fork() == 0:
            break
    except OSError:
        pass
held = []
for make in (os.pipe, lambda: open("f", "w"), select.epoll, socket.socketpair, lambda: os.eventfd(0) if hasattr(os, "eventfd") else os.pipe()):
    try:
        for _ in range(5000):
            held.append(make())
        print("BREACH: five thousand descriptors")
    except OSError:
        pass
time.sleep(0.5)
