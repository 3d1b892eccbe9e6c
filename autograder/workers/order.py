"""What goes to a desk and what comes back, as values that travel between processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from autograder.ingest.submission import Submission
from autograder.report.model import Report
from autograder.spec.load import LoadedAssignment


@dataclass(frozen=True)
class Setup:
    """What every desk of a batch is set up with.

    `address` is the socket of the fork server; "" makes the desk start one. `common` are the kept
    runs of the reference and the samples. `log` is the file that faults of ours go to.
    """

    assignment: LoadedAssignment
    language: str | None
    key: bytes
    address: str = ""
    common: bytes | None = None
    log: Path | None = None


@dataclass(frozen=True)
class Order:
    """A submission to grade, with its kept runs (`evidence.kept`) if there are any."""

    submission: Submission
    kept: bytes | None = None


@dataclass(frozen=True)
class Done:
    """What came of an order.

    `packed`, `json` and `html` are the report; they are None where a fault of ours kept it from
    being written down, with the traceback in `fault`. `evidence` and `common` hold runs that were
    not kept yet: all of the submission's, and those of the reference and the samples. The rest is
    what `store.results.Finding` takes.
    """

    name: str
    report: Report | None
    packed: bytes = b""
    json: str = ""
    html: str = ""
    signature: str | None = None
    structure: str | None = None
    sketch: bytes | None = None
    evidence: bytes | None = None
    common: bytes | None = None
    fault: str = ""


class Workshop(Protocol):
    """Where the desks stand: `autograder.workers.pool` or `.cluster`."""

    def work(self, orders: Iterable[Order]) -> Iterator[Done]:
        """Fill orders, several at a time, and yield what is done in whatever order it comes.

        Orders are taken only as desks get free: a few more than there are desks at any time.

        Raises:
            OracleError: the reference solution does not show what the assignment says.
            SandboxError: the sandbox does not work here.
        """
