"""Sends a datagram with an address through an end of a socket pair, which needs no connect:
to the system log, to the grader's own abstract socket and to one in a file.

Must reach nobody.
"""
# outcome: ok
# quick: yes

import socket
for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET, socket.SOCK_STREAM):
    try:
        ours, theirs = socket.socketpair(socket.AF_UNIX, kind)
    except OSError:
        continue
    for address in (*TARGETS["sockets"], "\0" + TARGETS["abstract"], "/dev/log", "/run/systemd/notify", "/run/systemd/journal/dev-log"):
        try:
            ours.sendto(b"hello", address)
            if kind != socket.SOCK_SEQPACKET:
                print("BREACH: datagram to", address)
        except OSError:
            pass
    attempt("descriptors sent", lambda: socket.send_fds(ours, [b"x"], [0]))
