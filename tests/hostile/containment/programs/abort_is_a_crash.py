"""Ends itself with os.abort, after asking for a core dump.

Must be reported as a crash, and no core dump may be written or handed to the machine.
"""
# outcome: crashed

import resource
try:
    resource.setrlimit(resource.RLIMIT_CORE, (1 << 20, 1 << 20))
    print("BREACH: the limit of core dumps can be raised")
except (OSError, ValueError):
    pass
libc.prctl(4, 1, 0, 0, 0)
if libc.prctl(3, 0, 0, 0, 0) == 1 and resource.getrlimit(resource.RLIMIT_CORE)[0] > 1:
    print("BREACH: a core dump would go to the handler of the machine")
os.abort()
