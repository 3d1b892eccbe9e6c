"""Writes files that have no name, open or only mapped, in many processes.

Must be refused or ended when all together are too much.
"""
# outcome: ok, output_exceeded, memory_exceeded

import mmap

def fill(number):
    held = []
    for step in range(200):
        descriptor = os.open(f"u-{number}-{step}", os.O_CREAT | os.O_RDWR)
        os.unlink(f"u-{number}-{step}")
        os.write(descriptor, b"x" * 1_000_000)
        if step % 2:
            held.append(mmap.mmap(descriptor, 1_000_000))
            os.close(descriptor)
        with open(f"count-{number}", "w") as file:
            file.write(str(step))
    time.sleep(1000)

for number in range(4):
    if os.fork() == 0:
        try:
            fill(number)
        finally:
            os._exit(0)
time.sleep(2)
total = sum(int(open(name).read() or 0) for name in os.listdir(".") if name.startswith("count"))
if total > 300:
    print("BREACH:", total, "megabytes in files without a name")
