"""Fills shared anonymous mappings, which resident memory of one's own does not hold,
and drops the pages from sight again, in many processes.

Must be refused or end as too much memory.
"""
# outcome: memory_exceeded, ok
# quick: yes

import mmap

def hog():
    area = mmap.mmap(-1, 150_000_000)
    for at in range(0, len(area), 4096):
        area[at] = 1
    area.madvise(mmap.MADV_DONTNEED)
    return area

for number in range(12):
    if os.fork() == 0:
        try:
            held = hog()
            with open(f"held-{number}", "w"):
                pass
            time.sleep(1000)
        finally:
            os._exit(0)
time.sleep(2)
if len([name for name in os.listdir(".") if name.startswith("held")]) > 5:
    print("BREACH: more than a gigabyte that nobody counts")
