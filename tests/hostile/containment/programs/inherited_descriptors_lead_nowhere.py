"""Looks at, duplicates and closes every descriptor, and speaks on what is there: to the warden, the
server and their sockets.

Must find the empty device and the evidence stream alone.
"""
# outcome: ok, exited, protocol_error
# quick: yes

import socket, stat
kinds = {}
for number in range(65536):
    try:
        kinds[number] = stat.S_IFMT(os.fstat(number).st_mode)
    except OSError:
        continue
ours = sorted(kinds)
for number, kind in kinds.items():
    if number > 3 and kind in (stat.S_IFSOCK, stat.S_IFIFO):
        print("BREACH: descriptor", number, oct(kind))
    if number < 3 and not stat.S_ISCHR(os.fstat(number).st_mode):
        print("BREACH: descriptor", number, oct(kind))
os.set_blocking(3, False)
attempt("reading the evidence", lambda: os.read(3, 1))
os.set_blocking(3, True)
attempt("reopened for reading", lambda: os.open("/proc/self/fd/3", os.O_RDONLY | os.O_NONBLOCK))
attempt("the sockets of the grader", lambda: [socket.socket(socket.AF_UNIX).connect(path) for path in TARGETS["sockets"]])
print(ours)
