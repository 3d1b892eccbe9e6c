"""Leaves by _exit at once while children go on forking.

Must be reported as left early, and the children must be gone.
"""
# outcome: exited

if os.fork() == 0:
    name_process()
    while True:
        try:
            if os.fork():
                os._exit(0)
        except OSError:
            pass
time.sleep(0.1)
os._exit(0)
