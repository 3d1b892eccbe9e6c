"""Writes files of the largest size without end.

Must be refused or ended when all together are too much.
"""
# outcome: ok, output_exceeded
# quick: yes

total = 0
try:
    for number in range(2000):
        with open(f"file-{number}", "wb") as file:
            file.write(b"x" * 1_000_000)
        total += 1_000_000
    print("BREACH: two gigabytes on disk")
except OSError as error:
    print("refused", error.errno)
