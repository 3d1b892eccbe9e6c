"""Makes others the first to die when memory is short, and itself the last.

Must be refused.
"""
# outcome: ok

for pid in ("self", os.getppid(), 1, *TARGETS["pids"]):
    for name in ("oom_score_adj", "oom_adj", "autogroup", "coredump_filter", "timerslack_ns", "clear_refs", "loginuid", "attr/current", "comm", "mem"):
        attempt(f"{pid} {name}", lambda: open(f"/proc/{pid}/{name}", "w").write("-1000"))
for path in ("/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/proc/sys/vm/drop_caches", "/sys/fs/cgroup/cgroup.procs", "/sys/power/state"):
    attempt(path, lambda: open(path, "w").write("1"))
