"""Makes sockets of every family and kind, through every call.

Must be refused for all; only a pair of local stream ends exists, and it reaches nobody.
"""
# outcome: ok
# quick: yes

import socket
for family in range(48):
    for kind in (1, 2, 3, 4, 5, 10):
        attempt(f"socket {family} {kind}", lambda: socket.socket(family, kind))
        if family != 1:
            attempt(f"pair {family} {kind}", lambda: socket.socketpair(family, kind))
attempt("connection", lambda: socket.create_connection(("127.0.0.1", 22), timeout=1))
attempt("name look-up", lambda: socket.getaddrinfo("example.com", 80))
attempt("io_uring", lambda: syscall(425, 8, bytes(120)))
attempt("torch", lambda: __import__("torch").distributed.TCPStore("127.0.0.1", 0, 1, True))
import urllib.request
attempt("download", lambda: urllib.request.urlopen("http://127.0.0.1/", timeout=1))
