"""Sends one byte of a frame now and then, for ever.

Must end at the wall clock limit.
"""
# outcome: timed_out

import struct
os.write(3, struct.pack(">I", 1 << 19))
while True:
    os.write(3, b"x")
    time.sleep(0.01)
