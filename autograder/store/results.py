"""Writing what the grader found, in one transaction for each result, and finding what is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, CursorResult, bindparam, func, insert, select, update

from autograder.ingest.submission import Submission
from autograder.report.model import Report
from autograder.report.packed import pack, unpack
from autograder.store.current import (
    FACTS,
    TAMPERING,
    Current,
    Result,
    Standing,
    codes_of,
    make_current,
    now,
    standing,
)
from autograder.store.hashes import digest
from autograder.store.keep import body_of, save_content
from autograder.store.profiles import profile_of
from autograder.store.schema import attempts, reports, run_items, submissions


@dataclass(frozen=True)
class Finding:
    """What grading a submission gave, besides its report what groups are made by.

    `signature`: its behaviour (`experiments.signature`), None where nothing ran. `structure`: a
    hash of its syntax trees. `sketch`: its fingerprints (`similar.sketch`). `packed`: the report
    as bytes where it is at hand so.
    """

    report: Report
    signature: str | None = None
    structure: str | None = None
    sketch: bytes | None = None
    packed: bytes | None = None


@dataclass(frozen=True)
class Arrival:
    """A submission as it came into a batch: at which place in the input (from 0), the hash of its
    content, and the fingerprint of the result that it is to have."""

    submission: Submission
    content: str
    fingerprint: str
    position: int


def known(db: Connection, assignment: str, arrival: Arrival) -> int | None:
    """The number of the report that is there already, None where it is still to be made."""
    place = {
        "assignment": assignment,
        "name": arrival.submission.name,
        "content": arrival.content,
        "fingerprint": arrival.fingerprint,
    }
    found = db.execute(_KNOWN, place).scalar()
    return None if found is None else int(found)


def in_run(db: Connection, run_id: int, report_id: int) -> bool:
    """Whether the batch has this report already."""
    return db.execute(_IN_RUN, {"run": run_id, "report": report_id}).first() is not None


def load(db: Connection, report_id: int) -> Report:
    """A whole report by number, as the grader made it."""
    return unpack(db.execute(_DATA, {"report": report_id}).scalar_one())


def record(db: Connection, run_id: int, arrival: Arrival, finding: Finding) -> Current:
    """Write a new result and make it the submission's current one."""
    before = standing(db, finding.report.assignment, arrival.submission)
    attempt = None if before.report_id is None else _attempt(db, before.id, arrival)
    if attempt is None:
        attempt = _new_attempt(db, before, arrival)
    else:
        _retire(db, attempt, arrival.fingerprint)
    place = {
        "submission_id": before.id,
        "attempt_id": attempt,
        "run_id": run_id,
        "fingerprint": arrival.fingerprint,
    }
    result = _insert(db, place, finding)
    return make_current(db, run_id, before, result, arrival.position, made=True)


def carry(db: Connection, run_id: int, arrival: Arrival, report_id: int) -> Current:
    """Take a report that is known already into a batch, and make it current (again)."""
    found = db.execute(_FACTS, {"report": report_id}).one()
    before = standing(db, found.assignment, arrival.submission)
    facts = {name: found._mapping[name] for name in FACTS}
    codes = codes_of(db, found.profile_id)
    result = Result(report_id, found.attempt_id, facts, codes)
    return make_current(db, run_id, before, result, arrival.position, made=False)


def _attempt(db: Connection, submission_id: int, arrival: Arrival) -> int | None:
    """The number of the attempt, None where this content was not handed in before."""
    place = {"submission": submission_id, "content": arrival.content}
    return db.execute(_ATTEMPT, place).scalar()


def _new_attempt(db: Connection, before: Standing, arrival: Arrival) -> int:
    save_content(db, arrival.content, arrival.submission)
    last = 0
    if before.report_id is not None:
        last = db.execute(_LAST, {"submission": before.id}).scalar_one()
    values = {
        "submission_id": before.id,
        "number": last + 1,
        "content": arrival.content,
        "body": body_of(arrival.submission),
        "seen_at": now(),
    }
    return _key(db.execute(_INSERT_ATTEMPT, values))


def _retire(db: Connection, attempt: int, fingerprint: str) -> None:
    """One that is done over takes the place of the old one, which stays for the history."""
    found = db.execute(_OLD, {"attempt": attempt, "old": fingerprint}).scalar()
    if found is not None:
        gone = {"report": found, "fingerprint": f"{fingerprint}-{found}"}
        db.execute(_RETIRE, gone)


def _insert(db: Connection, place: dict[str, Any], finding: Finding) -> Result:
    report = finding.report
    facts = {
        "profile_id": profile_of(db, report),
        "status": report.status,
        "score": report.score,
        "max_score": report.max_score,
        "language": report.language,
        "root_code": root_code(report),
        "behaviour": None if finding.signature is None else digest(finding.signature),
        "structure": finding.structure,
    }
    values = {
        **place,
        **facts,
        "assignment": report.assignment,
        "made_at": now(),
        "verdict": report.run.verdict,
        "signature": finding.signature,
        "sketch": finding.sketch,
        "data": finding.packed or pack(report),
    }
    number = _key(db.execute(_INSERT, values))
    codes = {flag.code for flag in report.flags}
    codes |= {TAMPERING for message in report.messages if message.code == TAMPERING}
    return Result(number, place["attempt_id"], facts, frozenset(codes))


def root_code(report: Report) -> str | None:
    """The code of the diagnosis to read first: an error, or where there is none a warning."""
    for severity in ("error", "warning"):
        for message in report.messages:
            if message.severity == severity:
                return message.code
    return None


def _key(done: CursorResult[Any]) -> int:
    """The number that the database gave an inserted row."""
    return int(done.inserted_primary_key[0])  # type: ignore[index]


_KNOWN = (
    select(reports.c.id)
    .join(attempts, attempts.c.id == reports.c.attempt_id)
    .join(submissions, submissions.c.id == attempts.c.submission_id)
    .where(
        submissions.c.assignment == bindparam("assignment"),
        submissions.c.name == bindparam("name"),
        attempts.c.content == bindparam("content"),
        reports.c.fingerprint == bindparam("fingerprint"),
        # A fault of ours is no result: the submission is tried again.
        reports.c.verdict != "sandbox_error",
    )
)
_IN_RUN = select(run_items.c.run_id).where(
    run_items.c.report_id == bindparam("report"), run_items.c.run_id == bindparam("run")
)
_DATA = select(reports.c.data).where(reports.c.id == bindparam("report"))
_FACTS = select(
    reports.c.assignment, reports.c.attempt_id, *(reports.c[name] for name in FACTS)
).where(reports.c.id == bindparam("report"))
_ATTEMPT = select(attempts.c.id).where(
    attempts.c.submission_id == bindparam("submission"),
    attempts.c.content == bindparam("content"),
)
_LAST = select(func.max(attempts.c.number)).where(
    attempts.c.submission_id == bindparam("submission")
)
_INSERT_ATTEMPT = insert(attempts)
_OLD = select(reports.c.id).where(
    reports.c.attempt_id == bindparam("attempt"), reports.c.fingerprint == bindparam("old")
)
_RETIRE = update(reports).where(reports.c.id == bindparam("report"))
_INSERT = insert(reports)
