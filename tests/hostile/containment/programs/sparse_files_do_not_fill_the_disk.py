"""Makes sparse files, and asks for their blocks with fallocate.

Must be refused at the limit of a file, or ended.
"""
# outcome: ok, output_exceeded

attempt("a sparse terabyte", lambda: os.truncate(os.open("sparse", os.O_CREAT | os.O_RDWR), 1 << 40))
total, size = 0, 1 << 20
for number in range(2000):
    descriptor = os.open(f"sparse-{number}", os.O_CREAT | os.O_RDWR)
    try:
        if X86:
            syscall(285, descriptor, 0, 0, size)
            total += size
    except OSError:
        break
    os.close(descriptor)
if total > 1 << 30:
    print("BREACH: a gigabyte of blocks at once")
