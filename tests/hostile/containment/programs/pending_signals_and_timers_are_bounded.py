"""Queues signals to itself and makes timers without end.

Must be refused at its own limit.
"""
# outcome: ok

signal.pthread_sigmask(signal.SIG_BLOCK, range(34, 64))
count = 0
try:
    while count < 200_000:
        syscall(129, os.getpid(), 40, (b"\x28\0\0\0" + bytes(4) + b"\xff\xff\xff\xff" + bytes(116)))
        count += 1
    print("BREACH: pending signals", count)
except OSError as error:
    print(count, error)
count = 0
try:
    while count < 100_000:
        syscall(222, 0, None, bytes(4))
        count += 1
    print("BREACH: timers", count)
except OSError as error:
    print(count, error)
