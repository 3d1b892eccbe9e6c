"""The server's own life: refusals, deaths, other users."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from autograder.evidence.schema import Finished, Output
from autograder.evidence.wire import Reader
from autograder.sandbox import doctor, protocol, runner
from autograder.sandbox.client import Sandbox, SandboxError
from tests.sandbox.conftest import (
    HERE,
    LIMITS,
    ROOT,
    Place,
    job,
    names_of_processes,
    printed,
    start,
)

NEEDS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")

KEY = b"0123456789abcdef"


def test_a_readable_private_file_makes_the_server_refuse() -> None:
    with (
        start("namespaces", private=[os.__file__]) as server,
        pytest.raises(SandboxError, match="would be readable to submissions"),
    ):
        server.ready()


@NEEDS_ROOT
def test_temporary_files_go_where_a_run_may_write_whatever_was_imported_before() -> None:
    """Python remembers the folder from the first time that anybody asks."""
    with start("container", preload=("asks_for_tmp",)) as server:
        sandbox = Sandbox(server)
        with sandbox.session((), LIMITS) as session:
            program = """
                import tempfile
                with tempfile.TemporaryFile() as file:
                    print(file.write(b"x"))
                """
            run = session.run(job(program))
        sandbox.close()
    assert printed(run) == "1\n"


def test_a_child_that_cannot_be_imported_is_named() -> None:
    with (
        start("namespaces", child="nowhere:run") as server,
        pytest.raises(SandboxError, match="nowhere"),
    ):
        server.ready()


def test_a_server_that_dies_is_started_again_and_the_run_repeated() -> None:
    with start("namespaces") as server:
        sandbox = Sandbox(server)
        with sandbox.session((("data.txt", b"42"),), LIMITS) as session:
            assert printed(session.run(job("print(1)"))) == "1\n"
            pid = server.pid
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
            while server.pid == pid:
                time.sleep(0.01)
            run = session.run(job("print(open('data.txt').read())"))
            assert (run.verdict, printed(run)) == ("ok", "42\n")
        sandbox.close()


def test_without_a_server_sessions_raise() -> None:
    sandbox = Sandbox("/nonexistent/socket")
    with pytest.raises(SandboxError, match="no sandbox server"), sandbox.session((), LIMITS):
        pass


def test_closing_the_server_leaves_no_process_and_no_folder() -> None:
    with start("namespaces") as server:
        address = Path(server.ready())
        pid = server.pid
    assert not address.exists()
    assert not address.parent.exists()
    assert pid is not None
    assert not Path(f"/proc/{pid}").exists()


STAYS = """
    import ctypes, os, time
    ctypes.CDLL(None).prctl(15, {name!r}.encode(), 0, 0, 0)
    if os.fork() == 0:
        os.setsid()
        ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
        time.sleep(1000)
    print("started")
    time.sleep(1000)
    """


@pytest.mark.parametrize("end", ["closed", "killed", "supervisor gone"])
def test_nothing_is_left_when_the_server_ends(place: Place, end: str) -> None:
    """Closed in order, killed, or its supervisor gone: no program of a submission goes on."""
    name = f"ag{os.getpid() % 100000}{place.mode[:3]}{end[:3]}"
    with start(place.mode) as server:
        address = server.ready()
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(address)
        protocol.send(connection, protocol.Open((), protocol.Caps(5, 1 << 29, 8, 1 << 20, 1 << 20)))
        protocol.receive(connection)
        read_end, write_end = os.pipe()
        protocol.send(connection, protocol.Execute(job(STAYS.format(name=name))), write_end)
        os.close(write_end)
        seen = b""
        while b"started" not in seen:
            seen += os.read(read_end, 1000)
        assert name in names_of_processes()
        if end == "killed":
            pid = server.pid
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
        if end != "closed":
            connection.close()
        else:
            server.close()
    deadline = time.monotonic() + 10
    while name in names_of_processes() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert name not in names_of_processes()
    connection.close()
    os.close(read_end)


def test_a_connection_that_says_nothing_or_nonsense_harms_nobody(place: Place) -> None:
    address = place.server.ready()
    with socket.socket(socket.AF_UNIX) as silent, socket.socket(socket.AF_UNIX) as noisy:
        silent.connect(address)
        noisy.connect(address)
        noisy.sendall(b"\xff" * 1000)
        assert printed(place.run("print(1)")) == "1\n"


def test_more_sessions_than_slots_wait_for_their_turn() -> None:
    results: list[str] = []
    with start("namespaces", slots=2) as server:
        address = server.ready()

        def work(number: int) -> None:
            sandbox = Sandbox(address)
            with sandbox.session((), LIMITS) as session:
                results.append(printed(session.run(job(f"print({number})"))))
            sandbox.close()

        threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(results) == [f"{number}\n" for number in range(6)]


@NEEDS_ROOT
def test_below_the_least_the_server_refuses_unless_told_otherwise(other_python: str) -> None:
    """A user without namespaces has Landlock and the filter, but no identity of its own."""
    script = f"""
        import sys
        from pathlib import Path
        sys.path.insert(0, {str(ROOT)!r})
        from tests.sandbox.conftest import *
        for weak in (False, True):
            with start("container", allow_weak=weak) as server:
                try:
                    with Sandbox(server).session((), LIMITS) as session:
                        run = session.run(job("import os\\ntry:\\n  os.kill(os.getppid(), 9)\\n"
                                              "except OSError: print('refused')"))
                        print(run.verdict, printed(run), end="")
                        run = session.run(job("import os, time\\nif os.fork() == 0:\\n"
                                              "  os.setsid()\\n  time.sleep(1000)"))
                        print(run.verdict)
                except SandboxError as error:
                    print(error)
        """
    answer = as_nobody(other_python, script)
    assert answer.splitlines() == [
        "submissions would run as the same user as the grader: "
        "run it as root, or allow user namespaces",
        "ok refused",
        "ok",
    ]


@NEEDS_ROOT
def test_a_user_without_root_has_all_layers_through_a_user_namespace(other_python: str) -> None:
    script = f"""
        import sys
        sys.path.insert(0, {str(ROOT)!r})
        from tests.sandbox.conftest import *
        bomb = "import os\\nwhile True:\\n  try: os.fork()\\n  except OSError: pass"
        with start("namespaces", private=["/etc/shadow", {str(ROOT / "solutions")!r}]) as server:
            sandbox = Sandbox(server)
            short = LIMITS.model_copy(update={{"wall_s": 0.5}})
            with sandbox.session((), short) as first, sandbox.session((), LIMITS) as second:
                print(*second.layers)
                print(first.run(job(bomb)).verdict)
                print(printed(second.run(job(
                    "import os\\nprint(os.listdir('.'), os.getppid())"
                ))), end="")
                print(printed(second.run(job(
                    "import os\\nfor p in ('/etc/shadow', '/etc/passwd', '/home', "
                    "{str(ROOT / "solutions")!r}):\\n"
                    "  print(os.path.exists(p))"
                ))), end="")
        """
    answer = as_nobody(other_python, script).splitlines()
    if "mount_ns" not in answer[0]:
        pytest.skip("this machine refuses user namespaces to ordinary users")
    assert {"mount_ns", "pid_ns", "user_ns", "landlock", "seccomp"} <= set(answer[0].split())
    assert answer[1:] == ["timed_out", "[] 1", "False", "False", "False", "False"]


def as_nobody(python: str, script: str) -> str:
    """Run a script as an ordinary user; what it printed."""
    import textwrap

    def become() -> None:
        os.setgroups([])
        os.setresgid(54321, 54321, 54321)
        os.setresuid(54321, 54321, 54321)

    done = subprocess.run(
        [python, "-c", textwrap.dedent(script)],
        capture_output=True,
        text=True,
        preexec_fn=become,
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def other_python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python of our version that any user may run, with our packages."""
    packages = Path(pytest.__file__).parents[1]
    for candidate in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        if not Path(candidate).exists():
            continue
        real = Path(candidate).resolve()
        if any(not folder.stat().st_mode & 0o005 for folder in (*real.parents, packages)):
            continue
        folder = tmp_path_factory.mktemp("python") / "venv"
        made = subprocess.run(
            [candidate, "-m", "venv", "--without-pip", str(folder)],
            capture_output=True,
            check=False,
        )
        site = folder.joinpath(
            f"lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
        )
        if made.returncode or not site.exists():
            continue
        (site / "ours.pth").write_text(f"{packages}\n")
        for above in (folder, *folder.parents):
            # pytest keeps its folders to their owner, and a worker's lie one deeper.
            if above.stat().st_uid == os.geteuid() and not above.stat().st_mode & 0o001:
                above.chmod(above.stat().st_mode | 0o055)
        python = folder / "bin" / "python"
        probe = subprocess.run([python, "-c", "import msgspec"], capture_output=True, check=False)
        if probe.returncode == 0:
            return str(python)
    pytest.skip("no Python of this version that other users may run")


