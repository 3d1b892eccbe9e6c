"""A supervisor to be killed: prints the processes of its workers once both are at work."""

from __future__ import annotations

import time

from autograder import points
from autograder.spec.load import load
from autograder.workers.order import Order, Setup
from autograder.workers.pool import Pool
from tests.support import submission


def main() -> None:
    setup = Setup(load("no_grad_cubic"), "en", points.installation_key())
    work = [Order(submission({"hw.py": f"print({at})\n"}, f"s{at}")) for at in range(50)]
    pool = Pool(setup, 2)
    for _ in pool.work(work):
        if len(pool.under_way) == 2:
            print(*pool.under_way, flush=True)
            time.sleep(600)


if __name__ == "__main__":
    main()
