"""Sleeps for ever.

Must end at the wall clock limit, with what was printed before.
"""
# outcome: timed_out
# quick: yes

print("before")
while True:
    time.sleep(1000)
