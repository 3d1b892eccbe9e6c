"""A batch whose desks are played, in a process of its own, to see what the supervisor holds.

    python -m tests.batch.held FOLDER OUT

Everything but the grading is real: the intake, the store, the reports on disk, the tables. Prints
a line of JSON for each hundred submissions: how many are done, the bytes that Python holds of what
it took since the `TRACED`th (tracemalloc), the resident kilobytes, and how many submissions and
reports are alive.
"""

from __future__ import annotations

import gc
import json
import os
import pathlib
import sys
import tracemalloc
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from autograder.commands.aftermath import look_back
from autograder.commands.batch import prepare, run
from autograder.commands.display import Shown
from autograder.commands.intake import Intake
from autograder.commands.tally import Line
from autograder.identity import Identity
from autograder.ingest.submission import Submission
from autograder.report import dumps
from autograder.report.model import Report
from autograder.store.ledger import open_ledger
from autograder.workers.order import Done, Order
from tests.report.samples import right, wrong

TRACED = 200
"""Submissions after which the closing table is full; tracing is slow, and waits until then."""

EVIDENCE = 16_000
"""Bytes of kept runs for each submission: the store outgrows what a batch may keep of it."""


class Played:
    """Desks that know the report before they see the submission."""

    def work(self, orders: Iterable[Order]) -> Iterator[Done]:
        for number, order in enumerate(orders):
            if number % 100 == 0:
                print(json.dumps(measured(number)), flush=True)
            if number == TRACED:
                tracemalloc.start()
            name = order.submission.name
            report = replace((right, wrong)[number % 2](), submission=name)
            yield Done(
                name,
                report,
                json=dumps(report),
                html="<p>",
                sketch=os.urandom(160),
                evidence=os.urandom(EVIDENCE),
            )


class Quiet:
    def __init__(self, shown: Shown) -> None:
        self._shown = shown

    def on_report(self, _report: Report, line: Line, *, new: bool) -> None:
        self._shown.advance(line, new=new)

    def on_fault(self, name: str) -> None:
        raise AssertionError(name)


def traced() -> int:
    """Bytes that are held, but for the interpreter's table of interned strings: pathlib puts each
    name into it, and it grows by leaps although the names leave it again."""
    if not tracemalloc.is_tracing():
        return 0
    table = tracemalloc.Filter(False, pathlib.__file__)
    found = tracemalloc.take_snapshot().filter_traces([table]).statistics("filename")
    return sum(one.size for one in found)


def measured(done: int) -> dict[str, int]:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    alive = sum(isinstance(thing, Submission | Report) for thing in gc.get_objects())
    return {
        "done": done,
        "bytes": traced(),
        "rss_kb": pages * os.sysconf("SC_PAGE_SIZE") // 1024,
        "alive": alive,
    }


def main() -> None:
    folder, out = map(Path, sys.argv[1:])
    prepare(out, (folder,))
    intake = Intake((folder,))
    identity = Identity("fingerprint", "rubric", "program", "engine", "0")
    with (
        open_ledger(
            out / "autograder.db",
            "no_grad_cubic",
            identity,
            language=None,
            total=intake.total,
            source="",
        ) as ledger,
        (out / "said.txt").open("w") as said,
        Shown(said, intake.total, "en") as shown,
    ):
        result = run(Played(), intake, out, ledger, Quiet(shown))
        look_back(ledger, out, result)
    assert result.complete
    print(json.dumps(measured(result.tally.total)))


if __name__ == "__main__":
    main()
