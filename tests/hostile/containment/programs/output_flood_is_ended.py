"""Prints without end.

Must end as too much output, with the beginning kept.
"""
# outcome: output_exceeded
# quick: yes

while True:
    print("x" * 1000)
