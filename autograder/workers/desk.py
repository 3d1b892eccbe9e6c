"""Fills orders: grades a submission and writes its report down in every form."""

from __future__ import annotations

import threading
import traceback
from contextlib import ExitStack
from types import TracebackType

from autograder.diagnosis.examples import behaviour
from autograder.evidence.kept import Kept
from autograder.feedback.refusal import our_fault
from autograder.ingest.submission import Submission
from autograder.pipeline import Grader
from autograder.report import dumps, page, to_html
from autograder.report.model import Report
from autograder.report.packed import pack
from autograder.running import SandboxOpener
from autograder.sandbox.client import Sandbox, Server
from autograder.sandbox.host import PRELOAD_FOR_MANY
from autograder.similar.sketch import sketch_of
from autograder.similar.structure import structure_of
from autograder.spec.preload import preload
from autograder.workers.keeper import Keeper
from autograder.workers.order import Done, Order, Setup


class Desk:
    """One grader, open; several threads may use it.

    Args:
        setup: what it is set up with.
        sandbox: what runs programs; None connects to the fork server at `setup.address`, or
            starts one where that is "".
    """

    def __init__(self, setup: Setup, sandbox: SandboxOpener | None = None) -> None:
        self._setup = setup
        self._stack = ExitStack()
        self._sandbox = sandbox or self._own_sandbox()
        self._common = Keeper(self._sandbox, _unpacked(setup.common))
        self._told: set[str] = set()
        self._lock = threading.Lock()
        self._grader = self._stack.enter_context(
            Grader(
                setup.assignment,
                language=setup.language,
                workers=1,
                sandbox=self._common,
                key=setup.key,
            )
        )
        page.prepare()

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close what was opened, the fork server as well if it is this desk's own."""
        self._stack.close()

    def fill(self, order: Order) -> Done:
        """Grade one submission.

        Raises:
            OracleError: the reference solution does not show what the assignment says.
        """
        keeper = Keeper(self._sandbox, _unpacked(order.kept))
        graded = self._grader.find(order.submission, keeper)
        done = written(graded.report)
        case = graded.case
        if case is None or done.report is None:
            return done
        return Done(
            name=done.name,
            report=done.report,
            packed=done.packed,
            json=done.json,
            html=done.html,
            signature=behaviour(case),
            structure=structure_of(case.document),
            sketch=sketch_of(case.document, self._setup.assignment.spec),
            evidence=keeper.pack(),
            common=self._new_common(),
        )

    def _own_sandbox(self) -> SandboxOpener:
        address: Server | str = self._setup.address
        if not address:
            loaded = self._setup.assignment
            private = (loaded.folder, loaded.solutions)
            modules = preload(PRELOAD_FOR_MANY, private)
            address = self._stack.enter_context(Server(private=private, preload=modules))
        sandbox = Sandbox(address)
        self._stack.callback(sandbox.close)
        return sandbox

    def _new_common(self) -> bytes | None:
        """Runs of the reference and the samples that nobody was told of yet."""
        with self._lock:
            fresh = {
                key: run for key, run in list(self._common.fresh.items()) if key not in self._told
            }
            if not fresh:
                return None
            self._told |= fresh.keys()
            return Kept(self._common.kept.layers, fresh).pack()


def written(report: Report) -> Done:
    """The report in every form; what cannot be written down is a fault of ours."""
    try:
        return Done(
            name=report.submission,
            report=report,
            packed=pack(report),
            json=dumps(report),
            html=to_html(report),
        )
    except Exception:  # whatever is wrong with one report, the others are written
        return Done(name=report.submission, report=None, fault=traceback.format_exc())


def given_up(setup: Setup, submission: Submission, detail: str) -> Done:
    """What is said of a submission at which desks break down."""
    return written(our_fault(submission, setup.assignment.spec, setup.language, detail))


def _unpacked(data: bytes | None) -> Kept | None:
    if data is None:
        return None
    try:
        return Kept.unpack(data)
    except ValueError:
        # Kept by another version, or broken on disk: everything is run again.
        return None
