"""A store with a small class in it, written as a batch writes it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from autograder.report.model import Report
from autograder.store import Store, results, runs
from autograder.store.hashes import digest
from autograder.store.keep import content_of
from autograder.store.results import Arrival, Finding
from tests.report.samples import right, unreadable, wrong
from tests.support import submission

ASSIGNMENT = "no_grad_cubic"
IDENTITY = runs.Identity("f1", "r1", "p1", "0.1.0", None)


def report_for(name: str, report: Report) -> Report:
    return replace(report, submission=name, student=name.title(), assignment=ASSIGNMENT)


def arrival(name: str, code: str = "", fingerprint: str = "f1", position: int = 0) -> Arrival:
    handed_in = replace(submission({"hw.py": code or f"# {name}"}, name), student=name.title())
    return Arrival(handed_in, content_of(handed_in), fingerprint, position)


def add(db: Connection, run_id: int, came: Arrival, report: Report, signature: str = "s") -> int:
    made = report_for(came.submission.name, report)
    finding = Finding(made, signature, digest(f"tree of {signature}"))
    return results.record(db, run_id, came, finding).report_id


def begin(store: Store, identity: runs.Identity = IDENTITY, total: int = 3) -> int:
    with store.write() as db:
        return runs.begin(db, ASSIGNMENT, identity, total=total, source="class").id


def fill(store: Store) -> int:
    """Ada right, Bob and Carol wrong in the same way, Dan unreadable; returns the run's number."""
    run_id = begin(store, total=4)
    grades = [("ada", right(), "good"), ("bob", wrong(), "bad"), ("carol", wrong(), "bad")]
    for at, (name, report, signature) in enumerate(grades):
        with store.write() as db:
            add(db, run_id, arrival(name, position=at), report, signature)
    with store.write() as db:
        came = arrival("dan", position=3)
        results.record(db, run_id, came, Finding(report_for("dan", unreadable())))
        runs.finish(db, run_id, interrupted=False)
    return run_id
