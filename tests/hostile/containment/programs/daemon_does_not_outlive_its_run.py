"""Forks twice, leaves session and group, ignores signals, stops itself, and stays.

Must be gone when the report is written.
"""
# outcome: ok
# quick: yes

for kind in range(6):
    if os.fork() == 0:
        try:
            os.setsid()
        except OSError:
            pass
        if os.fork() == 0:
            name_process()
            for number in range(1, 65):
                try:
                    signal.signal(number, signal.SIG_IGN)
                except (OSError, ValueError):
                    pass
            libc.prctl(1, 0, 0, 0, 0)
            libc.prctl(36, 1, 0, 0, 0)
            if kind == 1:
                os.kill(os.getpid(), signal.SIGSTOP)
            while kind == 2:
                pass
            if kind == 3:
                os.vfork() if hasattr(os, "vfork") else libc.vfork()
            time.sleep(1000)
        os._exit(0)
time.sleep(0.2)
print("left")
