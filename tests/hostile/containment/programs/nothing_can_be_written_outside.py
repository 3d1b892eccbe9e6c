"""Writes, links, renames, truncates and changes modes all over the machine.

Must be refused everywhere but in its own folder.
"""
# outcome: ok
# quick: yes

name = TARGETS["name"]
for folder in ("/", "/tmp", "/var/tmp", "/etc", "/usr/lib", "/dev", "/run", "/root", "/proc/self", os.path.dirname(os.__file__), *TARGETS["folders"]):
    path = f"{folder}/{name}"
    if os.path.realpath(folder).startswith(os.path.dirname(os.getcwd())):
        continue
    attempt("file " + path, lambda: open(path, "w"))
    attempt("folder " + path, lambda: os.mkdir(path) or "made")
    attempt("link " + path, lambda: os.symlink("/", path) or "made")
    attempt("fifo " + path, lambda: os.mkfifo(path) or "made")
    attempt("node " + path, lambda: os.mknod(path, 0o20666, os.makedev(1, 3)) or "made")
    attempt("nameless in " + folder, lambda: os.open(folder, os.O_TMPFILE | os.O_RDWR))
    attempt("mode of " + folder, lambda: os.chmod(folder, 0o777) or "changed")
    attempt("owner of " + folder, lambda: os.chown(folder, os.getuid(), -1) or "changed")
    attempt("attribute of " + folder, lambda: os.setxattr(folder, "user.x", b"x") or "set")
    attempt("moved to " + path, lambda: (open("mine", "w").close(), os.rename("mine", path)) and "moved")
attempt("a module", lambda: os.truncate(os.__file__, 0) or "truncated")
attempt("a module", lambda: open(os.__file__, "r+"))
attempt("times of a module", lambda: os.utime(os.__file__, (1, 1)) if os.stat(os.__file__).st_uid == os.getuid() else (_ for _ in ()).throw(OSError()))
