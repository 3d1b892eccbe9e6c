"""After a change only what it touches is done again, and it is said whose marks changed and why."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from autograder.store import Store, edits, submissions
from tests.batch.classroom import ROOT, grade, reports, write_class

ASSIGNMENT = "no_grad_cubic"


@pytest.fixture
def own_assignment(tmp_path: Path) -> Path:
    """A copy of the first homework that a test may change."""
    folder = tmp_path / "assignments" / ASSIGNMENT
    shutil.copytree(ROOT / "assignments" / ASSIGNMENT, folder)
    shutil.copytree(ROOT / "solutions" / ASSIGNMENT, tmp_path / "solutions" / ASSIGNMENT)
    return folder


def change(assignment: Path, before: str, after: str) -> None:
    file = assignment / "assignment.yaml"
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def runs_made(out: Path) -> dict[tuple[str, str], tuple[bytes, float]]:
    from sqlalchemy import select

    from autograder.store.schema import evidence

    with Store.open(out / "autograder.db") as store, store.read() as db:
        return {
            (row.owner, row.engine): (row.data, row.made_at.timestamp())
            for row in db.execute(select(evidence))
        }


def test_a_change_of_points_needs_no_new_run_and_says_whose_marks_changed(
    own_assignment: Path, tmp_path: Path
) -> None:
    folder, out = write_class(tmp_path / "class", 6), tmp_path / "out"
    option = ("--assignment", str(own_assignment))
    first = grade(folder, out, *option)
    assert first.returncode == 0, first.stderr
    kept, before = runs_made(out), reports(out)
    assert len(kept) == 7  # six submissions, and the reference with the samples

    change(own_assignment, "kind: gradient, points: 3", "kind: gradient, points: 2.5")
    again = grade(folder, out, *option)
    assert again.returncode == 0, again.stderr
    assert runs_made(out) == kept, "something was run again"
    after = reports(out)
    changed = {
        name
        for name in after
        if (after[name]["score"], after[name]["max_score"])
        != (before[name]["score"], before[name]["max_score"])
    }
    assert changed
    assert f"Marks changed for {len(changed)}, since the assignment changed:" in again.stdout
    with (out / "changes.csv").open(encoding="utf-8-sig") as file:
        assert {row["submission"] for row in csv.DictReader(file)} == changed


def test_the_report_of_a_run_that_was_kept_is_that_of_a_new_one(tmp_path: Path) -> None:
    folder, out = write_class(tmp_path / "class", 3), tmp_path / "out"
    grade(folder, out)
    english = reports(out)
    kept = runs_made(out)
    done = grade(folder, out, "--lang", "zh")
    assert done.returncode == 0, done.stderr
    assert runs_made(out) == kept
    chinese = reports(out)
    assert {item["language"] for item in chinese.values()} == {"zh"}
    other = tmp_path / "other"
    grade(folder, other, "--lang", "zh")
    assert chinese == reports(other)
    assert grade(folder, out).returncode == 0
    assert reports(out) == english


def test_what_people_decided_survives_and_counts_in_the_table(tmp_path: Path) -> None:
    folder, out = write_class(tmp_path / "class", 3), tmp_path / "out"
    grade(folder, out)
    with Store.open(out / "autograder.db") as store, store.write() as db:
        row = submissions.find(db, ASSIGNMENT, "student_001")
        assert row is not None
        detail = submissions.detail(db, row.id)
        assert detail is not None
        question = detail.questions[0]
        edits.override(
            db, row.id, question.question, 0.5, reason="explained it", actor="mei", version=None
        )
        edits.comment(db, row.id, "See me.", actor="mei", version=None)
    for options in ((), ("--fresh",)):
        done = grade(folder, out, *options)
        assert done.returncode == 0, done.stderr
        report = reports(out)["student_001"]
        assert row.score is not None
        assert report["score"] == pytest.approx(row.score - question.automatic + 0.5)
        said = " ".join(item["message"] for item in report["diagnoses"])
        assert "explained it" in said
        assert "See me." in said
        assert "explained it" in (out / "reports" / "student_001.html").read_text("utf-8")
        with (out / "grades.csv").open(encoding="utf-8-sig") as file:
            table = {item["submission"]: item for item in csv.DictReader(file)}
        assert float(table["student_001"]["score"]) == report["score"]


def test_what_is_handed_in_anew_is_graded_anew_and_named(tmp_path: Path) -> None:
    folder, out = write_class(tmp_path / "class", 3), tmp_path / "out"
    grade(folder, out)
    (folder / "student_001.py").write_text((folder / "student_000.py").read_text())
    done = grade(folder, out)
    assert "2 were graded before" in done.stdout
    assert "Marks changed for 1:" in done.stdout
    assert "handed in anew" in done.stdout
    assert "1 groups are identical" in done.stdout
    with (out / "similar.csv").open(encoding="utf-8-sig") as file:
        assert [row["submission"] for row in csv.DictReader(file)] == [
            "student_000",
            "student_001",
        ]
