"""Fills the buffers of as many pipes and local sockets as it can have.

What it holds must stay below a gigabyte, as far as the count of descriptors says.
"""
# outcome: ok, memory_exceeded, timed_out

import socket
held, total = [], 0
try:
    while True:
        pair = socket.socketpair()
        held.append(pair)
        for end in pair:
            end.setblocking(False)
            try:
                end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 30)
                print("BREACH: buffers can be made larger")
            except OSError:
                pass
            try:
                while True:
                    total += end.send(b"x" * 4096)
            except BlockingIOError:
                pass
except OSError:
    pass
if total * TARGETS["limits"]["processes"] > 1_000_000_000:
    print("BREACH:", total, "bytes in each process")
