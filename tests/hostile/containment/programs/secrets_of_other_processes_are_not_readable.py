"""Reads environment, arguments, memory and status of every process that /proc shows.

Must give nothing of the grader's environment or command line.
"""
# outcome: ok
# quick: yes

try:
    seen = [name for name in os.listdir("/proc") if name.isdigit()]
except OSError:
    seen = []
for pid in {*seen, *map(str, TARGETS["pids"]), "1", "self", "thread-self", str(os.getppid())}:
    for name in ("environ", "cmdline", "status", "stack", "syscall", "auxv", "io", "mountinfo", "cgroup"):
        try:
            data = open(f"/proc/{pid}/{name}", "rb").read(65536)
            print(pid, name, data[:2000])
        except OSError:
            pass
for path in ("/proc/kcore", "/proc/kallsyms", "/proc/keys", "/proc/key-users", "/proc/net/unix", "/proc/locks",
             "/proc/sysvipc/shm", "/proc/modules", "/sys/kernel", "/sys/class/net", "/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/tty", "/dev/ptmx"):
    attempt(path, lambda: os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(10))
