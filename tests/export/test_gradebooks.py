"""Marks find their way into a teacher's gradebook, and nothing else in it changes."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from autograder.cli import cli
from autograder.errors import UsageError
from autograder.export import canvas, comments, feedback, moodle, protect, tables
from autograder.export.filling import Rules, number, points
from autograder.export.matching import names_of
from autograder.export.results import Diagnosis, Result, Source, Who, result_of, results_in
from autograder.export.sheets import Sheet, parse_sheet
from autograder.ingest import Origin, Person, discover
from autograder.report import dumps, to_json
from tests.report.samples import right, unreadable, wrong

RULES = Rules()

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Homework 1 (900),Homework 2 (901),"
    "Current Score\r\n"
    "    Points Possible,,,,,5,10,(read only)\r\n"
    '"Li, Na",1001,2023012345,lina,S1,5,,80\r\n'
    '"王, 芳",1002,2023012346,wangfang,S1,4,7,70\r\n'
    '"Müller, Jürgen",1003,,jm@example.edu,S1,,,\r\n'
    '"O\'Brien, Conan",1004,,,S1,,,\r\n'
    '"Student, Test",9999,,,S1,,,\r\n'
)

MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    'Participant 2001,Li Na,lina@example.edu,Submitted,,100.00,Yes,"Friday, 15 March",-,\n'
    "Participant 2002,王芳,wf@example.edu,Submitted,55.00,100.00,Yes,-,-,Well done\n"
    "Participant 2003,José Núñez,jose@example.edu,Submitted,,100.00,No,-,-,\n"
)

MOODLE_CHINESE = (
    "识别码,全名,Email地址,状态,成绩,最高成绩,允许更改成绩,最后修改（学生）,最后修改（教师）,反馈评论\n"
    "参与者2001,李娜,lina@example.edu,已提交,,10.00,是,-,-,\n"
)


def result(name: str, score: float = 8.0, **more: Any) -> Result:
    fields: dict[str, Any] = {
        "submission": name,
        "student": name,
        "assignment": "no_grad_cubic",
        "title": "Homework 2",
        "status": "graded",
        "score": score,
        "max_score": 10.0,
        **more,
    }
    return Result(**fields)


def from_canvas(name: str, user: str, score: float = 8.0, **more: Any) -> Result:
    items = (f"{name}_{user}_50{user}_hw.ipynb",)
    return result(name, score, origin=Source("canvas", (Who(name, user),), items=items), **more)


def from_moodle(name: str, user: str, score: float = 8.0, **more: Any) -> Result:
    items = (f"{name}_{user}_assignsubmission_file_",)
    return result(name, score, origin=Source("moodle", (Who(name, user),), items=items), **more)


def rows(sheet: Sheet) -> list[list[str]]:
    return list(csv.reader(io.StringIO(sheet.dump().decode("utf-8-sig"), newline="")))


def test_a_canvas_gradebook_is_filled_by_id_and_else_stays_as_it_was() -> None:
    sheet = parse_sheet(CANVAS.encode())
    found = canvas.fill(
        sheet, [from_canvas("lina", "1001", 8.5), from_canvas("müllerjürgen", "1003", 3)], RULES
    )
    expected = CANVAS.replace("lina,S1,5,,80", "lina,S1,5,8.5,80").replace(
        "jm@example.edu,S1,,,", "jm@example.edu,S1,,3,"
    )
    assert sheet.dump().decode() == expected
    assert found.written == 2
    assert found.complete
    assert found.unanswered == ["王, 芳", "O'Brien, Conan"]


def test_a_grade_that_is_there_is_kept_and_told_unless_asked_for() -> None:
    sheet = parse_sheet(CANVAS.encode())
    found = canvas.fill(sheet, [from_canvas("王芳", "1002", 9)], RULES)
    assert sheet.dump().decode() == CANVAS
    assert found.kept == [("王芳", "7", "9")]
    assert not found.complete
    found = canvas.fill(sheet, [from_canvas("王芳", "1002", 9)], Rules(overwrite=True))
    assert found.replaced == [("王芳", "7", "9")]
    assert sheet.rows[3][6] == "9"
    again = canvas.fill(sheet, [from_canvas("王芳", "1002", 9)], RULES)
    assert (again.unchanged, again.complete) == (1, True)


def test_students_without_an_id_of_canvas_are_found_by_what_else_is_known() -> None:
    sheet = parse_sheet(CANVAS.encode())
    given = [
        result("a", 1, origin=Source(people=(Who(sid="2023012345"),))),
        result(
            "b", 2, origin=Source("gradescope", (Who("Jürgen Müller", email="jm@example.edu"),))
        ),
        result("conan_obrien", 3, student="Conan O'Brien"),
        result("nobody", 4, student="Ada Lovelace"),
    ]
    found = canvas.fill(sheet, given, RULES)
    assert [row[6] for row in sheet.rows[2:]] == ["1", "7", "2", "3", ""]
    assert found.unmatched == ["Ada Lovelace (nobody)"]


def test_two_ids_that_differ_are_two_people() -> None:
    sheet = parse_sheet(CANVAS.encode())
    stranger = result("李", origin=Source(people=(Who("Na Li", sid="2099999999"),)))
    other_canvas_user = from_canvas("lina", "7777")
    found = canvas.fill(sheet, [stranger, other_canvas_user], RULES)
    assert sheet.dump().decode() == CANVAS
    assert len(found.unmatched) == 2


def test_namesakes_are_not_guessed() -> None:
    table = (
        "Student,ID,Section,Homework 2 (901)\n,,,10\n" + '"Zhang, Wei",1,S,\n"Wei, Zhang",2,S,\n'
    )
    sheet = parse_sheet(table.encode())
    found = canvas.fill(sheet, [result("zhangwei", student="Zhang Wei")], RULES)
    assert found.unmatched
    assert sheet.dump().decode() == table


def test_two_submissions_for_one_row_are_told_and_the_later_attempt_counts() -> None:
    first, second = from_canvas("lina", "1001", 5), from_canvas("lina", "1001", 9)
    sheet = parse_sheet(CANVAS.encode())
    found = canvas.fill(sheet, [first, second], RULES)
    assert found.clashes == ["lina", "lina"]
    assert sheet.dump().decode() == CANVAS
    attempts = [
        result("lina-attempt1", 5, origin=Source("canvas", (Who("lina", "1001"),), attempt=1)),
        result("lina-attempt2", 9, origin=Source("canvas", (Who("lina", "1001"),), attempt=2)),
    ]
    canvas.fill(sheet, attempts, RULES)
    assert sheet.rows[2][6] == "9"


def test_every_member_of_a_group_gets_the_grade() -> None:
    sheet = parse_sheet(CANVAS.encode())
    people = (Who("Li Na", sid="2023012345"), Who("Jürgen Müller"), Who("Eve Nobody"))
    found = canvas.fill(sheet, [result("g", 6, origin=Source("gradescope", people))], RULES)
    assert [sheet.rows[at][6] for at in (2, 4)] == ["6", "6"]
    assert found.unmatched == ["Eve Nobody (g)"]


def test_what_waits_for_a_person_is_not_given_out_by_itself() -> None:
    given = [
        from_canvas("lina", "1001", 10, status="needs_review"),
        from_canvas("müllerjürgen", "1003", 0, status="not_graded"),
    ]
    sheet = parse_sheet(CANVAS.encode())
    found = canvas.fill(sheet, given, RULES)
    assert sheet.dump().decode() == CANVAS
    assert (found.held, found.failed) == (["lina"], ["müllerjürgen"])
    canvas.fill(sheet, given, Rules(include_review=True))
    assert [sheet.rows[at][6] for at in (2, 4)] == ["10", ""]


@pytest.mark.parametrize("column", ["Homework 1", "900", "Homework 1 (900)"])
def test_the_column_of_a_canvas_gradebook_can_be_named_and_points_are_scaled(column: str) -> None:
    sheet = parse_sheet(CANVAS.encode())
    found = canvas.fill(sheet, [from_canvas("müllerjürgen", "1003", 8)], RULES, column)
    assert sheet.rows[4][5] == "4"
    assert found.scaled == (10.0, 5.0)


def test_a_column_in_doubt_is_asked_for() -> None:
    sheet = parse_sheet(CANVAS.replace("Homework 2", "Exam").encode())
    with pytest.raises(UsageError, match=r"Homework 1 \(900\).*Exam \(901\)"):
        canvas.fill(sheet, [from_canvas("lina", "1001")], RULES)
    with pytest.raises(UsageError, match="No column of that name"):
        canvas.fill(sheet, [from_canvas("lina", "1001")], RULES, "Current Score")


def test_a_table_that_is_no_gradebook_is_refused() -> None:
    with pytest.raises(UsageError, match="Canvas"):
        canvas.fill(parse_sheet(b"a,b\n1,2\n"), [], RULES)
    with pytest.raises(UsageError, match="Moodle"):
        moodle.fill(parse_sheet(b"a,b\n1,2\n"), [], RULES)


def test_a_fresh_canvas_gradebook_is_one_that_can_be_filled() -> None:
    """It has the Points Possible row, and its columns are what Canvas reads back."""
    given = [from_canvas("lina", "1001", 8.25), result("by_mail", 2)]
    made, found = canvas.fresh(given, RULES, "Homework 2 (901)")
    assert rows(made) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Homework 2 (901)"],
        ["    Points Possible", "", "", "", "", "10"],
        ["lina", "1001", "", "", "", "8.25"],
    ]
    assert found.unmatched == ["by_mail"]
    again = canvas.fill(made, given[:1], RULES)
    assert (again.unchanged, again.complete) == (1, True)


def test_a_moodle_worksheet_is_filled_with_comments() -> None:
    sheet = parse_sheet(MOODLE.encode())
    told = Diagnosis("wrong_term", "error", "y1 < y2 & <b>cut</b>", "Look at line 5.")
    given = [
        from_moodle("Li Na", "2001", 8, diagnoses=(told,)),
        from_moodle("王芳", "2002", 7),
        from_moodle("José Núñez", "2003", 6),
    ]
    found = moodle.fill(sheet, given, RULES)
    assert [row[4] for row in sheet.rows[1:]] == ["80", "55.00", ""]
    assert sheet.rows[1][9] == (
        "<p>Score: 8 / 10</p><p>• y1 &lt; y2 &amp; &lt;b&gt;cut&lt;/b&gt;</p>"
        "<p>Hint: Look at line 5.</p>"
    )
    assert (found.kept, found.locked) == ([("王芳", "55.00", "70")], ["José Núñez"])
    assert sheet.rows[2][9] == "Well done"
    assert sheet.rows[1][7] == "Friday, 15 March"


def test_a_chinese_moodle_worksheet_is_filled() -> None:
    sheet = parse_sheet(MOODLE_CHINESE.encode("gb18030"))
    found = moodle.fill(sheet, [from_moodle("李娜", "2001", 7.5, language="zh")], RULES)
    assert found.complete
    text = sheet.dump().decode("gb18030")
    assert "参与者2001,李娜,lina@example.edu,已提交,7.5,10.00,是" in text
    assert "<p>得分：7.5 / 10</p>" in text


def test_a_decimal_comma_stays_one() -> None:
    table = MOODLE.replace(",", ";").replace("100.00", "100,00").replace("Friday;", "Friday,")
    sheet = parse_sheet(table.encode())
    moodle.fill(sheet, [from_moodle("Li Na", "2001", 8.25)], RULES)
    assert (sheet.separator, sheet.rows[1][4]) == (";", "82,5")


def test_a_fresh_moodle_worksheet_is_one_that_can_be_filled() -> None:
    made, found = moodle.fresh([from_moodle("李娜", "2001", 8)], RULES)
    assert found.written == 1
    again = moodle.fill(made, [from_moodle("李娜", "2001", 8)], RULES)
    assert (again.unchanged, again.complete) == (1, True)


def test_nbgrader_gets_the_columns_that_it_exports_itself() -> None:
    origin = Source("nbgrader", (Who(login="bitdiddle"),), submission_id="ps1", submitted_at="T")
    made, _ = tables.nbgrader([result("bitdiddle", 7, origin=origin)], RULES)
    (row,) = csv.DictReader(io.StringIO(made.dump().decode("utf-8-sig"), newline=""))
    assert list(row) == [
        *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
        *("raw_score", "late_submission_penalty", "score", "max_score"),
    ]
    assert row["assignment"] == "ps1"
    assert (row["student_id"], row["score"], row["max_score"]) == ("bitdiddle", "7", "10")


def test_gradescope_gets_the_columns_that_it_downloads() -> None:
    people = (Who("José Núñez", sid="0012345", email="jose@example.edu"), Who("李娜", sid="9"))
    pair = result("p", 7, origin=Source("gradescope", people, submission_id="302"))
    held = result("held", 10, status="needs_review")
    made, found = tables.gradescope([pair, held], RULES)
    first, second, third = csv.DictReader(io.StringIO(made.dump().decode("utf-8-sig"), newline=""))
    assert (first["First Name"], first["Last Name"], first["SID"]) == ("José", "Núñez", "0012345")
    assert (second["First Name"], second["Last Name"]) == ("娜", "李")
    assert (third["Total Score"], third["Status"]) == ("", "Ungraded")
    assert found.held == ["held"]


@pytest.mark.parametrize("make", [tables.nbgrader, tables.gradescope, tables.plain])
def test_no_cell_of_a_table_of_ours_is_a_formula(make: Callable[..., Any]) -> None:
    evil = '=HYPERLINK("http://x")'
    who = Who(evil, user_id=evil, sid=evil, email="@SUM(1)", login="+1")
    made, _ = make([result(evil, origin=Source("canvas", (who,), team=evil), summary=evil)], RULES)
    for row in rows(made)[1:]:
        assert all(protect(cell) == cell or cell.startswith("'") for cell in row)
        assert not any(cell.startswith(("=", "+", "@")) for cell in row)


def test_moodle_feedback_has_the_folders_of_the_download() -> None:
    """And what Moodle reads from them is whom each file is for."""
    flat = result(
        "flat",
        origin=Source(
            "moodle", (Who("王芳", "2002"),), items=("王芳_2002_assignsubmission_file_hw_2.py",)
        ),
    )
    text_only = result(
        "text",
        origin=Source("moodle", (Who("X", "2003"),), items=("X_2003_assignsubmission_onlinetext",)),
    )
    given = [from_moodle("Li Na", "2001"), flat, text_only, result("by_mail")]
    data, found = feedback.for_moodle(given, RULES, lambda item: f"<p>{item.submission}</p>")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [
            "Li Na_2001_assignsubmission_file_/feedback_no_grad_cubic.html",
            "王芳_2002_assignsubmission_file_feedback_no_grad_cubic.html",
            "X_2003_assignsubmission_file/feedback_no_grad_cubic.html",
        ]
        for name, user in zip(archive.namelist(), ("2001", "2002", "2003"), strict=True):
            # importziplib.php: name_id_plugintype_plugin, by underscores.
            parts = name.split("_", 4)
            assert parts[1] == user
            assert parts[2] == "assignsubmission"
            assert parts[3].split("/")[0] == "file"
    assert found.unreturned == ["by_mail"]


def test_canvas_feedback_bears_the_names_of_the_download_and_is_of_their_kind() -> None:
    def handed_in(*items: str) -> Result:
        return result("lina", origin=Source("canvas", (Who("lina", "1001"),), items=items))

    names = {
        "lina_1001_5_hw.ipynb": "notebook",
        "王芳_LATE_1002_6_作业.py": "script",
        "x_1003_7_hw.zip": "zip",
        "y_1004_8_report.docx": "document",
        "z_1005_9_why.md": "text",
    }
    given = [handed_in(name) for name in names] + [
        handed_in("a_1_text.html"),
        handed_in("b_2_3_s.pdf"),
    ]
    data, found = feedback.for_canvas(given, RULES, lambda _: "<p>page</p>")
    assert len(found.unreturned) == 2
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [*names]
        notebook = nbformat.from_dict(json.loads(archive.read("lina_1001_5_hw.ipynb")))  # type: ignore[no-untyped-call]
        nbformat.validate(notebook)
        assert "Score: 8 / 10" in notebook.cells[0].source
        compile(archive.read("王芳_LATE_1002_6_作业.py"), "hw.py", "exec")
        inner = zipfile.ZipFile(io.BytesIO(archive.read("x_1003_7_hw.zip")))
        assert inner.namelist() == ["feedback_no_grad_cubic.html"]
        assert b"word/document.xml" in archive.read("y_1004_8_report.docx")
        for name in archive.namelist():
            # infer_comment_context_from_filename: the first two parts that are digits alone.
            user, upload = [part for part in name.split("_") if part.isdigit()][:2]
            assert (int(user), int(upload)) in {
                (1001, 5),
                (1002, 6),
                (1003, 7),
                (1004, 8),
                (1005, 9),
            }


def test_the_same_results_give_the_same_zip() -> None:
    given = [from_canvas("lina", "1001")]
    made = [feedback.for_canvas(given, RULES, lambda _: None)[0] for _ in range(2)]
    assert made[0] == made[1]


def batch(folder: Path) -> Path:
    """What `autograder grade` leaves of three submissions."""
    out = folder / "graded"
    (out / "reports").mkdir(parents=True)
    for report, user, name in (
        (wrong(), "1001", "lina"),
        (right(), "1003", "müllerjürgen"),
        (unreadable(), "1004", "obrienconan"),
    ):
        items = (f"{name}_{user}_60{user}_hw.ipynb",)
        origin = Origin("canvas", (Person(name, user),), items=items)
        made = replace(report, submission=name, student=name, origin=origin)
        (out / "reports" / f"{name}.json").write_text(dumps(made), encoding="utf-8")
        (out / "reports" / f"{name}.html").write_text("<p>page</p>", encoding="utf-8")
    return out


def test_the_command_fills_a_copy_and_names_what_it_left(tmp_path: Path) -> None:
    out, sheet = batch(tmp_path), tmp_path / "Grades.csv"
    sheet.write_bytes(b"\xef\xbb\xbf" + CANVAS.encode())
    arguments = ["export", "canvas", str(out), "--worksheet", str(sheet), "--column", "901"]
    done = CliRunner().invoke(cli, [*arguments, "--lang", "en"])
    assert done.exit_code == 1
    assert "could not be graded" in done.stderr
    assert "obrienconan" in done.stderr
    assert sheet.read_bytes() == b"\xef\xbb\xbf" + CANVAS.encode()
    written = (out / "gradebook-canvas.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfStudent,")
    assert b"lina,S1,5,3.5,80\r\n" in written
    again = CliRunner().invoke(cli, [*arguments, "--to", str(sheet)])
    assert again.exit_code == 2
    assert "worksheet itself" in again.stderr


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("csv", "gradebook.csv"),
        ("gradescope", "gradebook-gradescope.csv"),
        ("nbgrader", "gradebook-nbgrader.csv"),
        ("canvas-feedback", "feedback-canvas.zip"),
    ],
)
def test_the_command_writes_every_format(tmp_path: Path, form: str, name: str) -> None:
    out = batch(tmp_path)
    done = CliRunner().invoke(cli, ["export", form, str(out), "--lang", "zh"])
    assert done.exit_code == 1, done.output
    assert "未能评分" in done.stderr
    assert (out / name).stat().st_size > 0


def test_reports_that_an_earlier_batch_left_are_not_exported(tmp_path: Path) -> None:
    out = batch(tmp_path)
    (out / "grades.csv").write_text("submission,student\nlina,lina\n", encoding="utf-8-sig")
    done = CliRunner().invoke(cli, ["export", "csv", str(out), "--lang", "en"])
    assert done.exit_code == 0, done.output
    assert "2 reports of an earlier batch" in done.stderr
    written = (out / "gradebook.csv").read_text(encoding="utf-8-sig")
    assert "lina" in written
    assert "obrienconan" not in written


def test_reports_of_two_assignments_are_not_mixed(tmp_path: Path) -> None:
    out = batch(tmp_path)
    other = replace(right(), submission="other", assignment="another")
    (out / "reports" / "other.json").write_text(dumps(other), encoding="utf-8")
    done = CliRunner().invoke(cli, ["export", "csv", str(out)])
    assert done.exit_code == 2
    assert "several assignments (another, no_grad_cubic)" in done.stderr


def test_an_output_folder_without_reports_is_the_users_mistake(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["export", "csv", str(tmp_path)])
    assert done.exit_code == 2
    assert "no report" in done.stderr
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.json").write_text('{"submission": 1}')
    done = CliRunner().invoke(cli, ["export", "csv", str(tmp_path)])
    assert done.exit_code == 2
    assert "a.json is no report" in done.stderr


def test_reports_of_before_are_read_too(tmp_path: Path) -> None:
    data = to_json(wrong())
    del data["origin"]
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.json").write_text(json.dumps(data))
    (found,) = results_in(tmp_path)
    assert found == result_of(data)
    assert found.people == (Who(name="Ada Lovelace"),)


def test_a_feedback_zip_of_canvas_is_recognised_again(tmp_path: Path) -> None:
    """The way there and back: names that we write are names that we read."""
    out = batch(tmp_path)
    CliRunner().invoke(cli, ["export", "canvas-feedback", str(out)])
    found = {submission.name for submission in discover(out / "feedback-canvas.zip")}
    assert found == {"lina_1001", "müllerjürgen_1003"}


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=12)


@given(
    st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\r\n", "\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_table_is_written_back_byte_for_byte(
    body: list[list[str]], separator: str, line_end: str, encoding: str
) -> None:
    header = ["Student", "ID", "Section", "Points"]
    table = [header, *([*row, "", ""][:4] for row in body)]
    original = Sheet(table, encoding, separator, line_end)
    data = original.dump()
    again = parse_sheet(data)
    assert again.rows == table
    assert again.dump() == data


@given(st.text(max_size=60), st.text(max_size=60), st.floats(0, 10))
def test_a_comment_is_neither_markup_nor_formula(message: str, hint: str, score: float) -> None:
    told = Diagnosis("code", "error", message, hint)
    text = comments.as_html(result("a", score, diagnoses=(told,)))
    assert protect(text) == text
    assert "\n" not in text
    inner = text.replace("<p>", "").replace("</p>", "")
    assert "<" not in inner


@given(st.floats(0, 1000, allow_nan=False))
def test_points_are_read_back(value: float) -> None:
    for comma in (False, True):
        back = number(points(value, comma=comma))
        assert back is not None
        assert abs(back - value) <= 0.005001


@given(st.text(max_size=20))
def test_forms_of_a_name_never_fail(name: str) -> None:
    assert all(form == form.casefold() for form in names_of(name))


def test_names_are_the_same_in_every_order() -> None:
    assert names_of("Li, Na") & names_of("Na Li") & names_of("lina") | names_of("Li Na")
    assert names_of("Müller, Jürgen") & names_of("müllerjürgen")
    assert names_of("娜 李") & names_of("李娜")
    assert not names_of("Li Na") & names_of("Li Nan")
