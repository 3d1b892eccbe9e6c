"""Burns processor time in children that nobody waits for.

Must end at a limit.
"""
# outcome: timed_out

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    try:
        if os.fork() == 0:
            end = time.process_time() + 0.2
            while time.process_time() < end:
                pass
            os._exit(0)
    except OSError:
        pass
    time.sleep(0.05)
