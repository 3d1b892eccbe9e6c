"""Writes one file without end.

Must be refused at the limit of a file.
"""
# outcome: ok, output_exceeded
# quick: yes

try:
    with open("big", "wb") as file:
        for _ in range(100_000):
            file.write(b"x" * 1_000_000)
    print("BREACH: a hundred gigabytes")
except OSError as error:
    print("refused", error.errno)
