"""Takes locks and leases on everything readable, and stays.

Must end at the wall clock limit, or by the signal that a lease of its own brings; others read on.
"""
# outcome: timed_out, crashed

import fcntl
held = []
for path in (os.__file__, sys.executable, "/dev/null", "/dev/urandom", os.path.dirname(os.__file__)):
    try:
        file = os.open(path, os.O_RDONLY)
        held.append(file)
        for action in (lambda: fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB), lambda: fcntl.fcntl(file, 1024, 1), lambda: fcntl.fcntl(file, 1026, 0xFF)):
            try:
                action()
            except OSError:
                pass
    except OSError:
        pass
time.sleep(1000)
