"""Asks for memory in Python without end.

Must end as too much memory.
"""
# outcome: memory_exceeded
# quick: yes

held = []
while True:
    held.append(bytearray(50_000_000))
