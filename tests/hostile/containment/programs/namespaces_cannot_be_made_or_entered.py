"""Unshares, clones and enters namespaces of each kind, through clone, clone3, unshare, setns.

Must be refused.
"""
# outcome: ok
# quick: yes

for flag in (0x80, 0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
    attempt(f"unshare {flag:#x}", lambda: call("unshare", flag))
    if flag != 0x80 and X86:
        def clone():
            pid = syscall(56, flag | signal.SIGCHLD, 0, 0, 0, 0)
            if pid == 0:
                os._exit(0)
            return pid
        attempt(f"clone {flag:#x}", clone)
        attempt(f"clone3 {flag:#x}", lambda: syscall(435, flag.to_bytes(8, "little") + bytes(80), 88))
for kind in ("user", "mnt", "pid", "net", "ipc", "uts", "cgroup", "time"):
    for pid in ("self", "1", str(os.getppid())):
        attempt(f"setns {kind} of {pid}", lambda: call("setns", os.open(f"/proc/{pid}/ns/{kind}", os.O_RDONLY), 0))
attempt("uid_map", lambda: open("/proc/self/uid_map", "w").write("0 0 1"))
