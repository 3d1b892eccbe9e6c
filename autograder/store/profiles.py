"""What the figures of a class are made of, kept once for all results that agree in it."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from autograder.report.model import Report
from autograder.store.hashes import digest
from autograder.store.schema import checks, concepts, diagnoses, flags, profiles
from autograder.store.upsert import put


def profile_of(db: Connection, report: Report) -> int:
    """The number of the profile of a report, made where it is not there."""
    rows = {
        "checks": _checks(report),
        "diagnoses": [
            {"position": at, "code": m.code, "severity": m.severity, "question": m.question}
            for at, m in enumerate(report.messages)
        ],
        "concepts": _concepts(report),
        "flags": [{"position": at, "code": flag.code} for at, flag in enumerate(report.flags)],
    }
    name = digest(json.dumps(rows, sort_keys=True))
    found = db.execute(_NUMBER, {"digest": name}).scalar()
    if found is not None:
        return int(found)
    put(db, profiles, {"digest": name}, ("digest",), update=False)
    number = int(db.execute(_NUMBER, {"digest": name}).scalar_one())
    for statement in _PARTS:
        part = [{"profile_id": number, **row} for row in rows[statement.table.name]]
        if part:
            db.execute(statement, part)
    return number


_NUMBER = select(profiles.c.id).where(profiles.c.digest == bindparam("digest"))
_PARTS = [insert(table) for table in (checks, diagnoses, concepts, flags)]


def _checks(report: Report) -> list[dict[str, Any]]:
    pairs = [(question, check) for question in report.questions for check in question.checks]
    return [
        {
            "position": at,
            "question": question.id,
            "check_id": check.id,
            "status": check.status,
            "score": check.score,
            "max_score": check.max_score,
        }
        for at, (question, check) in enumerate(pairs)
    ]


def _concepts(report: Report) -> list[dict[str, Any]]:
    if report.explanation is None:
        return []
    return [
        {"concept": name, "covered": coverage.covered}
        for name, coverage in sorted(report.explanation.concepts.items())
    ]
