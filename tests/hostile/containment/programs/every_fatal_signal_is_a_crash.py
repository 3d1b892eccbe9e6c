"""Sends itself each signal that ends a process, from children and at last from itself.

Must be reported as a crash of this run alone.
"""
# outcome: crashed

for number in (4, 5, 6, 7, 8, 11, 31):
    pid = os.fork()
    if pid == 0:
        os.kill(os.getpid(), number)
        time.sleep(1000)
    os.waitpid(pid, 0)
os.kill(os.getpid(), signal.SIGBUS)
time.sleep(1000)
