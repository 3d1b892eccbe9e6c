"""What a submission cannot reach, each test in both modes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.evidence.run import Run
from autograder.sandbox.client import Session
from tests.sandbox.conftest import LIMITS, ROOT, SECRET, Place, job, printed, raised

Runner = Callable[..., Run]


def test_the_layers_in_force_are_reported(place: Place, session: Session) -> None:
    layers = set(session.layers)
    assert {"no_new_privs", "seccomp", "landlock", "rlimits"} <= layers
    if place.mode == "namespaces":
        assert {"mount_ns", "pid_ns", "net_ns", "ipc_ns", "capabilities"} <= layers
        assert layers & {"uid", "user_ns"}
    else:
        assert "uid" in layers
        assert not layers & {"mount_ns", "pid_ns", "net_ns", "user_ns"}


def test_an_ordinary_program_runs(session: Session) -> None:
    run = session.run(
        job(
            """
            import json, random, tempfile, sqlite3, dataclasses, datetime, pathlib, threading
            import numpy.fft, decimal, xml.dom.minidom, os
            assert open("data.txt").read() == "42"
            pathlib.Path("out/deep").mkdir(parents=True)
            pathlib.Path("out/deep/x.txt").write_text("hello")
            with tempfile.NamedTemporaryFile() as file:
                file.write(b"x")
            thread = threading.Thread(target=lambda: print("thread"))
            thread.start()
            thread.join()
            with open(os.devnull, "w") as file:
                file.write("x")
            os.urandom(4)
            print("done", os.path.exists(os.path.expanduser("~")))
            """
        )
    )
    assert (run.verdict, raised(run), printed(run)) == ("ok", (), "thread\ndone True\n")
    assert 0 < run.usage.cpu_s < 5
    assert run.usage.peak_rss_kb > 1000


def test_no_socket_of_any_family_can_be_made(run: Runner) -> None:
    result = run(
        """
        import socket
        for family in range(46):
            for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
                try:
                    socket.socket(family, kind)
                    print("made", family, kind)
                except OSError:
                    pass
        a, b = socket.socketpair()
        a.send(b"x")
        print("pair", b.recv(1))
        try:
            socket.create_connection(("127.0.0.1", 22), timeout=1)
        except OSError as error:
            print(type(error).__name__)
        """
    )
    assert printed(result) == "pair b'x'\nPermissionError\n"


def test_files_of_the_grader_and_of_the_machine_cannot_be_read(place: Place) -> None:
    secrets = [
        *(str(path) for path in (ROOT / "assignments").rglob("*")),
        *(str(path) for path in (ROOT / "solutions").rglob("*.py")),
        str(ROOT / "pyproject.toml"),
        str(ROOT / "autograder" / "spec" / "model.py"),
        str(ROOT / "autograder" / "spec"),
        str(Path(__file__)),
        "/etc/shadow",
        "/etc/passwd",
        "/root",
        "/home",
        "/var/log",
        "/proc/1/environ",
        "/proc/1/cmdline",
        f"/proc/{os.getpid()}/environ",
        f"/proc/{os.getpid()}/mem",
        f"/proc/{os.getppid()}/cmdline",
        place.server.address,
    ]
    result = place.run(
        f"""
        import os
        for path in {secrets!r}:
            for attempt in (
                lambda: os.listdir(path),
                lambda: open(path, "rb").read(),
                lambda: open(os.path.join("/proc/self/root", path.lstrip("/")), "rb").read(),
            ):
                try:
                    print("read", path, attempt())
                except OSError:
                    pass
        try:
            import autograder.spec.model
            print("imported")
        except ImportError:
            pass
        print("end")
        """
    )
    assert (raised(result), printed(result)) == ((), "end\n")


def test_nothing_can_be_written_outside_the_work_folder(run: Runner, tmp_path: Path) -> None:
    name = f"mark-{tmp_path.name}"
    folders = [
        *("/", "/tmp", "/var/tmp", "/etc", "/usr/lib", "/dev/shm", "/dev", "/run", "/root"),
        *(str(ROOT), str(tmp_path), str(Path(os.__file__).parent)),
    ]
    result = run(
        f"""
        import os
        for folder in {folders!r}:
            path = os.path.join(folder, {name!r})
            for attempt in (
                lambda: open(path, "w").write("x"),
                lambda: os.mkdir(path),
                lambda: os.symlink("/", path),
                lambda: os.mkfifo(path),
                lambda: os.truncate(os.__file__, 0),
                lambda: os.rename("mine", path),
                lambda: os.link(os.__file__, path),
                lambda: os.chmod(folder, 0o777),
                lambda: os.rmdir(folder),
            ):
                try:
                    attempt()
                except OSError:
                    pass
        """
    )
    assert result.verdict == "ok"
    made = [folder for folder in folders if os.path.lexists(f"{folder}/{name}")]
    assert made == []
    assert Path(os.__file__).stat().st_size > 0


def test_links_lead_nowhere(run: Runner) -> None:
    result = run(
        """
        import os
        os.symlink("/etc/shadow", "link")
        for attempt in (
            lambda: open("link").read(),
            lambda: os.link("/etc/shadow", "hard"),
            lambda: os.link("/etc/passwd", "hard"),
            lambda: open("../../../../../../../etc/shadow").read(),
        ):
            try:
                print("got", attempt())
            except OSError as error:
                print("refused")
        """
    )
    assert printed(result) == "refused\n" * 4


def test_environment_and_command_line_hold_nothing_of_ours(run: Runner) -> None:
    result = run(
        """
        import os, sys, ctypes
        print(dict(os.environ), sys.argv, sys.orig_argv, sys.path)
        for name in ("environ", "cmdline"):
            try:
                print(open(f"/proc/self/{name}").read())
            except OSError:
                pass
        """
    )
    text = printed(result)
    assert "HOME" in text
    assert SECRET not in text
    assert "AUTOGRADER" not in text
    assert "assignments" not in text
    assert f"'{ROOT}'" not in text


def test_no_descriptor_but_the_evidence_stream_is_open(run: Runner) -> None:
    result = run(
        """
        import os
        for number in range(256):
            try:
                print(number, os.fstat(number).st_mode >> 12)
            except OSError:
                pass
        """
    )
    character_device, connection = 2, 12
    assert printed(result) == "".join(
        f"{number} {kind}\n" for number, kind in enumerate([character_device] * 3 + [connection])
    )


@pytest.mark.parametrize(
    "attempt",
    [
        "os.setuid(0)",
        "os.setgroups([0])",
        "os.seteuid(0)",
        "os.chroot('.')",
        "os.mknod('dev', 0o600 | 0o020000, os.makedev(1, 3))",
        "os.execv('/bin/sh', ['sh'])",
        "__import__('subprocess').run(['true'])",
        "os.sethostname(b'x') if hasattr(os, 'sethostname') else call('sethostname', b'x', 1)",
        "call('unshare', 0x10000000)",
        "call('unshare', 0x20000)",
        "call('mount', b'none', b'/', b'tmpfs', 0, None)",
        "call('umount2', b'/', 2)",
        "call('setns', 0, 0)",
        "call('ptrace', 0, 0, 0, 0)",
        "call('ptrace', 16, os.getppid(), 0, 0)",
        "call('shmget', 0, 4096, 0o1600)",
        "call('personality', 0x40000)",
        "call('memfd_create', b'x', 0)",
        "call('prctl', 22, 1, 0, 0, 0)",
        "call('syscall', 425, 8, 0)",
        "call('syscall', 435, 0, 0)",
        "call('syscall', 438, 3, 3, 0)",
        "call('syscall', 321, 0, 0, 0)",
        "call('syscall', 0x40000000 + 39)",
        "call('syscall', 100000)",
        "os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))",
        "os.nice(-5)",
    ],
)
def test_a_dangerous_call_is_refused(run: Runner, attempt: str) -> None:
    result = run(
        f"""
        import ctypes, os
        def call(name, *arguments):
            libc = ctypes.CDLL(None, use_errno=True)
            if getattr(libc, name)(*arguments) == -1:
                raise OSError(ctypes.get_errno(), name)
        try:
            {attempt}
            print("allowed")
        except OSError as error:
            print("refused")
        """
    )
    assert printed(result) == "refused\n"


def test_signals_reach_nobody_else(place: Place, session: Session) -> None:
    """kill(-1), the parent, init, every process group and the supervisor itself."""
    before = place.server.pid
    for source in (
        f"os.kill({os.getpid()}, 9)",
        f"os.kill({place.server.pid}, 9)",
        "os.kill(os.getppid(), 9)",
        "os.kill(1, 9)",
        "os.killpg(os.getpgid(os.getppid()), 9)",
        "[os.kill(os.getppid() + step, 9) for step in range(-3, 1)]",
    ):
        run = session.run(job(f"import os\n{source}"))
        assert run.verdict != "sandbox_error", source
    session.run(job("import os\nos.kill(-1, 9)"))
    assert printed(session.run(job("print('alive')"))) == "alive\n"
    assert place.server.pid == before


def test_a_run_does_not_see_other_sessions(place: Place) -> None:
    """Neither their files nor their processes, while both are open."""
    with (
        place.sandbox.session((("answer.txt", b"mine"),), LIMITS) as first,
        place.sandbox.session((("answer.txt", b"other"),), LIMITS) as second,
    ):
        there = printed(first.run(job("import os\nprint(os.getcwd())"))).strip()
        run = second.run(
            job(
                f"""
                import os
                for path in ({there!r}, os.path.dirname(os.path.dirname({there!r})), "/proc"):
                    try:
                        for name in os.listdir(path):
                            print(name)
                    except OSError:
                        pass
                print(open("answer.txt").read())
                try:
                    print(open({there!r} + "/answer.txt").read())
                except OSError:
                    print("other")
                """
            )
        )
        lines = printed(run).splitlines()
        assert lines[-2:] == ["other", "other"]
        assert "mine" not in lines
        assert len([line for line in lines if line.isdigit()]) <= 1
