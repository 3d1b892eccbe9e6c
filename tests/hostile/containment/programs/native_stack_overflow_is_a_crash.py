"""Calls itself in machine code until the stack is full.

Must be reported as a crash.
"""
# outcome: crashed, memory_exceeded

import mmap
if not X86:
    os.abort()
page = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(b"\xe8\xfb\xff\xff\xff")  # call itself
ctypes.CFUNCTYPE(None)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
