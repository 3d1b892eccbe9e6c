"""Calls sync and syncfs without end.

Must do nothing.
"""
# outcome: ok

before = time.monotonic()
for _ in range(100_000):
    os.sync()
    if X86:
        try:
            syscall(306, 0)
        except OSError:
            pass
if time.monotonic() - before > 1.5:
    print("BREACH: the machine was made to write")
