"""`python -m benchmarks.dashboard`: how long every page of the dashboard takes, class and all.

The class is real where it matters: the corpus is graded by the real grader, and each of its
results is then recorded for many students, as often as it takes. The dashboard runs as users start
it, in a process of its own, and is asked over HTTP.
"""

from __future__ import annotations

import math
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
import httpx
from rich.console import Console
from rich.table import Table

from autograder.store import Store, results, runs, submissions
from autograder.store.keep import content_of, load_submission
from autograder.store.results import Arrival, Finding
from benchmarks.material import write_notebooks
from benchmarks.measure import autograder, grade_command

ASSIGNMENT = "no_grad_cubic"
AIM_MS = 200.0
CORPUS = 60
STARTUP_S = 60.0


def fill(out: Path, work: Path, size: int) -> None:
    """Grade the corpus into OUT, then record its results until there are `size` submissions."""
    count = min(CORPUS, size)
    write_notebooks(work, count)
    subprocess.run(grade_command(work, out, 2), check=True, capture_output=True)
    with Store.open(out / "autograder.db") as store:
        with store.read() as db:
            last = runs.latest(db, ASSIGNMENT)
            rows = submissions.listed(db, ASSIGNMENT, limit=count)
            known = [
                (found, load_submission(db, row.id))
                for row in rows
                if (found := submissions.detail(db, row.id)) is not None
            ]
        assert last is not None
        with store.write() as db:
            run = runs.begin(
                db, ASSIGNMENT, replace(last.identity, rubric="more"), total=size, source="bench"
            )
        for start in range(0, size - count, 500):
            with store.write() as db:
                for number in range(start, min(start + 500, size - count)):
                    found, handed_in = known[number % len(known)]
                    assert handed_in is not None
                    assert found.report is not None
                    name = f"more_{number:05d}"
                    report = replace(found.report, submission=name, student=f"Student {number}")
                    arrival = Arrival(
                        replace(handed_in, name=name, student=report.student),
                        content_of(handed_in),
                        "bench",
                        number,
                    )
                    results.record(db, run.id, arrival, Finding(report, found.signature))
        with store.write() as db:
            runs.finish(db, run.id, interrupted=False)


@contextmanager
def served(out: Path) -> Iterator[tuple[httpx.Client, int]]:
    """Somebody signed in to the dashboard, and the number of its process."""
    command = autograder("dashboard", str(out), "--port", "0", "--lang", "en")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = next(
                found[0] for line in process.stdout if (found := re.search(r"http://\S+", line))
            )
            base = address.partition("/sign-in")[0]
            with httpx.Client(base_url=base, timeout=60, follow_redirects=True) as client:
                until = time.monotonic() + STARTUP_S
                while True:
                    try:
                        client.get(address).raise_for_status()
                        break
                    except httpx.TransportError:
                        if time.monotonic() > until:
                            raise
                        time.sleep(0.1)
                yield client, process.pid
        finally:
            process.terminate()


def pages(client: httpx.Client, size: int) -> dict[str, list[str]]:
    """Addresses of each kind of page to ask for, chosen by a fixed seed."""
    chosen = random.Random(7)
    groups = list(
        dict.fromkeys(re.findall(r'href="(/groups/[0-9a-f]+)"', client.get("/groups").text))
    )

    def some(pattern: str) -> list[str]:
        return [pattern.format(chosen.randrange(1, size + 1)) for _ in range(40)]

    return {
        "overview": ["/"],
        "groups": ["/groups", "/groups?kind=explained"],
        "group": groups,
        "submissions": [
            "/submissions",
            "/submissions?sort=score&desc=1&start=2000",
            "/submissions?q=4321",
            "/submissions?code=copied_hint",
            "/submissions?failed=x_grad",
        ],
        "submission": some("/submissions/{}"),
        "its graph and trace": some("/submissions/{}/evidence"),
        "as the student sees it": some("/submissions/{}/page"),
        "review": ["/review"],
        "release": ["/release"],
        "comparison": ["/changes?before=1&after=2"],
        "log": ["/log"],
    }


def measure(client: httpx.Client, paths: list[str], rounds: int) -> list[float]:
    """Milliseconds of each request, the first of each kind left out: it fills caches."""
    client.get(paths[0]).raise_for_status()
    times = []
    for at in range(rounds):
        start = time.perf_counter()
        client.get(paths[at % len(paths)]).raise_for_status()
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)


def after_a_change(client: httpx.Client, rounds: int) -> list[float]:
    """Milliseconds of the overview just after something changed, so that everything is counted."""
    page = client.get("/submissions/1").text
    times = []
    for at in range(rounds):
        found = re.search(r'name="csrf" value="([^"]+)"', page)
        version = re.search(r'name="version" value="(\d+)"', page)
        assert found is not None
        assert version is not None
        fields = {"csrf": found[1], "version": version[1], "reviewed": str((at + 1) % 2)}
        page = client.post("/submissions/1/reviewed", data=fields).text
        start = time.perf_counter()
        client.get("/").raise_for_status()
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)


def cpu_ms(pid: int) -> float:
    """Processor time that a process has used, in milliseconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


@click.command()
@click.option("--size", default=5000, show_default=True, help="Submissions in the store.")
@click.option("--rounds", default=60, show_default=True, help="Requests for each kind of page.")
@click.option("--out", type=click.Path(path_type=Path), help="Fill this folder, or use it filled.")
def main(*, size: int, rounds: int, out: Path | None) -> None:
    """Measure every page and compare the 95th percentile with the aim.

    The last column is the dashboard's own processor time for one request, which says more than the
    clock where other programs are running.
    """
    table = Table("page", "median ms", "p95 ms", "aim ms", "", "cpu ms", box=None, pad_edge=False)
    met = True
    found: dict[str, tuple[list[float], float]] = {}
    with tempfile.TemporaryDirectory(prefix="autograder-bench-") as folder:
        filled = out or Path(folder) / "out"
        if not (filled / "autograder.db").exists():
            start = time.perf_counter()
            fill(filled, Path(folder) / "in", size)
            click.echo(f"{size} submissions in {time.perf_counter() - start:.0f} s", err=True)
        with served(filled) as (client, pid):
            for name, paths in pages(client, size).items():
                before = cpu_ms(pid)
                times = measure(client, paths, rounds)
                found[name] = times, (cpu_ms(pid) - before) / (rounds + 1)
            found["overview after a change"] = after_a_change(client, rounds), math.nan
    for name, (times, cpu) in found.items():
        p95 = times[min(int(len(times) * 0.95), len(times) - 1)]
        met &= p95 <= AIM_MS
        verdict = "met" if p95 <= AIM_MS else "NOT met"
        spent = "" if math.isnan(cpu) else f"{cpu:.0f}"
        median = times[len(times) // 2]
        table.add_row(name, f"{median:.0f}", f"{p95:.0f}", f"{AIM_MS:.0f}", verdict, spent)
    Console(width=100).print(table)
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
