"""What is written comes back, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from autograder.errors import UsageError
from autograder.report import to_json
from autograder.report.model import Flag, Report
from autograder.store import (
    Store,
    audit,
    changes,
    edits,
    groups,
    keep,
    overview,
    releases,
    results,
    runs,
    submissions,
)
from autograder.store.engine import StoreError
from autograder.store.schema import metadata
from autograder.store.submissions import Filter
from tests.report.samples import right, wrong
from tests.store.filled import ASSIGNMENT, IDENTITY, add, arrival, begin, fill

_FLAGS = (Flag("tampering_process", None, "detail"),)


def found(store: Store, name: str) -> submissions.SubmissionRow:
    with store.read() as db:
        row = submissions.find(db, ASSIGNMENT, name)
    assert row is not None
    return row


def test_the_migrations_make_the_tables_that_the_code_knows(store: Store) -> None:
    with store.read() as db:
        assert compare_metadata(MigrationContext.configure(db), metadata) == []


def test_opening_again_changes_nothing(place: str) -> None:
    with Store.open(place) as store:
        fill(store)
    with Store.open(place) as store, store.read() as db:
        assert submissions.count(db, ASSIGNMENT) == 4


def test_a_store_of_a_newer_autograder_is_refused_in_a_sentence(place: str) -> None:
    with Store.open(place) as store, store.write() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer Autograder"):
        Store.open(place)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("oracle9://host/name", "driver"),
        ("://", "cannot be read"),
        ("postgresql://nobody@127.0.0.1:1/none", "cannot be used"),
        ("/nonexistent/folder/x.db", "cannot be used"),
    ],
)
def test_a_wrong_address_is_told_in_a_sentence(address: str, sentence: str) -> None:
    with pytest.raises((UsageError, StoreError), match=sentence):
        Store.open(address)


def test_a_password_is_never_shown() -> None:
    with pytest.raises(StoreError) as caught:
        Store.open("postgresql://nobody:secret@127.0.0.1:1/none")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("report", [right(), wrong()], ids=["right", "wrong"])
def test_a_report_comes_back_as_it_was(store: Store, report: Report) -> None:
    run_id = begin(store)
    with store.write() as db:
        number = add(db, run_id, arrival("ada"), report)
    expected = replace(report, submission="ada", student="Ada", assignment=ASSIGNMENT)
    with store.read() as db:
        assert results.load(db, number) == expected


def test_foreign_text_that_no_database_takes_is_kept_visible(store: Store) -> None:
    run_id = begin(store)
    report = replace(right(), summary="a\0b\udc80")
    with store.write() as db:
        add(db, run_id, arrival("n\0ul"), report, "error \0 \udcff")
    with store.read() as db:
        (row,) = submissions.listed(db, ASSIGNMENT)
        detail = submissions.detail(db, row.id)
    assert detail is not None
    assert detail.signature == "error � �"
    assert detail.report is not None
    assert to_json(detail.report)["summary"] == "a\0b�"


def test_figures_of_the_class(store: Store) -> None:
    run_id = fill(store)
    with store.read() as db:
        totals = overview.totals(db, ASSIGNMENT)
        checks = overview.check_rates(db, ASSIGNMENT)
        assert checks == overview.check_rates(db, ASSIGNMENT, run_id)
        questions = overview.question_rates(db, ASSIGNMENT)
        codes = overview.diagnosis_counts(db, ASSIGNMENT)
        concepts = overview.concept_counts(db, ASSIGNMENT)
        bands = overview.distribution(db, ASSIGNMENT)
    assert (totals.total, totals.graded, totals.not_graded) == (4, 3, 1)
    assert totals.mean == pytest.approx((right().score + 2 * wrong().score) / 3)
    names = [check.id for question in wrong().questions for check in question.checks]
    assert {check.check_id for check in checks} == set(names)
    first = next(c for q in right().questions for c in q.checks)
    assert {check.check_id: check.total for check in checks}[first.id] == 3
    assert {question.question for question in questions} == {q.id for q in wrong().questions}
    assert {code.code: code.count for code in codes}[wrong().messages[0].code] == 2
    assert {concept.total for concept in concepts} <= {2, 3}
    assert sum(band.count for band in bands) == 3
    assert bands[-1].count == 1


def test_groups_hold_those_that_behave_the_same(store: Store) -> None:
    fill(store)
    with store.read() as db:
        listed = groups.listed(db, ASSIGNMENT)
        first = groups.representative(db, ASSIGNMENT, listed[0].behaviour)
        members = submissions.listed(db, ASSIGNMENT, Filter(behaviour=listed[0].behaviour))
    assert [(group.signature, group.size) for group in listed] == [("bad", 2), ("good", 1)]
    assert [row.name for row in members] == ["bob", "carol"]
    assert first == members[0].id


def test_filters_and_neighbours(store: Store) -> None:
    fill(store)
    code = wrong().messages[0].code
    failed = next(c.id for q in wrong().questions for c in q.checks if c.status != "passed")
    with store.read() as db:

        def names(**wanted: object) -> list[str]:
            return [
                row.name
                for row in submissions.listed(db, ASSIGNMENT, Filter(**wanted))  # type: ignore[arg-type]
            ]

        assert names(code=code) == ["bob", "carol"]
        assert names(failed_check=failed) == ["bob", "carol"]
        assert names(text="AR") == ["carol"]
        assert names(text="%") == []
        assert names(status="not_graded") == ["dan"]
        assert names(low=9.99) == ["ada"]
        by_score = submissions.listed(db, ASSIGNMENT, order="score", descending=True)
        assert [row.name for row in by_score] == ["ada", "bob", "carol", "dan"]
        middle = submissions.neighbours(db, ASSIGNMENT, by_score[1].id, order="score")
    assert middle is not None
    assert (middle.place, middle.total) == (2, 4)


def test_an_override_counts_survives_re_grading_and_can_be_undone(store: Store) -> None:
    fill(store)
    bob = found(store, "bob")
    question = wrong().questions[0]
    with store.write() as db:
        edits.override(
            db, bob.id, question.id, question.max_score, reason="oral", actor="mei", version=None
        )
        edits.comment(db, bob.id, "well argued", actor="mei", version=None)
    raised = found(store, "bob").final_score
    assert raised == pytest.approx(wrong().score + question.max_score - question.score)

    again = begin(store, replace(IDENTITY, fingerprint="f2", rubric="r2"))
    with store.write() as db:
        add(db, again, arrival("bob", fingerprint="f2"), wrong(), "bad")
    after = found(store, "bob")
    assert after.final_score == raised
    assert after.overridden
    assert after.commented

    with store.write() as db:
        entry = audit.listed(db, ASSIGNMENT, submission_id=bob.id)[-1]
        audit.undo(db, entry.id, "mei")
    assert found(store, "bob").final_score == wrong().score
    with store.write() as db:
        undoing = audit.listed(db, ASSIGNMENT, submission_id=bob.id)[0]
        assert undoing.undoes == entry.id
        audit.undo(db, undoing.id, "mei")
    assert found(store, "bob").final_score == raised


def test_an_override_is_of_the_attempt_that_it_was_made_for(store: Store) -> None:
    run_id = fill(store)
    bob = found(store, "bob")
    question = wrong().questions[0]
    with store.write() as db:
        edits.override(db, bob.id, question.id, 0, reason="copied", actor="mei", version=None)
        add(db, run_id, arrival("bob", "another = 1"), right(), "good")
    after = found(store, "bob")
    assert (after.final_score, after.overridden) == (right().score, False)
    with store.read() as db:
        detail = submissions.detail(db, bob.id)
    assert detail is not None
    assert [attempt.number for attempt in detail.attempts] == [1, 2]
    assert len(detail.overrides) == 1


def test_points_can_be_given_to_what_could_not_be_graded(store: Store) -> None:
    fill(store)
    dan = found(store, "dan")
    question = wrong().questions[0]
    with store.write() as db:
        edits.override(db, dan.id, question.id, 2, reason="on paper", actor="mei", version=None)
    assert found(store, "dan").final_score == 2


@pytest.mark.parametrize("points", [-1, 1000, float("nan"), float("inf")])
def test_points_outside_a_question_are_refused(store: Store, points: float) -> None:
    fill(store)
    question = wrong().questions[0]
    with store.write() as db, pytest.raises(UsageError, match="takes from 0"):
        edits.override(db, 1, question.id, points, reason="?", actor="mei", version=None)


def test_two_people_do_not_overwrite_each_other(store: Store) -> None:
    fill(store)
    seen = found(store, "bob")
    with store.write() as db:
        edits.review(db, seen.id, actor="mei", version=seen.version)
    with store.write() as db, pytest.raises(audit.ConflictError, match="changed meanwhile"):
        edits.comment(db, seen.id, "late", actor="tom", version=seen.version)
    after = found(store, "bob")
    assert (after.reviewed_by, after.commented) == ("mei", False)


def test_undoing_does_not_take_back_a_later_change(store: Store) -> None:
    fill(store)
    bob = found(store, "bob")
    question = wrong().questions[0]
    with store.write() as db:
        for points in (1, 2):
            edits.override(db, bob.id, question.id, points, reason="r", actor="mei", version=None)
        first = audit.listed(db, ASSIGNMENT)[-1]
        with pytest.raises(audit.ConflictError, match="later change"):
            audit.undo(db, first.id, "mei")


def test_a_comment_is_changed_deleted_and_brought_back(store: Store) -> None:
    fill(store)
    with store.write() as db:
        edits.comment(db, 1, "one", actor="mei", version=None)
        (first,) = edits.comments_of(db, 1)
        edits.comment(db, 1, "two", actor="tom", version=None, comment_id=first.id)
        (second,) = edits.comments_of(db, 1)
        assert (second.text, second.author) == ("two", "mei")
        edits.comment(db, 1, "", actor="tom", version=None, comment_id=first.id)
        assert edits.comments_of(db, 1) == ()
        last = audit.last_of(db, ASSIGNMENT, "tom")
        assert last is not None
        audit.undo(db, last.id, "tom")
        assert [item.text for item in edits.comments_of(db, 1)] == ["two"]
        with pytest.raises(audit.MissingError):
            edits.comment(db, 2, "x", actor="tom", version=None, comment_id=first.id)


def test_nothing_flagged_is_released_without_a_review(store: Store) -> None:
    run_id = fill(store)
    report = replace(right(), status="needs_review", flags=_FLAGS)
    with store.write() as db:
        add(db, run_id, arrival("eve"), report)
    eve, bob = found(store, "eve"), found(store, "bob")
    assert eve.flagged
    with store.write() as db:
        releases.hold(db, [bob.id], "mei")
        done = releases.release(db, ASSIGNMENT, "mei")
    names = {name: found(store, name).id for name in ("ada", "carol", "dan")}
    assert set(done.done) == {names["ada"], names["carol"]}
    assert (done.unreviewed, done.held, done.ungraded) == ((eve.id,), (bob.id,), (names["dan"],))
    with store.write() as db:
        assert releases.release(db, ASSIGNMENT, "mei", [eve.id]).done == ()
        edits.review(db, eve.id, actor="mei", version=None)
        assert releases.release(db, ASSIGNMENT, "mei", [eve.id]).done == (eve.id,)
        entry = next(e for e in audit.listed(db, ASSIGNMENT) if e.submission == "ada")
        assert len(audit.undo(db, entry.id, "mei")) == 2
    assert found(store, "carol").release == "unreleased"


def test_a_batch_is_gone_on_with_until_it_is_finished(store: Store) -> None:
    first = begin(store)
    assert begin(store) == first
    with store.write() as db:
        runs.finish(db, first, interrupted=True)
    assert begin(store) == first
    with store.write() as db:
        runs.finish(db, first, interrupted=False)
    assert begin(store) != first
    other = begin(store, replace(IDENTITY, rubric="r2"))
    assert other != first


def test_what_is_known_is_found_and_carried(store: Store) -> None:
    first = fill(store)
    again = begin(store)
    came = arrival("bob")
    with store.write() as db:
        number = results.known(db, ASSIGNMENT, came)
        assert number is not None
        assert results.known(db, ASSIGNMENT, replace(came, fingerprint="f2")) is None
        assert results.known(db, ASSIGNMENT, arrival("bob", "other = 1")) is None
        results.carry(db, again, came, number)
        run = runs.get(db, again)
    assert run is not None
    assert (run.done, again != first) == (1, True)


def test_whose_marks_changed_and_why(store: Store) -> None:
    fill(store)
    again = begin(store, replace(IDENTITY, fingerprint="f2", rubric="r2"))
    with store.write() as db:
        add(db, again, arrival("ada", fingerprint="f2"), right(), "good")
        add(db, again, arrival("bob", fingerprint="f2", position=1), right(), "good")
        (change,) = changes.of_run(db, again)
        last, before = runs.listed(db, ASSIGNMENT)
        assert changes.causes(before, last) == ("rubric",)
    assert change.name == "bob"
    assert (change.score_before, change.score_after) == (wrong().score, right().score)
    assert change.marks_changed
    assert wrong().messages[0].code in change.lost
    assert change.checks


def test_what_was_handed_in_comes_back(store: Store) -> None:
    fill(store)
    with store.write() as db:
        keep.save_evidence(db, "c1", "e1", b"one")
        keep.save_evidence(db, "c1", "e1", b"two")
        assert keep.load_evidence(db, "c1", "e1") == b"two"
        assert keep.load_evidence(db, "c1", "e2") is None
        names = [one.name for one in keep.all_submissions(db, ASSIGNMENT)]
        one = keep.load_submission(db, 1)
    assert names == ["ada", "bob", "carol", "dan"]
    assert one == arrival("ada").submission


def test_the_pulse_beats_with_every_change(store: Store) -> None:
    fill(store)
    with store.read() as db:
        before = runs.pulse(db, ASSIGNMENT)
        assert runs.pulse(db, ASSIGNMENT) == before
    with store.write() as db:
        edits.review(db, 1, actor="mei", version=None)
    with store.read() as db:
        assert runs.pulse(db, ASSIGNMENT) != before


def test_readers_are_not_held_up_by_a_writer(store: Store) -> None:
    fill(store)
    with store.write() as db:
        edits.review(db, 1, actor="mei", version=None)
        with store.read() as other:
            row = submissions.row(other, 1)
            assert row is not None
            assert row.reviewed_by is None


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    run_id = begin(store)
    with pytest.raises(ZeroDivisionError), store.write() as db:
        _ = add(db, run_id, arrival("ada"), right()) / 0
    with store.read() as db:
        assert submissions.count(db, ASSIGNMENT) == 0
