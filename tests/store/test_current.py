"""Which result is current: as batches, and people beside them, come to it in whatever order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select

from autograder.report.model import Flag, Report
from autograder.store import Store, edits, results, submissions
from autograder.store.schema import run_items
from tests.report.samples import right, wrong
from tests.store.filled import ASSIGNMENT, IDENTITY, add, arrival, begin

_QUESTION = wrong().questions[0]


def _flagged(*codes: str) -> Report:
    return replace(right(), flags=tuple(Flag(code, None, "detail") for code in codes))


def _row(store: Store, name: str = "ada") -> submissions.SubmissionRow:
    with store.read() as db:
        row = submissions.find(db, ASSIGNMENT, name)
    assert row is not None
    return row


def _record(store: Store, report: Report, code: str = "", fingerprint: str = "f1") -> int:
    run_id = begin(store, replace(IDENTITY, fingerprint=fingerprint))
    with store.write() as db:
        return add(db, run_id, arrival("ada", code, fingerprint), report)


def test_a_result_done_over_in_a_batch_keeps_what_was_current_before_the_batch(
    store: Store,
) -> None:
    before = _record(store, wrong())
    run_id = begin(store, replace(IDENTITY, fingerprint="f2"))
    came = arrival("ada", fingerprint="f2")
    with store.write() as db:
        first = add(db, run_id, came, wrong())
        last = add(db, run_id, came, right())
        results.carry(db, run_id, came, last)
        item = db.execute(select(run_items).where(run_items.c.run_id == run_id)).one()
        assert results.known(db, ASSIGNMENT, came) == last
    assert (item.previous_report_id, item.report_id, item.made) == (before, last, True)
    assert (_row(store).report_id, _row(store).score) == (last, right().score)
    with store.read() as db:
        assert results.load(db, first).score == wrong().score


def test_one_that_is_found_again_is_current_again_with_what_people_gave_it(store: Store) -> None:
    first = _record(store, wrong())
    with store.write() as db:
        edits.override(
            db, 1, _QUESTION.id, _QUESTION.max_score, reason="oral", actor="mei", version=None
        )
        edits.comment(db, 1, "well argued", actor="mei", version=None)
    raised = _row(store).final_score
    _record(store, right(), "another = 1")
    assert (_row(store).overridden, _row(store).final_score) == (False, right().score)
    with store.write() as db:
        current = results.carry(db, 1, arrival("ada"), first)
    after = _row(store)
    assert current.judged
    assert (after.overridden, after.final_score, after.commented) == (True, raised, True)


@pytest.mark.parametrize(
    ("report", "code", "stays"),
    [
        (_flagged("tampering_process"), "", True),
        (_flagged(), "", True),
        (_flagged("tampering_process", "hidden_text"), "", False),
        (_flagged("tampering_process"), "another = 1", False),
    ],
    ids=["the same flag", "no flag", "another flag", "other contents"],
)
def test_a_review_stays_until_there_is_something_new_to_look_at(
    store: Store, report: Report, code: str, *, stays: bool
) -> None:
    _record(store, _flagged("tampering_process"))
    with store.write() as db:
        edits.review(db, 1, actor="mei", version=None)
    _record(store, report, code, "f2")
    row = _row(store)
    assert row.flagged == bool(report.flags)
    assert (row.reviewed_by == "mei", row.reviewed_at is not None) == (stays, stays)


def test_points_that_are_given_while_a_result_is_written_count(store: Store) -> None:
    _record(store, wrong())
    with ThreadPoolExecutor(1) as other:
        with store.write() as db:
            edits.override(
                db, 1, _QUESTION.id, _QUESTION.max_score, reason="oral", actor="mei", version=None
            )
            writing = other.submit(_record, store, wrong(), fingerprint="f2")
        number = writing.result()
    row = _row(store)
    assert (row.report_id, row.overridden, row.version) == (number, True, 3)
    assert row.final_score == wrong().score + _QUESTION.max_score - _QUESTION.score


def test_two_writers_of_one_new_submission_take_turns(store: Store) -> None:
    run_id = begin(store)
    other_run = begin(store, replace(IDENTITY, fingerprint="f2"))

    def write() -> int:
        with store.write() as db:
            return add(db, other_run, arrival("ada", "another = 1"), right())

    with ThreadPoolExecutor(1) as other:
        with store.write() as db:
            add(db, run_id, arrival("ada"), wrong())
            writing = other.submit(write)
        number = writing.result()
    row = _row(store)
    assert (row.report_id, row.score, row.version) == (number, right().score, 2)
    with store.read() as db:
        detail = submissions.detail(db, row.id)
    assert detail is not None
    assert [attempt.number for attempt in detail.attempts] == [1, 2]
