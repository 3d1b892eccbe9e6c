"""Prints one line of a hundred million characters, then one that never ends.

Must be cut and end as too much output.
"""
# outcome: output_exceeded
# quick: yes

print("x" * 100_000_000)
while True:
    print("x" * 100_000, end="")
