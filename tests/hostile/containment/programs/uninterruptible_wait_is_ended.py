"""Waits in vfork and in a read of a pipe that nobody writes, in every thread.

Must end at the wall clock limit.
"""
# outcome: timed_out

name_process()
read_end, write_end = os.pipe()
for _ in range(4):
    threading.Thread(target=os.read, args=(read_end, 1)).start()
if X86:
    code = ctypes.CDLL(None).vfork()
    if code == 0:
        while True:
            libc.pause()
while True:
    libc.pause()
