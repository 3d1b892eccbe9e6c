"""Fills /dev/shm, with files and with torch's shared tensors.

Must be refused or ended; nothing may be left in the machine's /dev/shm.
"""
# outcome: ok, output_exceeded, memory_exceeded, crashed

total = 0
try:
    for number in range(2000):
        with open(f"/dev/shm/{TARGETS['name']}-{number}", "wb") as file:
            file.write(b"x" * 1_000_000)
        total += 1
    print("BREACH: two gigabytes in /dev/shm")
except OSError as error:
    print("refused", error.errno)
import torch
held = []
try:
    for _ in range(2000):
        held.append(torch.ones(250_000).share_memory_())
    print("BREACH: two gigabytes of shared tensors")
except (OSError, RuntimeError) as error:
    print("refused")
