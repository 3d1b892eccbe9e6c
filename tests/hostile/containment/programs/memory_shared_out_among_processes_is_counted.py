"""Takes a little below the limit in each of many processes.

Must end as too much memory of all together.
"""
# outcome: memory_exceeded
# quick: yes

for _ in range(10):
    if os.fork() == 0:
        x = b"x" * 150_000_000
        time.sleep(1000)
time.sleep(1000)
