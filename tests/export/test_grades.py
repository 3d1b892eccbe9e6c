"""grades.csv reads well in a spreadsheet and is whole at every moment."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.export import Grades, unprotect, write_csv
from tests.report.samples import right, unreadable, wrong


def read(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_for_each_submission_with_a_column_for_each_question(tmp_path: Path) -> None:
    write_csv([wrong(), right(), unreadable()], tmp_path / "grades.csv")
    rows = read(tmp_path / "grades.csv")
    assert [row["submission"] for row in rows] == ["lovelace_ada", "王小明", "broken"]
    assert list(rows[0]) == [
        "submission",
        "student",
        "status",
        "score",
        "max_score",
        "score_gradient",
        "score_graph",
        "score_explanation",
        "diagnoses",
        "verdict",
        "summary",
    ]
    assert rows[0]["score"] == "3.5"
    assert rows[0]["score_explanation"] == "1.5"
    assert rows[0]["diagnoses"].split()[0] == "tracking_not_interrupted"
    assert rows[2]["score_gradient"] == ""
    assert rows[2]["status"] == "not_graded"


def test_excel_finds_a_byte_order_mark_and_crlf(tmp_path: Path) -> None:
    write_csv([right()], tmp_path / "grades.csv")
    data = (tmp_path / "grades.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfsubmission,")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == 2


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "＝HYPERLINK()", 'a","=1', "x\r\n=2", "-3"])
def test_foreign_text_is_never_a_formula_and_can_be_had_back(tmp_path: Path, name: str) -> None:
    report = replace(wrong(), student=name, summary=name)
    write_csv([report], tmp_path / "grades.csv")
    (row,) = read(tmp_path / "grades.csv")
    assert row["student"][0] not in "=+-@＝"
    assert unprotect(row["student"]) == name.replace("\r\n", "\n")


def test_control_characters_do_not_reach_the_sheet(tmp_path: Path) -> None:
    write_csv([replace(wrong(), student="a\x00\x1b[2Jb")], tmp_path / "grades.csv")
    (row,) = read(tmp_path / "grades.csv")
    assert row["student"] == "a␀␛[2Jb"


def test_rows_come_in_input_order_whatever_finished_first(tmp_path: Path) -> None:
    with Grades(tmp_path / "grades.csv") as grades:
        for order in (2, 0, 1):
            grades.add(replace(wrong(), submission=f"s{order}"), order)
        assert [row["submission"] for row in grades.rows()] == ["s0", "s1", "s2"]
        grades.add(replace(wrong(), submission="s3"), 3)
    assert [row["submission"] for row in read(tmp_path / "grades.csv")] == ["s0", "s1", "s2", "s3"]


def test_an_interrupt_leaves_what_was_finished(tmp_path: Path) -> None:
    path = tmp_path / "grades.csv"
    path.write_text("old")

    def interrupted() -> None:
        with Grades(path) as grades:
            grades.add(wrong(), 0)
            assert path.read_text() == "old"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [row["submission"] for row in read(path)] == ["lovelace_ada"]
    assert [item.name for item in tmp_path.iterdir()] == ["grades.csv"]
