"""Writing what the grader found, in one transaction for each result, and finding what is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, select, update

from autograder.ingest.submission import Submission
from autograder.report.model import Report
from autograder.report.packed import pack, unpack
from autograder.store import scores
from autograder.store.hashes import digest
from autograder.store.keep import body_of, save_content
from autograder.store.profiles import profile_of
from autograder.store.schema import (
    attempts,
    diagnoses,
    flags,
    reports,
    run_items,
    runs,
    submissions,
)
from autograder.store.upsert import put


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
    query = (
        select(reports.c.id)
        .join(attempts, attempts.c.id == reports.c.attempt_id)
        .join(submissions, submissions.c.id == attempts.c.submission_id)
        .where(
            submissions.c.assignment == assignment,
            submissions.c.name == arrival.submission.name,
            attempts.c.content == arrival.content,
            reports.c.fingerprint == arrival.fingerprint,
            # A fault of ours is no result: the submission is tried again.
            reports.c.verdict != "sandbox_error",
        )
    )
    found = db.execute(query).scalar()
    return None if found is None else int(found)


def in_run(db: Connection, run_id: int, report_id: int) -> bool:
    """Whether the batch has this report already."""
    query = select(run_items.c.run_id).where(
        and_(run_items.c.report_id == report_id, run_items.c.run_id == run_id)
    )
    return db.execute(query).first() is not None


def load(db: Connection, report_id: int) -> Report:
    """A whole report by number, as the grader made it."""
    return unpack(db.execute(select(reports.c.data).where(reports.c.id == report_id)).scalar_one())


def record(db: Connection, run_id: int, arrival: Arrival, finding: Finding) -> int:
    """Write a new result and make it the submission's current one; returns the report's number."""
    row = _submission(db, finding.report.assignment, arrival.submission)
    save_content(db, arrival.content, arrival.submission)
    attempt = _attempt(db, row.id, arrival)
    place = {"submission_id": row.id, "attempt_id": attempt, "run_id": run_id}
    report_id = _insert_report(db, {**place, "fingerprint": arrival.fingerprint}, finding)
    _make_current(db, row, {**place, "report_id": report_id}, arrival.position, made=True)
    return report_id


def carry(db: Connection, run_id: int, arrival: Arrival, report_id: int) -> None:
    """Take a report that is known already into a batch, and make it current (again)."""
    found = db.execute(
        select(reports.c.assignment, reports.c.attempt_id).where(reports.c.id == report_id)
    ).one()
    row = _submission(db, found.assignment, arrival.submission)
    place = {"submission_id": row.id, "attempt_id": found.attempt_id, "run_id": run_id}
    _make_current(db, row, {**place, "report_id": report_id}, arrival.position, made=False)


def _submission(db: Connection, assignment: str, submission: Submission) -> Row[Any]:
    query = select(submissions).where(
        submissions.c.assignment == assignment, submissions.c.name == submission.name
    )
    row = db.execute(query).first()
    if row is None:
        values = {
            "assignment": assignment,
            "name": submission.name,
            "student": submission.student,
            "updated_at": _now(),
            "flagged": False,
            "tampering": False,
            "overridden": False,
            "commented": False,
            "release": "unreleased",
            "version": 0,
        }
        put(db, submissions, values, ("assignment", "name"), update=False)
        row = db.execute(query).one()
    return row


def _attempt(db: Connection, submission_id: int, arrival: Arrival) -> int:
    mine = attempts.c.submission_id == submission_id
    query = select(attempts.c.id).where(mine, attempts.c.content == arrival.content)
    found = db.execute(query).scalar()
    if found is None:
        last = db.execute(select(func.max(attempts.c.number)).where(mine)).scalar() or 0
        values = {
            "submission_id": submission_id,
            "number": last + 1,
            "content": arrival.content,
            "body": body_of(arrival.submission),
            "seen_at": _now(),
        }
        found = db.execute(insert(attempts).values(**values)).inserted_primary_key[0]  # type: ignore[index]
    return int(found)


def _insert_report(db: Connection, place: dict[str, Any], finding: Finding) -> int:
    report = finding.report
    # One that is done over takes the place of the old one, which stays for the history.
    old = and_(
        reports.c.attempt_id == place["attempt_id"],
        reports.c.fingerprint == place["fingerprint"],
    )
    for number in db.execute(select(reports.c.id).where(old)).scalars().all():
        gone = f"{place['fingerprint']}-{number}"
        db.execute(update(reports).where(reports.c.id == number).values(fingerprint=gone))
    values = {
        **place,
        "profile_id": profile_of(db, report),
        "assignment": report.assignment,
        "made_at": _now(),
        "status": report.status,
        "score": report.score,
        "max_score": report.max_score,
        "language": report.language,
        "verdict": report.run.verdict,
        "root_code": root_code(report),
        "behaviour": None if finding.signature is None else digest(finding.signature),
        "signature": finding.signature,
        "structure": finding.structure,
        "sketch": finding.sketch,
        "data": finding.packed or pack(report),
    }
    return int(db.execute(insert(reports).values(**values)).inserted_primary_key[0])  # type: ignore[index]


def root_code(report: Report) -> str | None:
    """The code of the diagnosis to read first: an error, or where there is none a warning."""
    for severity in ("error", "warning"):
        for message in report.messages:
            if message.severity == severity:
                return message.code
    return None


def _make_current(
    db: Connection, row: Row[Any], place: dict[str, int], position: int, *, made: bool
) -> None:
    run_id, report_id, attempt_id = place["run_id"], place["report_id"], place["attempt_id"]
    report = db.execute(_columns.where(reports.c.id == report_id)).one()
    item = {
        "run_id": run_id,
        "submission_id": row.id,
        "report_id": report_id,
        "profile_id": report.profile_id,
        "previous_report_id": row.report_id,
        "position": position,
        "made": made,
    }
    # A batch that is gone on with keeps what it first knew as the previous result.
    put(db, run_items, item, ("run_id", "submission_id"), update=False)
    _touch(db, run_id)
    if row.report_id == report_id:
        return
    mine = and_(run_items.c.run_id == run_id, run_items.c.submission_id == row.id)
    now = {"report_id": report_id, "profile_id": report.profile_id, "made": made}
    db.execute(update(run_items).where(mine).values(**now))
    codes = _flags(db, report_id)
    values: dict[str, Any] = {
        "attempt_id": attempt_id,
        "report_id": report_id,
        "profile_id": report.profile_id,
        "status": report.status,
        "score": report.score,
        "max_score": report.max_score,
        "language": report.language,
        "root_code": report.root_code,
        "behaviour": report.behaviour,
        "structure": report.structure,
        "flagged": bool(codes),
        "tampering": "tampering" in codes,
        "version": row.version + 1,
        "updated_at": _now(),
    }
    # What a person looked at is another thing now: new contents, or a flag that was not there.
    if row.attempt_id != attempt_id or codes - _flags(db, row.report_id):
        values |= {"reviewed_by": None, "reviewed_at": None}
    db.execute(update(submissions).where(submissions.c.id == row.id).values(**values))
    scores.refresh(db, row.id)


_columns = select(*(column for column in reports.c if column.name not in ("data", "sketch")))


def _flags(db: Connection, report_id: int | None) -> set[str]:
    """Codes of the integrity flags of a report, and "tampering" where a diagnosis says so."""
    if report_id is None:
        return set()
    profile = select(reports.c.profile_id).where(reports.c.id == report_id).scalar_subquery()
    found = set(db.execute(select(flags.c.code).where(flags.c.profile_id == profile)).scalars())
    said = and_(diagnoses.c.profile_id == profile, diagnoses.c.code == "tampering")
    if db.execute(select(diagnoses.c.code).where(said)).first():
        found.add("tampering")
    return found


def _touch(db: Connection, run_id: int) -> None:
    db.execute(update(runs).where(runs.c.id == run_id).values(updated_at=_now()))


def _now() -> datetime:
    return datetime.now(timezone.utc)
