"""A real Dask scheduler and two worker processes, one of which is killed on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from autograder import points
from autograder.spec.load import LoadedAssignment
from autograder.store import Store, runs
from autograder.workers.cluster import Cluster, ClusterError, Parcel
from autograder.workers.order import Order, Setup
from tests.batch.classroom import RIGHT, ROOT, command, grade, reports, write_class
from tests.support import submission

COUNT = 20


@dataclass
class Dask:
    address: str
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    folder = tmp_path_factory.mktemp("dask")
    file = folder / "scheduler.json"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    processes: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        with (folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *arguments, "--scheduler-file", str(file)],
                stdout=log,
                stderr=log,
                cwd=folder,
                env=environment,
            )
        processes.append(process)
        return process

    start(
        "distributed.cli.dask_scheduler",
        *("--host", "127.0.0.1", "--port", "0", "--no-dashboard"),
    )
    until = time.monotonic() + 60
    while not file.exists() and time.monotonic() < until:
        time.sleep(0.05)
    workers = [
        start("distributed.cli.dask_worker", *("--nthreads", "1", "--no-nanny", "--no-dashboard"))
        for _ in range(2)
    ]
    try:
        yield Dask(json.loads(file.read_text())["address"], workers)
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.wait()


def test_a_batch_on_a_cluster_survives_the_death_of_a_worker(dask: Dask, tmp_path: Path) -> None:
    folder, out, local = write_class(tmp_path / "class", COUNT), tmp_path / "a", tmp_path / "b"
    arguments = [word for word in command(folder, out) if word not in ("--workers", "2")]
    with subprocess.Popen(
        [*arguments, "--scheduler", dask.address],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as batch:
        until = time.monotonic() + 120
        while len(list((out / "reports").glob("*.json"))) < 4 and time.monotonic() < until:
            time.sleep(0.02)
        dask.workers[0].send_signal(signal.SIGKILL)
        _, said = batch.communicate(timeout=120)
    assert batch.returncode == 0, said
    assert grade(folder, local).returncode == 0
    assert reports(out) == reports(local)
    assert (out / "grades.csv").read_bytes() == (local / "grades.csv").read_bytes()
    with Store.open(out / "autograder.db") as store, store.read() as db:
        run = runs.latest(db, "no_grad_cubic")
    assert run is not None
    assert run.done == COUNT


def test_desks_are_cleared_away_with_the_batch(dask: Dask, assignment: LoadedAssignment) -> None:
    setup = Setup(assignment, "en", points.installation_key())
    with Cluster(setup, dask.address) as cluster:
        (done,) = cluster.work([Order(submission({"hw.py": RIGHT}, "one"))])
    assert done.report is not None
    assert done.report.score == 10
    worker = dask.workers[1].pid
    until = time.monotonic() + 30
    while _children(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert _children(worker) == []


def test_a_worker_that_would_grade_differently_ends_the_batch(
    dask: Dask, assignment: LoadedAssignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = Parcel.of

    def other(setup: Setup) -> Parcel:
        return replace(of(setup), program="of another version")

    monkeypatch.setattr(Parcel, "of", other)
    setup = Setup(assignment, "en", points.installation_key())
    with (
        Cluster(setup, dask.address) as cluster,
        pytest.raises(ClusterError, match="would grade differently"),
    ):
        list(cluster.work([Order(submission({"hw.py": RIGHT}, "one"))]))


def test_no_scheduler_is_a_sentence(
    assignment: LoadedAssignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.workers.cluster.CONNECT_S", 0.5)
    setup = Setup(assignment, "en", points.installation_key())
    with pytest.raises(ClusterError, match="no Dask scheduler answers at"):
        Cluster(setup, "tcp://127.0.0.1:1")


def _children(pid: int) -> list[str]:
    """The fork servers that a process has started."""
    children = Path(f"/proc/{pid}/task").glob("*/children")
    found = [child for file in children for child in file.read_text().split()]
    return [
        child
        for child in found
        if b"autograder.sandbox.server" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]
