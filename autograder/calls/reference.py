"""What the reference solution gives for the calls: run once, then remembered, or recorded."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Protocol

from autograder.calls.compare import keyed
from autograder.calls.orders import Answers, Orders
from autograder.evidence.calls import Array, Called, Cut, Entries, Items, Tree
from autograder.experiments.oracle import OracleError
from autograder.extract import extract
from autograder.ingest.submission import Submission, SubmittedFile
from autograder.running import Runner

_ENDINGS = {
    "too_slow": "takes longer than its wall_s",
    "memory": "takes more memory than its memory_mb",
    "output": "prints too much",
    "left": "leaves the process",
    "crashed": "crashes",
    "skipped": "was not made",
    "broken": "gives no result that can be read",
}


class CallExpectations(Protocol):
    """What is expected of calls, wherever it comes from."""

    def answers(self) -> Answers:
        """What the reference gives for every check, round by round."""


class CallOracle:
    """Lets the reference solution make the calls.

    Raises `OracleError` where it cannot: a mistake of the teacher's, told as such.
    """

    def __init__(self, reference: Path, orders: Orders, runner: Runner) -> None:
        self._reference = reference
        self._orders = orders
        self._runner = runner
        self._lock = threading.Lock()
        self._answers: Answers | None = None

    def answers(self) -> Answers:
        """What the reference gives for every check, round by round.

        Raises:
            OracleError: a call fails on the reference, or gives nothing that can be compared.
        """
        with self._lock:
            if self._answers is None:
                self._answers = self._run()
            return self._answers

    def _run(self) -> Answers:
        path = self._reference
        file = SubmittedFile(path.name, path.read_bytes())
        document = extract(Submission("reference", "", (file,)))
        if not document.programs:
            raise OracleError(f"{path} holds no program")
        with self._runner.session(document) as session:
            run = session.run(document.programs[0], exam=(self._orders.exam,))
        if run.verdict != "ok":
            raise OracleError(f"{path} did not run: {run.verdict} {run.detail}".strip())
        answers = self._orders.answers(run.frames, before=0)
        for check in self._orders.checks:
            called = answers[check.id]
            if len(called) < check.rounds:
                raise OracleError(f"check {check.id}: the calls were not made on {path}")
            for one in called:
                fault = _fault(one)
                if fault:
                    raise OracleError(f"check {check.id}: on {path} the call {fault}")
        return answers


class RecordedCalls:
    """Knows what the reference gives from a recording."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def answers(self) -> Answers:
        """What the reference gives for every check, round by round."""
        return self._answers


def _fault(called: Called) -> str:
    """What makes a call on the reference useless to compare with, as the end of a sentence."""
    if called.how == "missing":
        return f"needs {', '.join(called.missing)}, which is not defined there"
    if called.how == "raised":
        problem = called.problem
        told = "an exception" if problem is None else f"{problem.type}: {problem.message}"
        return f"raises {told}" + (f" ({called.detail})" if called.detail else "")
    if called.how != "returned":
        return f"{_ENDINGS[called.how]} {called.detail}".strip()
    if called.tree is None or called.tree == Entries(()):
        return "returns nothing that could be compared"
    for key, tree in keyed(called.tree).items():
        if _unreadable(tree):
            return f"returns under {key!r} what is too large, too deep or not readable"
    return ""


def _unreadable(tree: Tree) -> bool:
    if isinstance(tree, Cut):
        return True
    if isinstance(tree, Array):
        return tree.values is None
    if isinstance(tree, Items):
        return any(map(_unreadable, tree.items))
    return isinstance(tree, Entries) and any(_unreadable(inner) for _, inner in tree.entries)
