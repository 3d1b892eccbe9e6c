"""Traces, reads and writes other processes: ptrace, process_vm_readv, /proc/PID/mem, pidfd.

Must be refused for everybody, even for its own children.
"""
# outcome: ok
# quick: yes

child = os.fork()
if child == 0:
    time.sleep(1000)
for pid in (child, os.getppid(), 1, *TARGETS["pids"]):
    if pid == os.getpid():
        continue
    for request in (16, 0x4206):  # ATTACH, SEIZE
        attempt(f"ptrace {pid}", lambda: call("ptrace", request, pid, None, None))
    buffer = ctypes.create_string_buffer(16)
    vector = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 16)
    attempt(f"process_vm_readv {pid}", lambda: syscall(310, pid, ctypes.byref(vector), 1, ctypes.byref(vector), 1, 0))
    attempt(f"process_vm_writev {pid}", lambda: syscall(311, pid, ctypes.byref(vector), 1, ctypes.byref(vector), 1, 0))
    attempt(f"pidfd_getfd {pid}", lambda: syscall(438, syscall(434, pid, 0), 0, 0))
    attempt(f"kcmp {pid}", lambda: syscall(312, pid, os.getpid(), 0, 0, 0))
    if pid != child:
        for name in ("mem", "environ", "maps", "cmdline", "root/etc/passwd", "cwd/.", "fd/0", "exe"):
            attempt(f"/proc/{pid}/{name}", lambda: open(f"/proc/{pid}/{name}", "rb").read(10))
attempt("PTRACE_TRACEME", lambda: call("ptrace", 0, 0, None, None))
os.kill(child, 9)
