"""Reads the rubric, the solutions, other submissions, /etc/shadow, home folders, the sockets'
folder and the grader's source, directly, through /proc/self/root, links and descriptors.

Must be refused for each.
"""
# outcome: ok
# quick: yes

for path in TARGETS["paths"]:
    attempt("listed " + path, lambda: os.listdir(path))
    attempt("read " + path, lambda: open(path, "rb").read(100))
    attempt("opened " + path, lambda: os.open(path, os.O_RDONLY | os.O_NOATIME))
    for way in ("/proc/self/root", "/proc/self/cwd/../../../../../..", "/proc/thread-self/root", "/../../.."):
        attempt(way + path, lambda: open(way + path, "rb").read(100))
    try:
        os.symlink(path, "link")
        attempt("through a link " + path, lambda: open("link", "rb").read(100))
        os.unlink("link")
    except OSError:
        pass
    attempt("linked " + path, lambda: os.link(path, "hard") or "made")
    attempt("renamed " + path, lambda: os.rename(path, "mine") or "taken")
    attempt("handle " + path, lambda: syscall(303, -100, path.encode(), ctypes.create_string_buffer(b"\x80\0\0\0" + bytes(140)), ctypes.byref(ctypes.c_int()), 0))
    attempt("mapped " + path, lambda: syscall(437, -100, path.encode(), bytes(24), 24))
attempt("imported", lambda: __import__("autograder.spec.model"))
attempt("imported", lambda: __import__("tests.support"))
