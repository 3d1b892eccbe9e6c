"""Changes uid, gid, groups and capabilities, runs sudo and set-uid programs, makes one of its own.

Must be refused.
"""
# outcome: ok
# quick: yes

own = (os.getuid(), os.geteuid())
attempt("setuid", lambda: os.setuid(0) or "root")
attempt("seteuid", lambda: os.seteuid(0) or "root")
attempt("setgid", lambda: os.setgid(0) or "root")
attempt("setresuid", lambda: os.setresuid(0, 0, 0) or "root")
attempt("setgroups", lambda: os.setgroups([0]) or "root")
attempt("initgroups", lambda: os.initgroups("root", 0) or "root")
if X86:
    attempt("setfsuid", lambda: syscall(122, 0))
    attempt("capset", lambda: syscall(126, b"\x22\x05\x08\x20" + bytes(4), b"\xff" * 24))
for option, value in ((8, 1), (24, 0), (28, 0), (47, 2), (38, 0), (22, 1), (0x59616D61, -1)):
    if option in (38,):
        continue
    attempt(f"prctl {option}", lambda: call("prctl", option, value, 0, 0, 0))
if libc.prctl(39, 0, 0, 0, 0) != 1:
    print("BREACH: new privileges")
try:
    status = open("/proc/self/status").read()
    effective = int(status.split("CapEff:")[1].split()[0], 16)
    # A Python in a folder closed to others leaves one of two reading capabilities.
    if effective not in (0, 1 << 1, 1 << 2):
        print("BREACH: capabilities", hex(effective))
except OSError:
    pass
import subprocess
for program in ("sudo", "su", "/usr/bin/sudo", "/bin/su", "/usr/bin/passwd", "/bin/mount", "/bin/ping"):
    attempt(program, lambda: subprocess.run([program, "-n", "true"], capture_output=True))
try:
    open("tool", "w").write("#!/bin/sh\nid\n")
    os.chmod("tool", 0o6755)
except OSError:
    pass
attempt("own program", lambda: subprocess.run(["./tool"]))
if own != (os.getuid(), os.geteuid()) or os.getuid() == 0 and os.path.exists("/etc/shadow"):
    print("BREACH: identity", os.getuid(), os.geteuid())