def test_the_supervisor_does_not_import_torch() -> None:
    code = (
        "import sys, autograder.sandbox.client\n"
        "print([name for name in ('torch', 'IPython') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout == "[]\n"


def test_the_doctor_finds_what_the_server_uses(place: Place) -> None:
    layers = doctor.examine()
    assert all(layer.meaning and layer.remedy for layer in layers)
    held = {layer.name for layer in layers if layer.holds}
    if place.mode == "namespaces":
        assert set(place.server.layers) <= held | {"user_ns"}
    assert doctor.enough(layers)


@NEEDS_ROOT
def test_the_doctor_sees_what_a_container_refuses() -> None:
    code = (
        "from autograder.sandbox.doctor import examine, enough\n"
        "layers = examine()\n"
        "print(*(layer.name for layer in layers if layer.holds))\n"
        "print(enough(layers))"
    )
    done = subprocess.run(
        [sys.executable, str(HERE / "container.py"), sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    held, enough = done.stdout.splitlines()
    assert held.split() == [
        *("uid", "no_new_privs", "capabilities", "landlock", "seccomp", "rlimits")
    ]
    assert enough == "True"


def test_frames_are_written_whole_by_threads_and_by_what_interrupts() -> None:
    read_end, write_end = os.pipe()
    emit = runner.emitter(write_end, os.getpid(), KEY)

    class Interrupts:
        def __del__(self) -> None:
            emit(Finished(1, 0))

    def work() -> None:
        for _ in range(50):
            Interrupts()
            emit(Output("stdout", "x" * 20_000, 0, 0))

    received: list[object] = []

    def read() -> None:
        reader = Reader(KEY)
        while data := os.read(read_end, 65_536):
            received.extend(reader.feed(data))

    reading = threading.Thread(target=read)
    reading.start()
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os.close(write_end)
    reading.join()
    os.close(read_end)
    assert len(received) == 400


def test_another_process_emits_nothing() -> None:
    read_end, write_end = os.pipe()
    runner.emitter(write_end, os.getpid() + 1, KEY)(Finished(0, 0))
    os.close(write_end)
    assert os.read(read_end, 1) == b""
    os.close(read_end)


def test_the_server_holds_no_more_after_many_sessions(place: Place) -> None:
    """Descriptors and processes do not pile up."""

    def held() -> tuple[int, int]:
        pid = place.server.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        server = children[0] if place.mode == "namespaces" and children else str(pid)
        return (
            len(list(Path(f"/proc/{server}/fd").iterdir())),
            len(Path(f"/proc/{server}/task/{server}/children").read_text().split()),
        )

    place.sandbox.close()
    place.run("pass")
    time.sleep(0.2)
    before = held()
    for _ in range(20):
        place.run("import os\nos._exit(1)")
    place.run("pass")
    time.sleep(0.2)
    assert held() <= before
