"""Prints its environment and arguments, and searches all memory that it was forked with.

Must find neither the grader's secrets nor another student's work.
"""
# outcome: ok
# quick: yes

import gc, re
print(dict(os.environ), sys.argv, sys.orig_argv, sys.path)
# A pattern does not hold the word in one piece, or the program would find itself.
words = [re.compile(b"".join(b"[%c]" % (letter ^ 0x55) for letter in bytes.fromhex(word))) for word in TARGETS["words"]]
try:
    lines = open("/proc/self/maps").read().splitlines()
except OSError:
    lines = []
    # No /proc here: walk the objects and their neighbourhood instead.
    known = sorted({id(thing) >> 20 << 20 for thing in gc.get_objects()} | {id(word) >> 20 << 20 for word in sys.modules})
    lines = [f"{start:x}-{start + (1 << 20):x} rw-p" for start in known]
readable = os.open("probe", os.O_CREAT | os.O_RDWR)
for line in lines:
    bounds, permissions = line.split()[:2]
    if not permissions.startswith("rw") or "[v" in line:
        continue
    low, high = (int(part, 16) for part in bounds.split("-"))
    for start in range(low, high, 1 << 20):
        length = min(1 << 20, high - start)
        os.lseek(readable, 0, 0)
        # write(2) answers EFAULT for what is not mapped, where a read would crash.
        written = libc.write(readable, ctypes.c_void_p(start), ctypes.c_size_t(length))
        if written <= 0:
            continue
        data = os.pread(readable, written, 0)
        for word in words:
            found = word.search(data)
            if found:
                print("BREACH: found in", line[:100], data[max(0, found.start() - 50):found.end() + 20].hex())
print("searched")
