"""Worker processes: a dead one is replaced, a slow one holds nobody up, results are the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from autograder import points
from autograder.evidence.kept import Kept
from autograder.experiments.oracle import OracleError
from autograder.report import to_json
from autograder.report.model import Report
from autograder.sandbox.host import SandboxError
from autograder.spec.load import LoadedAssignment
from autograder.workers.desk import Desk
from autograder.workers.order import Done, Order, Setup
from autograder.workers.pool import Pool
from tests.batch.classroom import PRODUCT, PROGRAMS, RIGHT, ROOT, TRACKED
from tests.support import submission

SLEEPS = "import time\ntime.sleep(2)\n" + RIGHT


@pytest.fixture(scope="module")
def setup(assignment: LoadedAssignment) -> Setup:
    return Setup(assignment, "en", points.installation_key())


@pytest.fixture(scope="module")
def pool(setup: Setup) -> Iterator[Pool]:
    with Pool(setup, 2) as opened:
        yield opened


def orders(count: int) -> list[Order]:
    return [
        Order(submission({"hw.py": f"{PROGRAMS[at % 3]}# {at}\n"}, f"s{at}")) for at in range(count)
    ]


def plain(report: Report | None) -> object:
    assert report is not None
    data = to_json(report)
    del data["run"]
    return data


def test_results_are_those_of_one_process(setup: Setup, pool: Pool) -> None:
    work = orders(6)
    done = {one.name: one for one in pool.work(work)}
    with Desk(setup) as desk:
        alone = {one.name: one for one in map(desk.fill, work)}
    assert done.keys() == alone.keys()
    for name, one in done.items():
        other = alone[name]
        assert plain(one.report) == plain(other.report)
        assert (one.signature, one.structure, one.sketch) == (
            other.signature,
            other.structure,
            other.sketch,
        )


def test_kept_runs_give_the_same_report_without_a_sandbox(setup: Setup, pool: Pool) -> None:
    (first,) = pool.work(orders(1))
    assert first.evidence is not None
    kept = Kept.unpack(first.evidence)
    assert len(kept.runs) == 3
    (again,) = pool.work([replace(orders(1)[0], kept=first.evidence)])
    assert again.evidence is None, "something was run again"
    assert again.json == first.json, "figures of the run included"


def test_broken_kept_runs_are_made_anew(pool: Pool) -> None:
    (done,) = pool.work([replace(orders(1)[0], kept=b"broken")])
    assert done.evidence is not None
    assert done.report is not None
    assert done.report.score == 10


def test_a_worker_that_is_killed_is_replaced_and_its_submission_tried_again(pool: Pool) -> None:
    work = orders(8)
    names, killed = [], 0
    for done in pool.work(work):
        names.append(done.name)
        assert done.report is not None
        assert done.report.status == "graded"
        if killed < 3:
            for pid, name in pool.under_way.items():
                if name is not None:
                    os.kill(pid, signal.SIGKILL)
                    killed += 1
                    break
    assert killed == 3
    assert sorted(names) == sorted(order.submission.name for order in work)


def test_a_submission_that_two_workers_die_of_is_our_fault_and_the_rest_is_graded(
    pool: Pool,
) -> None:
    over = threading.Event()

    def kill() -> None:
        while not over.wait(0.05):
            for pid, name in pool.under_way.items():
                if name == "deadly":
                    os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        deadly = Order(submission({"hw.py": SLEEPS}, "deadly"))
        done = {one.name: one for one in pool.work([deadly, *orders(4)])}
    finally:
        over.set()
        killer.join()
    report = done.pop("deadly").report
    assert report is not None
    assert (report.status, report.run.verdict) == ("not_graded", "sandbox_error")
    assert report.messages[0].code == "internal_error"
    assert all(one.report is not None and one.report.status == "graded" for one in done.values())


def test_a_worker_that_hangs_is_killed(setup: Setup) -> None:
    with Pool(setup, 1, hang_s=1.0) as pool:
        slow = Order(submission({"hw.py": "import time\ntime.sleep(5)\n"}, "slow"))
        (done,) = pool.work([slow])
    assert done.report is not None
    assert done.report.run.verdict == "sandbox_error"


def test_slow_submissions_do_not_hold_up_the_rest(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With every desk taken by a program that sleeps, others are graded before it wakes."""
    monkeypatch.setattr("autograder.workers.pool.PATIENCE_S", 0.3)
    nap = "import time\ntime.sleep(5)\n" + TRACKED
    slow = [Order(submission({"hw.py": f"{nap}# {at}\n"}, f"slow{at}")) for at in range(2)]
    names = [done.name for done in pool.work([*slow, *orders(4)])]
    assert set(names[-2:]) == {"slow0", "slow1"}
    assert len(pool.under_way) <= 4


def test_orders_are_taken_only_as_desks_get_free(pool: Pool) -> None:
    taken = 0

    def counted() -> Iterator[Order]:
        nonlocal taken
        for order in orders(12):
            taken += 1
            yield order

    for finished, _ in enumerate(pool.work(counted()), 1):
        assert taken - finished <= 4


def test_work_that_is_broken_off_leaves_a_pool_that_can_be_closed(setup: Setup) -> None:
    with Pool(setup, 2) as pool:
        for _ in pool.work(orders(6)):
            pids = list(pool.under_way)
            break
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_broken_reference_ends_the_batch(
    setup: Setup, tmp_path_factory: pytest.TempPathFactory
) -> None:
    reference = tmp_path_factory.mktemp("solutions") / "reference.py"
    reference.write_text("print(1)\n")
    broken = replace(setup, assignment=replace(setup.assignment, reference=reference))
    with Pool(broken, 1) as pool, pytest.raises(OracleError):
        list(pool.work(orders(2)))


def test_a_sandbox_that_refuses_is_said_once(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: object) -> str:
        raise SandboxError("no layers here")

    monkeypatch.setattr("autograder.sandbox.host.Server.ready", refuse)
    with Pool(setup, 1) as pool, pytest.raises(SandboxError, match="no layers"):
        list(pool.work(orders(2)))


def test_nothing_is_started_where_there_is_nothing_to_do(setup: Setup) -> None:
    with Pool(setup, 2) as pool:
        assert list(pool.work([])) == []
        assert pool.under_way == {}


def test_workers_die_with_their_supervisor() -> None:
    """Whoever kills the supervisor leaves no process behind."""
    program = [sys.executable, "-m", "tests.workers.supervisor"]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        pids = [int(word) for word in process.stdout.readline().split()]
        process.kill()
    assert len(pids) == 2
    until = time.monotonic() + 30
    while any(map(_lives, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(_lives, pids))


def _lives(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_what_comes_back_travels(pool: Pool) -> None:
    (done,) = pool.work([Order(submission({"a.ipynb": "{ not json"}, "broken"))])
    assert isinstance(done, Done)
    assert done.report is not None
    assert done.report.status == "not_graded"
    assert done.evidence is None
    assert PRODUCT not in done.json
