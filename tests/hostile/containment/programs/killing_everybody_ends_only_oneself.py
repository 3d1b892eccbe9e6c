"""Calls kill(-1, SIGKILL), from a child first.

Must end the processes of this run alone.
"""
# outcome: ok, crashed
# quick: yes

if os.fork() == 0:
    try:
        os.kill(-1, signal.SIGKILL)
    finally:
        os._exit(0)
time.sleep(0.2)
os.kill(-1, signal.SIGTERM)
