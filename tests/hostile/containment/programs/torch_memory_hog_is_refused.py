"""Asks torch for memory without end.

Must end as too much memory.
"""
# outcome: memory_exceeded
# quick: yes

import torch
held = []
while True:
    held.append(torch.ones(20_000_000))
