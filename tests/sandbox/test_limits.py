"""What a submission cannot use up or leave behind, each test in both modes."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from autograder.evidence.run import Run
from autograder.evidence.schema import Output, UnitStarted
from autograder.sandbox.client import Session
from autograder.spec.model import Limits
from tests.sandbox.conftest import LIMITS, Place, job, names_of_processes, printed, raised

Runner = Callable[..., Run]
SHORT = LIMITS.model_copy(update={"wall_s": 0.4})


def test_sleeping_forever_ends_at_the_wall_clock_limit(run: Runner) -> None:
    result = run("import time\nprint('before')\ntime.sleep(1000)", SHORT)
    assert (result.verdict, printed(result)) == ("timed_out", "before\n")
    assert 0.4 <= result.usage.wall_s < 5


def test_signals_cannot_be_ignored_away(run: Runner) -> None:
    result = run(
        """
        import signal
        for number in range(1, 65):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        while True:
            pass
        """,
        Limits(wall_s=20, cpu_s=1),
    )
    assert result.verdict == "timed_out"
    assert result.usage.cpu_s < 4


def test_processor_time_of_all_processes_together_is_limited(run: Runner) -> None:
    result = run(
        """
        import os
        for _ in range(3):
            if os.fork() == 0:
                while True:
                    pass
        import time
        time.sleep(1000)
        """,
        Limits(wall_s=30, cpu_s=1),
    )
    assert result.verdict == "timed_out"
    assert result.usage.wall_s < 25


def test_too_much_memory_is_a_memory_error(run: Runner) -> None:
    result = run("x = bytearray(2_000_000_000)")
    assert (result.verdict, raised(result)) == ("memory_exceeded", ("MemoryError",))


def test_memory_of_all_processes_together_is_limited(run: Runner) -> None:
    result = run(
        """
        import os, time
        for _ in range(6):
            if os.fork() == 0:
                x = b"x" * 200_000_000
                time.sleep(1000)
        time.sleep(1000)
        """
    )
    assert result.verdict == "memory_exceeded"


def test_a_fork_bomb_runs_into_the_process_limit(session: Session) -> None:
    result = session.run(
        job(
            """
            import os
            count = 0
            try:
                while os.fork():
                    count += 1
                while True:
                    os.fork()
            except BlockingIOError:
                print(count < 24)
            """
        )
    )
    assert printed(result) == "True\n"
    assert printed(session.run(job("print('next')"))) == "next\n"


def test_a_fork_bomb_that_never_ends_is_ended(place: Place) -> None:
    with place.sandbox.session((), SHORT) as session:
        bomb = "import os\nwhile True:\n  try: os.fork()\n  except OSError: pass"
        assert session.run(job(bomb)).verdict == "timed_out"
        assert printed(session.run(job("print('next')"))) == "next\n"


def test_thousands_of_threads_run_into_the_process_limit(run: Runner) -> None:
    result = run(
        """
        import threading, time
        for _ in range(2000):
            threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
        """
    )
    assert raised(result) == ("RuntimeError",)
    assert result.verdict == "ok"


def test_deep_recursion_in_native_code_is_a_crash(run: Runner) -> None:
    result = run(
        """
        import sys
        sys.setrecursionlimit(10**9)
        class Deep:
            def __repr__(self):
                return repr([self])
        print("before")
        repr(Deep())
        """
    )
    assert result.verdict in ("crashed", "memory_exceeded")
    assert printed(result) == "before\n"


def test_a_file_cannot_grow_beyond_its_limit(run: Runner) -> None:
    result = run("open('big', 'wb').write(b'x' * 3_000_000)")
    assert raised(result) == ("OSError",)


def test_the_disk_cannot_be_filled(run: Runner) -> None:
    result = run(
        """
        import time
        for number in range(1000):
            with open(f"file-{number}", "wb") as file:
                file.write(b"x" * 1_000_000)
        time.sleep(1000)
        """
    )
    assert result.verdict == "output_exceeded" or raised(result) == ("OSError",)


def test_files_cannot_be_made_without_end(run: Runner) -> None:
    result = run(
        """
        import time
        for number in range(100_000):
            open(f"file-{number}", "wb").close()
        time.sleep(1000)
        """
    )
    assert result.verdict == "output_exceeded" or raised(result) == ("OSError",)


def test_a_flood_of_output_ends_the_run_and_keeps_the_beginning(run: Runner) -> None:
    result = run("while True:\n    print('x' * 1000)")
    assert result.verdict == "output_exceeded"
    assert 0 < len(printed(result)) < 2_000_000


def test_a_huge_line_is_refused_before_it_travels(run: Runner) -> None:
    result = run("print('x' * 50_000_000)")
    assert raised(result) == ("ProtocolError",)


def test_garbage_in_the_evidence_stream_is_noticed(run: Runner) -> None:
    result = run("print('good')\nimport os\nos.write(3, b'garbage' * 100)")
    assert result.verdict == "protocol_error"
    assert result.frames == (UnitStarted(0), Output("stdout", "good\n", 0, 0))


def test_a_frame_that_never_ends_is_noticed(run: Runner) -> None:
    result = run("import os\nos.write(3, bytes([0, 15, 0, 0, 1, 2, 3]))")
    assert result.verdict == "protocol_error"


def test_a_native_crash_keeps_what_was_received(run: Runner) -> None:
    for source in ("import ctypes\nctypes.string_at(0)", "import os\nos.abort()"):
        result = run(f"print('before')\n{source}")
        assert (result.verdict, printed(result)) == ("crashed", "before\n")


def test_leaving_early_is_exited(run: Runner) -> None:
    for status in (0, 3):
        result = run(f"print('before')\nimport os\nos._exit({status})")
        assert (result.verdict, printed(result)) == ("exited", "before\n")


def test_exit_handlers_and_threads_do_not_hold_the_run(run: Runner) -> None:
    result = run(
        """
        import atexit, threading, time
        atexit.register(time.sleep, 1000)
        atexit.register(print, "late")
        threading.Thread(target=time.sleep, args=(1000,)).start()
        """
    )
    assert (result.verdict, printed(result)) == ("ok", "")
    assert result.usage.wall_s < 5


def test_a_daemon_does_not_outlive_its_run(place: Place, session: Session) -> None:
    name = f"ag-{os.getpid() % 100000}-{place.mode[:4]}"
    result = session.run(
        job(
            f"""
            import ctypes, os, signal, time
            if os.fork() == 0:
                os.setsid()
                for _ in range(3):
                    if os.fork() == 0:
                        signal.signal(signal.SIGTERM, signal.SIG_IGN)
                        os.setpgid(0, 0)
                        ctypes.CDLL(None).prctl(15, {name!r}.encode(), 0, 0, 0)
                        os.kill(os.getpid(), signal.SIGSTOP) if _ == 2 else time.sleep(1000)
                os._exit(0)
            time.sleep(0.2)
            """
        )
    )
    assert result.verdict == "ok"
    assert name not in names_of_processes()


def test_what_a_child_process_writes_is_no_evidence(run: Runner) -> None:
    result = run("import os\nif os.fork() == 0:\n    print('child')\n    os._exit(0)\nos.wait()")
    assert (result.verdict, printed(result)) == ("ok", "")


def test_each_run_starts_from_the_same_files(session: Session) -> None:
    spoil = """
        import os, sys, tempfile
        print(sorted(os.listdir(".")), open("data.txt").read(), os.listdir(tempfile.gettempdir()))
        open("data.txt", "w").write("spoiled")
        open("left", "w").write("x")
        open(os.path.join(tempfile.gettempdir(), "left"), "w").write("x")
        os.makedirs("a/" * 20)
        os.mkdir("closed")
        open("closed/file", "w").close()
        os.chmod("closed", 0)
        os.symlink("/etc", "link")
        try:
            open("/dev/shm/left", "w").close()
        except OSError:
            pass
        """
    for _ in range(3):
        run = session.run(job(spoil))
        assert (run.verdict, raised(run)) == ("ok", ())
        assert printed(run) == "['data.txt'] 42 []\n"


def test_files_in_folders_are_laid_out(place: Place) -> None:
    files = (("a/b/c.py", b"VALUE = 7"), ("a/\u4f5c\u4e1a.txt", "中".encode()))
    run = place.run(
        "import sys\nsys.path.insert(0, '')\nfrom a.b.c import VALUE\n"
        "print(VALUE, open('a/\u4f5c\u4e1a.txt', encoding='utf-8').read())",
        files=files,
    )
    assert printed(run) == "7 中\n"


def test_hostile_sessions_do_not_disturb_honest_ones(place: Place) -> None:
    hostile = (
        "import os\nwhile True:\n  try: os.fork()\n  except OSError: pass",
        "x = []\nwhile True:\n  try: x.append(bytearray(10**7))\n  except MemoryError: pass",
    )
    limits = Limits(wall_s=2.5, cpu_s=10, memory_mb=256, processes=16)
    results: list[Run] = []

    def attack(source: str) -> None:
        results.append(place.run(source, limits))

    threads = [threading.Thread(target=attack, args=(source,)) for source in hostile]
    for thread in threads:
        thread.start()
    program = """
        import os
        children = [os.fork() for _ in range(4)]
        if 0 in children:
            os._exit(0)
        x = bytearray(200_000_000)
        print(open("data.txt").read(), len(children))
        """
    with place.sandbox.session((("data.txt", b"42"),), LIMITS) as session:
        honest = [session.run(job(program)) for _ in range(5)]
    for thread in threads:
        thread.join()
    assert [(run.verdict, printed(run)) for run in honest] == [("ok", "42 4\n")] * 5
    assert {run.verdict for run in results} <= {"timed_out", "memory_exceeded"}


def test_many_sessions_follow_each_other(place: Place) -> None:
    for number in range(130):  # more than one warden serves
        run = place.run(f"print({number})")
        assert printed(run) == f"{number}\n"
