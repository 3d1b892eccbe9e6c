"""Maps /dev/zero shared, which is shared anonymous memory by another name.

Must be refused.
"""
# outcome: ok, memory_exceeded

import mmap

def hog():
    with open("/dev/zero", "r+b") as zero:
        area = mmap.mmap(zero.fileno(), 100_000_000)
        area[0] = 1
        return "mapped"

attempt("/dev/zero mapped shared", hog)
