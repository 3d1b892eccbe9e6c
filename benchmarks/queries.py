"""What the dashboard asks of a store, timed at a size of one's choice."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from random import Random
from statistics import median

from sqlalchemy import Connection, insert

from autograder.report.model import Report
from autograder.report.packed import pack
from autograder.store import Store, edits, groups, overview, runs, submissions
from autograder.store.hashes import digest
from autograder.store.schema import (
    attempts,
    checks,
    concepts,
    diagnoses,
    reports,
    run_items,
)
from autograder.store.schema import profiles as profile_table
from autograder.store.schema import submissions as submission_table
from autograder.store.submissions import Filter

ASSIGNMENT = "no_grad_cubic"
PROFILES = 3000
"""Far more than a class has; see `store.schema`."""

_CHUNK = 5000
_CHECKS = ("x_grad", "y3_value", "y2_untracked", "y1_tracked", "y3_tracked", "explanation")
_CONCEPTS = ("interrupted", "not_propagated", "only_y1", "counterfactual")
_CODES = [f"code_{number}" for number in range(30)]


def fill(store: Store, rows: int, sample: Report) -> None:
    """Write `rows` submissions with a result each, as a batch would leave them."""
    chance = Random(0)
    now = datetime.now(timezone.utc)
    with store.write() as db:
        identity = runs.Identity("f", "r", "p", "0", None)
        run = runs.begin(db, ASSIGNMENT, identity, total=rows, source="benchmark")
        _fill_profiles(db, chance)
    data = pack(sample)
    for start in range(1, rows + 1, _CHUNK):
        numbers = range(start, min(start + _CHUNK, rows + 1))
        behaviours = [int(chance.paretovariate(1.0)) % 3000 for _ in numbers]
        scores = [chance.choice((0, 2, 3, 4.5, 7, 7, 10, 10, 10)) for _ in numbers]
        codes = [None if score == 10 else chance.choice(_CODES) for score in scores]
        profiles = [chance.randrange(1, PROFILES + 1) for _ in numbers]
        with store.write() as db:
            db.execute(
                insert(submission_table),
                [
                    {
                        "id": number,
                        "assignment": ASSIGNMENT,
                        "name": f"student_{number:06d}",
                        "student": f"Student {number}",
                        "attempt_id": number,
                        "report_id": number,
                        "profile_id": profile,
                        "status": "needs_review" if number % 50 == 0 else "graded",
                        "score": score,
                        "final_score": score,
                        "max_score": 10.0,
                        "language": "zh",
                        "root_code": code,
                        "behaviour": digest(str(behaviour)),
                        "structure": digest(str(number % 997)),
                        "updated_at": now,
                    }
                    for number, score, code, behaviour, profile in zip(
                        numbers, scores, codes, behaviours, profiles, strict=True
                    )
                ],
            )
            db.execute(
                insert(attempts),
                [
                    {
                        "id": number,
                        "submission_id": number,
                        "number": 1,
                        "content": digest(str(number)),
                        "seen_at": now,
                    }
                    for number in numbers
                ],
            )
            db.execute(
                insert(reports),
                [
                    {
                        "id": number,
                        "submission_id": number,
                        "attempt_id": number,
                        "run_id": run.id,
                        "profile_id": profile,
                        "assignment": ASSIGNMENT,
                        "fingerprint": "f",
                        "made_at": now,
                        "status": "graded",
                        "score": score,
                        "max_score": 10.0,
                        "language": "zh",
                        "verdict": "ok",
                        "root_code": code,
                        "behaviour": digest(str(behaviour)),
                        "signature": f"behaviour {behaviour}",
                        "structure": digest(str(number % 997)),
                        "data": data,
                    }
                    for number, score, code, behaviour, profile in zip(
                        numbers, scores, codes, behaviours, profiles, strict=True
                    )
                ],
            )
            db.execute(
                insert(run_items),
                [
                    {
                        "run_id": run.id,
                        "submission_id": number,
                        "report_id": number,
                        "profile_id": profile,
                        "position": number,
                        "made": True,
                    }
                    for number, profile in zip(numbers, profiles, strict=True)
                ],
            )
    with store.write() as db:
        runs.finish(db, run.id, interrupted=False)


def _fill_profiles(db: Connection, chance: Random) -> None:
    numbers = range(1, PROFILES + 1)
    db.execute(
        insert(profile_table), [{"id": number, "digest": digest(str(number))} for number in numbers]
    )
    db.execute(
        insert(checks),
        [
            {
                "profile_id": number,
                "position": at,
                "question": f"q{at // 2}",
                "check_id": check,
                "status": "passed" if chance.random() < 0.7 else "failed",
                "score": 1.0,
                "max_score": 1.0,
            }
            for number in numbers
            for at, check in enumerate(_CHECKS)
        ],
    )
    db.execute(
        insert(diagnoses),
        [
            {
                "profile_id": number,
                "position": 0,
                "code": chance.choice(_CODES),
                "severity": "error",
            }
            for number in numbers
        ],
    )
    db.execute(
        insert(concepts),
        [
            {"profile_id": number, "concept": name, "covered": chance.random() < 0.5}
            for number in numbers
            for name in _CONCEPTS
        ],
    )


def measure(store: Store, rows: int, rounds: int = 5) -> dict[str, float]:
    """Median milliseconds of each thing that a page asks for."""
    middle = rows // 2
    asked: dict[str, Callable[[Connection], object]] = {
        "totals": lambda db: overview.totals(db, ASSIGNMENT),
        "distribution": lambda db: overview.distribution(db, ASSIGNMENT),
        "check rates": lambda db: overview.check_rates(db, ASSIGNMENT),
        "question rates": lambda db: overview.question_rates(db, ASSIGNMENT),
        "diagnoses": lambda db: overview.diagnosis_counts(db, ASSIGNMENT),
        "concepts": lambda db: overview.concept_counts(db, ASSIGNMENT),
        "groups": lambda db: groups.listed(db, ASSIGNMENT, limit=50),
        "one group": lambda db: submissions.listed(
            db, ASSIGNMENT, Filter(behaviour=digest("1")), limit=50
        ),
        "first page": lambda db: submissions.listed(db, ASSIGNMENT, limit=50),
        "a page in the middle": lambda db: submissions.listed(
            db, ASSIGNMENT, limit=50, offset=middle
        ),
        "by score": lambda db: submissions.listed(
            db, ASSIGNMENT, order="score", descending=True, limit=50
        ),
        "search": lambda db: submissions.listed(db, ASSIGNMENT, Filter(text=str(middle)), limit=50),
        "with a diagnosis": lambda db: submissions.listed(
            db, ASSIGNMENT, Filter(code=_CODES[0]), limit=50
        ),
        "a failed check": lambda db: submissions.listed(
            db, ASSIGNMENT, Filter(failed_check=_CHECKS[0]), limit=50
        ),
        "to review": lambda db: submissions.listed(
            db, ASSIGNMENT, Filter(to_review=True), limit=50
        ),
        "neighbours": lambda db: submissions.neighbours(
            db, ASSIGNMENT, middle - middle % 50, Filter(to_review=True)
        ),
        "one submission": lambda db: submissions.detail(db, middle),
        "pulse": lambda db: runs.pulse(db, ASSIGNMENT),
    }
    found = {}
    for name, ask in asked.items():
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            with store.read() as db:
                ask(db)
            times.append((time.perf_counter() - start) * 1000)
        found[name] = median(times)
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        with store.write() as db:
            edits.review(db, middle, actor="benchmark", version=None)
        times.append((time.perf_counter() - start) * 1000)
    return {**found, "a change": median(times)}


def size(file: Path) -> int:
    """Bytes of an SQLite store with what waits beside it."""
    return sum(path.stat().st_size for path in file.parent.glob(f"{file.name}*"))
