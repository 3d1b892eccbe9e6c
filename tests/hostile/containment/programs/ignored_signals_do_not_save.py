"""Ignores and blocks every signal, SIGTERM and SIGXCPU among them, and computes for ever.

Must end at the processor time limit.
"""
# outcome: timed_out
# quick: yes

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
while True:
    pass
