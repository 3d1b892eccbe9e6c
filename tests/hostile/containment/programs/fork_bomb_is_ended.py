"""Forks for ever, from every process at once.

Must end at the wall clock limit with every process gone.
"""
# outcome: timed_out
# quick: yes

name_process()
while True:
    try:
        os.fork()
    except OSError:
        pass
