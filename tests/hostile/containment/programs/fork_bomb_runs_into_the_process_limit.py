"""Forks sleepers until that is refused.

Must be refused within the limit of processes, and the sleepers must be gone afterwards.
"""
# outcome: ok

name_process()
count = 0
try:
    while count < 1000:
        if os.fork() == 0:
            time.sleep(1000)
        count += 1
    print("BREACH: a thousand processes")
except BlockingIOError:
    print("refused after", count < TARGETS["limits"]["processes"])
