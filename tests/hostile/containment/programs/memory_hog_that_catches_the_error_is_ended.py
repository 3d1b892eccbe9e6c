"""Catches MemoryError and asks again for ever.

Must end at a limit.
"""
# outcome: memory_exceeded, timed_out

held = []
while True:
    try:
        held.append(bytearray(10_000_000))
    except MemoryError:
        pass
