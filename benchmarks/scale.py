"""`make bench-scale`: a MOOC's worth of generated submissions, and queries over 100,000 rows.

    python -m benchmarks.scale --count 10000 --rows 100000 --out bench-scale

Writes scale.json and cost.svg (seconds against number of submissions) into the folder. One batch
gives the whole curve: the store says when each result was made.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import select

from autograder.store import Store
from autograder.store.results import load
from autograder.store.schema import reports
from benchmarks import queries
from benchmarks.generator import write_class
from benchmarks.measure import ROOT, grade_command
from benchmarks.plot import chart, fit

MEMORY_AIM = 1.1
"""The most that the supervisor's memory may be of what it is for a hundred submissions."""

_SAMPLING_S = 0.2
_POINTS = 100
_TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Run the benchmark and print what it found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000, help="submissions to grade")
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the store to query")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("bench-scale"))
    options = parser.parse_args()

    out: Path = options.out
    shutil.rmtree(out, ignore_errors=True)
    few = min(100, options.count)
    write_class(out / "few" / "class", few, options.seed)
    write_class(out / "class", options.count, options.seed)
    small = _grade(out / "few", few, options.workers)
    found = _grade(out, options.count, options.workers)
    peak, least = found["supervisor_rss_kb"], small["supervisor_rss_kb"]
    assert isinstance(peak, int)
    assert isinstance(least, int)
    found["supervisor_rss_kb_for_100"] = least
    found["supervisor_rss_ratio"] = peak / max(least, 1)
    found["supervisor_rss_ratio_aim"] = MEMORY_AIM
    found["supervisor_rss_bytes_per_submission"] = (
        (peak - least) * 1024 / max(options.count - few, 1)
    )
    if options.rows:
        found["queries_ms"] = _queries(out, options.rows)
        found["queries_rows"] = options.rows
    (out / "scale.json").write_text(json.dumps(found, indent=2) + "\n")
    for name, value in found.items():
        if isinstance(value, dict):
            print(f"{name}:")
            for key, number in value.items():
                print(f"  {key:<24} {number:8.1f}")
        else:
            print(f"{name:<36} {value:,.4g}" if isinstance(value, float) else f"{name:<36} {value}")
    print(f"plot: {out / 'cost.svg'}")
    ratio = peak / max(least, 1)
    print(
        f"supervisor memory at {options.count:,} submissions: {ratio:.2f} of that at {few}, "
        f"aim at most {MEMORY_AIM:.2f}: {'met' if ratio <= MEMORY_AIM else 'MISSED'}"
    )


def _grade(out: Path, count: int, workers: int) -> dict[str, object]:
    graded = out / "graded"
    start = time.time()
    before = os.times()
    process = subprocess.Popen(
        grade_command(out / "class", graded, workers),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    peak = 0
    spent: list[tuple[float, float]] = []
    while process.poll() is None:
        peak = max(peak, _peak_kb(process.pid))
        spent.append((time.time(), _cpu_s(process.pid)))
        time.sleep(_SAMPLING_S)
    wall = time.time() - start
    after = os.times()
    if process.returncode not in (0, 1):
        sys.exit(f"autograder grade ended with status {process.returncode}")
    with Store.open(graded / "autograder.db") as store, store.read() as db:
        made = sorted(
            moment.timestamp() for moment in db.execute(select(reports.c.made_at)).scalars()
        )
    step = max(len(made) // _POINTS, 1)
    curve = [(float(at + 1), made[at] - start) for at in range(0, len(made), step)]
    line = fit(curve[1:] or curve)
    title = f"{count:,} generated submissions, {workers} at a time"
    (out / "cost.svg").write_text(
        chart(curve, title, "submissions graded", "seconds since the start")
    )
    half = len(made) // 2
    halves = (made[-1] - made[half]) / max(made[half] - made[0], 1e-9)
    return {
        "submissions": count,
        "reports": len(made),
        "workers": workers,
        "wall_s": wall,
        "per_second": len(made) / (made[-1] - made[0]) if len(made) > 1 else 0.0,
        "cpu_s_per_submission": (
            after.children_user
            + after.children_system
            - before.children_user
            - before.children_system
        )
        / max(len(made), 1),
        "linear_fit_r_squared": line.r_squared,
        "second_half_to_first_half": halves,
        "supervisor_cpu_second_half_to_first_half": _halves(spent, made),
        "supervisor_rss_kb": peak,
        "store_bytes": queries.size(graded / "autograder.db"),
        "store_bytes_per_submission": queries.size(graded / "autograder.db") / max(len(made), 1),
    }


def _queries(out: Path, rows: int) -> dict[str, float]:
    file = out / "rows" / "store.db"
    file.parent.mkdir(parents=True)
    with Store.open(out / "graded" / "autograder.db") as store, store.read() as db:
        sample = load(db, 1)
    with Store.open(file) as store:
        queries.fill(store, rows, sample)
        return queries.measure(store, rows)


def _peak_kb(pid: int) -> int:
    """The kernel's high-water mark of a process; the last reading is the highest."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def _cpu_s(pid: int) -> float:
    """CPU seconds of a process itself so far; 0 where it is gone (proc(5), utime and stime)."""
    try:
        figures = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(figures[11]) + int(figures[12])) / _TICKS


def _halves(spent: list[tuple[float, float]], made: list[float]) -> float:
    """The CPU time that a process used for the second half of `made` moments against that for the
    first: what else runs on the machine is hardly in it, as it is in the time that went by."""

    def until(moment: float) -> float:
        return max((cpu for at, cpu in spent if at <= moment), default=0.0)

    half = until(made[len(made) // 2])
    return (until(made[-1]) - half) / max(half - until(made[0]), 1e-9)


if __name__ == "__main__":
    main()
