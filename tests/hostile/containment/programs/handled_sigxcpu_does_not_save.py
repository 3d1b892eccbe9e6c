"""Catches SIGXCPU, raises its own limit again and goes on.

Must end at the processor time limit.
"""
# outcome: timed_out

import resource

def again(*_):
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (1000, 1000))
    except (OSError, ValueError):
        pass

signal.signal(signal.SIGXCPU, again)
again()
while True:
    pass
