"""Makes the calls of large and often broken parts of the kernel, and of the machine itself.

Must be refused.
"""
# outcome: ok
# quick: yes

CALLS = {
    "io_uring_setup": (425, 8, bytes(120)), "io_uring_enter": (426, 0, 0, 0, 0, None, 0), "userfaultfd": (323, 0), "userfaultfd user": (323, 1),
    "perf_event_open": (298, bytes(128), 0, -1, -1, 0), "bpf": (321, 0, bytes(72), 72), "personality": (135, 0x0040000),
    "keyctl": (250, 0, -3, 0, 0, 0), "add_key": (248, b"user", b"x", b"x", 1, -2), "request_key": (249, b"user", b"x", None, -2),
    "modify_ldt": (154, 0, None, 0), "kexec_load": (246, 0, 0, None, 0), "init_module": (175, None, 0, b""), "finit_module": (313, 0, b"", 0),
    "delete_module": (176, b"x", 0), "reboot": (169, 0xFEE1DEAD, 0, 0, None), "syslog": (103, 3, bytes(10), 10), "acct": (163, None),
    "sethostname": (170, b"x", 1), "setdomainname": (171, b"x", 1), "settimeofday": (164, bytes(16), None), "adjtimex": (159, bytes(208)),
    "iopl": (172, 3), "ioperm": (173, 0, 1, 1), "vhangup": (153,), "vmsplice": (278, 0, None, 0, 0), "mbind": (237, 0, 0, 0, None, 0, 0),
    "move_pages": (279, 0, 0, None, None, None, 0), "migrate_pages": (256, 0, 0, None, None), "seccomp": (317, 1, 0, bytes(16)),
    "landlock_create_ruleset": (444, bytes(8), 8, 0), "memfd_secret": (447, 0), "process_madvise": (440, 0, None, 0, 0, 0),
    "io_setup": (206, 8, bytes(8)), "inotify_init1": (294, 0), "inotify_init": (253,), "fanotify_init": (300, 0, 0), "name_to_handle_at": (303, -100, b".", None, None, 0),
    "remap_file_pages": (216, 0, 0, 0, 0, 0), "lookup_dcookie": (212, 0, None, 0), "quotactl": (179, 0, None, 0, None), "splice": (275, 0, None, 0, None, 0, 0),
    "newer": (463, 0), "far beyond": (100_000,), "negative": (0xFFFF_FFFF,),
}
for name, (number, *arguments) in CALLS.items():
    attempt(name, lambda: syscall(number, *arguments))
import fcntl
for request in (0x5412, 0x541C, 0x4B3A):
    attempt(f"ioctl {request:#x}", lambda: fcntl.ioctl(0, request, b"x"))
