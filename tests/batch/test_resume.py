"""`kill -9` at any moment loses no finished result and repeats none."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from autograder.store import Store, runs
from autograder.store.schema import reports as report_table
from tests.batch.classroom import ROOT, command, grade, reports, write_class
from tests.databases import own_schema, postgresql

__all__ = ["postgresql"]
COUNT = 24
ASSIGNMENT = "no_grad_cubic"


def finished(place: str | Path) -> set[tuple[int, float]]:
    """Every result in the store: its number and when it was made."""
    with Store.open(place) as store, store.read() as db:
        rows = db.execute(select(report_table.c.id, report_table.c.made_at))
        return {(row.id, row.made_at.timestamp()) for row in rows}


def kill_once_begun(folder: Path, out: Path, after: int, pause: float, *options: str) -> None:
    """Start the batch and kill it dead some time after `after` reports are there."""
    process = subprocess.Popen(
        command(folder, out, *options),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < until:
        if len(list((out / "reports").glob("*.json"))) >= after:
            break
        time.sleep(0.01)
    time.sleep(pause)
    process.send_signal(signal.SIGKILL)
    process.wait()


def alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A class, and what comes of grading it without a stop."""
    folder = write_class(tmp_path_factory.mktemp("straight") / "class", COUNT)
    out = folder.parent / "out"
    assert grade(folder, out).returncode == 0
    return folder, out


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_batch_that_is_killed_again_and_again_comes_to_the_same_end(
    kind: str, straight: tuple[Path, Path], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder, out = straight[0], tmp_path / "out"
    place: str | Path = out / "autograder.db"
    options: tuple[str, ...] = ()
    if kind == "postgresql":
        place = own_schema(request.getfixturevalue("postgresql"))
        options = ("--store", str(place))
    chance = random.Random()  # at whatever moment it is
    before: set[tuple[int, float]] = set()
    for after in (0, 3, 9, 14) if kind == "sqlite" else (2, 8):
        kill_once_begun(folder, out, after, chance.uniform(0, 0.2), *options)
        if not out.joinpath("reports").exists():
            continue
        now = finished(place)
        assert before <= now, "a finished result was lost or made again"
        before = now
    done = grade(folder, out, *options)
    assert done.returncode == 0, done.stderr
    now = finished(place)
    assert before <= now
    assert len(now) == COUNT
    assert f"{len(before)} were graded before" in done.stdout
    with Store.open(place) as store, store.read() as db:
        (run,) = runs.listed(db, ASSIGNMENT)
    assert (run.state, run.done) == ("finished", COUNT)
    assert reports(out) == reports(straight[1])
    assert (out / "grades.csv").read_bytes() == (straight[1] / "grades.csv").read_bytes()


def test_an_interrupt_says_how_to_go_on_and_leaves_no_process(tmp_path: Path) -> None:
    # Far more than can be graded before the interrupt comes, on however busy a machine.
    many = 20 * COUNT
    folder, out = write_class(tmp_path / "class", many), tmp_path / "out"
    process = subprocess.Popen(
        command(folder, out),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until = time.monotonic() + 120
    while len(list((out / "reports").glob("*.json"))) < 3 and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the whole group
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "The same command goes on where it stopped." in said
    assert "Traceback" not in said
    with Store.open(out / "autograder.db") as store, store.read() as db:
        run = runs.latest(db, ASSIGNMENT)
    assert run is not None
    assert run.state == "interrupted"
    assert 3 <= run.done < many
    for _ in range(100):  # the kernel takes a moment to bury the last of them
        if not alive(process.pid):
            break
        time.sleep(0.05)
    assert not alive(process.pid)


def test_two_batches_do_not_grade_into_one_store_at_a_time(tmp_path: Path) -> None:
    # Far more than can be graded before the second comes, on however busy a machine.
    folder, out = write_class(tmp_path / "class", 20 * COUNT), tmp_path / "out"
    first = subprocess.Popen(
        command(folder, out), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 120
        while not list((out / "reports").glob("*.json")) and time.monotonic() < until:
            time.sleep(0.02)
        second = grade(folder, out)
    finally:
        first.terminate()
        first.wait()
    assert second.returncode == 2
    assert "another batch is grading no_grad_cubic into this store" in second.stderr
