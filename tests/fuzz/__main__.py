"""`python -m tests.fuzz [--cases N] [--seed S] [--only NAME]`: hostile input without end.

Each case is told by its number and the seed, so that `--seed S --first N --cases 1` runs one again.
Exit status 1 when any failed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections import Counter

from tests.fuzz.cases import CASES
from tests.fuzz.worker import Failure, work


def main() -> int:
    """Run all cases over several processes and say what came of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--cases", type=int, default=6_000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", choices=sorted(CASES))
    given = parser.parse_args()
    shares = [
        (given.seed, range(given.first + job, given.first + given.cases, given.jobs), given.only)
        for job in range(given.jobs)
    ]
    started = time.monotonic()
    # Processes of their own, since the alarm that ends a hang needs the main thread.
    with multiprocessing.get_context("spawn").Pool(given.jobs) as pool:
        results = pool.starmap(work, shares)
    done: Counter[str] = Counter()
    failures: list[Failure] = []
    for counts, found in results:
        done.update(counts)
        failures += found
    seen: Counter[str] = Counter()
    for number, name, fault in sorted(failures):
        last = fault.strip().splitlines()[-1]
        seen[last] += 1
        if seen[last] == 1:
            print(f"\n--- case {number} ({name}), seed {given.seed}\n{fault}")
    for name, count in sorted(done.items()):
        print(f"{count:6}  {name}")
    print(
        f"{sum(done.values()):6}  cases, {len(failures)} failed, seed {given.seed}, "
        f"{time.monotonic() - started:.0f} s"
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
