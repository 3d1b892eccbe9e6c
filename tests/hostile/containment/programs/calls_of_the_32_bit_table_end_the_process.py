"""Makes a system call through int 0x80, where numbers mean other calls.

Must end the process; elsewhere than on x86-64 it aborts.
"""
# outcome: crashed
# quick: yes

import mmap
if not X86:
    os.abort()
page = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # getpid of the other table
print("BREACH: answered", ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))())
