"""What an LMS lets a teacher download is recognised without an option, as zip or unpacked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.ingest import Origin, Person, Submission, discover
from autograder.ingest.layouts import canvas, moodle, survey
from autograder.ingest.layouts.attempts import copy_number, in_rounds
from autograder.ingest.layouts.plain import owner_of
from tests.ingest.layouts.trees import (
    CANVAS,
    CLASSROOM,
    EXCHANGE,
    GRADESCOPE,
    GRADESCOPE_METADATA,
    MOODLE_FLAT,
    MOODLE_FOLDERS,
    NBGRADER,
    PROGRAM,
    unpacked,
    zipped,
)

Build = Callable[[Path, Mapping[str, str]], Path]


def as_folder(path: Path, files: Mapping[str, str]) -> Path:
    return unpacked(path / "download", files)


def as_zip(path: Path, files: Mapping[str, str]) -> Path:
    return zipped(path / "submissions.zip", files)


def as_zip_in_folder(path: Path, files: Mapping[str, str]) -> Path:
    folder = path / "homework"
    folder.mkdir()
    (folder / "gradebook.csv").write_text("Student,ID\n")
    zipped(folder / "submissions.zip", files)
    return folder


ways = pytest.mark.parametrize("build", [as_folder, as_zip, as_zip_in_folder])


def graded(path: Path) -> dict[str, Submission]:
    return {submission.name: submission for submission in discover(path)}


def files(submission: Submission) -> dict[str, str]:
    return {file.path: file.data.decode() for file in submission.files}


@ways
def test_a_canvas_download(tmp_path: Path, build: Build) -> None:
    root = build(tmp_path, CANVAS)
    found = graded(root)
    assert survey(root).layout == "canvas"
    assert list(found) == [
        "lina_1001",
        "müllerjürgen_1003",
        "obrienconan_1004",
        "obrienconan_1005",
        "王芳_1002",
    ]
    assert files(found["lina_1001"]) == {"hw2.ipynb": "{}", "说明.docx": "x"}
    assert found["王芳_1002"].origin == Origin(
        layout="canvas",
        people=(Person(name="王芳", user_id="1002"),),
        attempt=1,
        attempts=1,
        late=True,
        items=("王芳_LATE_1002_50003_作业二.py",),
    )
    assert set(files(found["obrienconan_1004"])) == {"text.html"}
    assert set(files(found["obrienconan_1005"])) == {"my_home_work_2.py"}


@ways
def test_a_module_that_was_handed_in_again_can_still_be_imported(
    tmp_path: Path, build: Build
) -> None:
    """Canvas calls it "helper-2.py", which no program can import."""
    found = graded(build(tmp_path, CANVAS))["müllerjürgen_1003"]
    assert set(files(found)) == {"hw.py", "helper.py"}


def test_canvas_hides_names_when_grading_is_anonymous(tmp_path: Path) -> None:
    root = as_zip(tmp_path, {"anon_aB3xY_61_hw.py": "1", "LATE_anon_Zz9_62_hw.py": "2"})
    first, second = graded(root).values()
    assert (first.name, first.origin.people) == ("anon_aB3xY", (Person(user_id="anon_aB3xY"),))
    assert (first.origin.late, second.origin.late) == (False, True)


def test_files_of_a_canvas_quiz(tmp_path: Path) -> None:
    names = {"li_na1001_question_7_501_hw.py": "1", "li_na1001_question_8_502_hw.py": "2"}
    (found,) = graded(as_zip(tmp_path, names)).values()
    assert found.origin.people == (Person(name="li_na", user_id="1001"),)
    assert files(found) == {"question_7 hw.py": "1", "question_8 hw.py": "2"}


def test_the_latest_of_several_canvas_attempts_counts_and_all_on_request(tmp_path: Path) -> None:
    """Two downloads in one folder: the notebook was handed in again, the report was not."""
    root = as_folder(
        tmp_path,
        {
            "lina_1001_501_hw.ipynb": "old",
            "lina_1001_502_report.md": "why",
            "lina_LATE_1001_503_hw-1.ipynb": "new",
            "王芳_1002_504_lab-1.py": "a",
            "王芳_1002_505_lab-2.py": "b",
        },
    )
    latest = graded(root)
    assert files(latest["lina_1001"]) == {"hw-1.ipynb": "new", "report.md": "why"}
    assert latest["lina_1001"].origin.attempt == latest["lina_1001"].origin.attempts == 2
    assert latest["lina_1001"].origin.late
    # Without a bare name these are two parts of one attempt.
    assert sorted(files(latest["王芳_1002"]).values()) == ["a", "b"]
    every = {s.name: s for s in discover(root, attempts="all")}
    assert files(every["lina_1001-attempt1"]) == {"hw.ipynb": "old", "report.md": "why"}
    assert files(every["lina_1001-attempt2"]) == {"hw-1.ipynb": "new", "report.md": "why"}
    assert survey(root, "all").students == 2


@ways
def test_a_moodle_download_in_folders(tmp_path: Path, build: Build) -> None:
    root = build(tmp_path, MOODLE_FOLDERS)
    found = graded(root)
    assert (survey(root).layout, survey(root).students) == ("moodle", 3)
    assert set(found) == {"Li Na_2001", "王 芳_2002", "José Núñez-García_2003"}
    assert files(found["Li Na_2001"]) == {
        "hw2.py": PROGRAM,
        "lib/helper.py": "y = 1",
        "onlinetext/onlinetext.html": "<p>because</p>",
    }
    lina = found["Li Na_2001"].origin
    assert lina.people == (Person(name="Li Na", user_id="2001"),)
    assert lina.items[0] == "Li Na_2001_assignsubmission_file_"
    assert found["José Núñez-García_2003"].origin.team is None


@ways
def test_a_flat_and_blind_moodle_download(tmp_path: Path, build: Build) -> None:
    found = graded(build(tmp_path, MOODLE_FLAT))
    assert set(files(found["Li Na_2001"])) == {"hw_2.py", "onlinetext.html"}
    hidden = found["参与者_2002"]
    assert (hidden.student, hidden.origin.people) == ("参与者 2002", (Person(user_id="2002"),))


def test_moodle_groups_are_told_from_names_with_a_hyphen(tmp_path: Path) -> None:
    root = as_zip(
        tmp_path,
        {
            "Group 1-Li Na_1_assignsubmission_file_/a.py": "1",
            "Group 1-Jean-Luc Picard_2_assignsubmission_file_/a.py": "1",
            "默认分组-王芳_3_assignsubmission_file_/a.py": "2",
        },
    )
    second, first, third = discover(root)
    assert (first.origin.team, first.student) == ("Group 1", "Li Na")
    assert (second.origin.team, second.student) == ("Group 1", "Jean-Luc Picard")
    assert (third.origin.team, third.student) == ("默认分组", "王芳")


@ways
def test_a_gradescope_export(tmp_path: Path, build: Build) -> None:
    root = build(tmp_path, GRADESCOPE)
    found = graded(root)
    assert (survey(root).layout, survey(root).students) == ("gradescope", 3)
    single, pair = found.values()
    assert (single.name, single.student) == ("李娜_2023012345", "李娜")
    assert single.origin.submission_id == "301"
    assert pair.student == "José Núñez, Zoë O'Neil"
    # An id that begins with zeros is no octal number.
    assert [person.sid for person in pair.origin.people] == ["0012345", "0012346"]
    assert pair.origin.people[1].email == "zoe@example.edu"
    assert set(files(pair)) == {"hw2.ipynb", "说明.md"}


@pytest.mark.parametrize(
    "metadata",
    [
        "!!python/object/apply:os.system ['touch pwned']",
        "submission_301: &a\n  :submitters: *a\n",
        "submission_301:\n  :submitters: !ruby/object:Gem::Installer\n    - :name: x\n",
        "submission_301: [[[" + "[" * 5000,
        "\x00",
        "- 1",
        "",
    ],
)
def test_hostile_gradescope_metadata_runs_nothing_and_costs_no_submission(
    tmp_path: Path, metadata: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    tree = {**GRADESCOPE, "assignment_77_export/submission_metadata.yml": metadata}
    found = list(discover(as_folder(tmp_path, tree)))
    assert len(found) == 2
    assert not (tmp_path / "pwned").exists()
    assert {len(submission.files) for submission in found} == {1, 2}


def test_gradescope_metadata_is_really_read(tmp_path: Path) -> None:
    """The counterpart of the hostile ones: the sample itself yields names."""
    assert ":sid:" in GRADESCOPE_METADATA
    assert any(s.origin.people for s in discover(as_folder(tmp_path, GRADESCOPE)))


@ways
def test_nbgrader_submissions(tmp_path: Path, build: Build) -> None:
    found = graded(build(tmp_path, NBGRADER))
    assert set(found) == {"bitdiddle", "李娜"}
    assert set(files(found["李娜"])) == {"problem1.ipynb"}
    assert found["李娜"].origin.people == (Person(login="李娜"),)
    assert found["李娜"].origin.submitted_at == "2024-03-15 11:00:00.000000 UTC"


def test_the_nbgrader_exchange_keeps_every_attempt(tmp_path: Path) -> None:
    root = as_folder(tmp_path, EXCHANGE)
    assert files(graded(root)["bitdiddle"]) == {"problem1.ipynb": "second"}
    names = [submission.name for submission in discover(root, attempts="all")]
    assert names == ["bitdiddle-attempt1", "bitdiddle-attempt2", "hacker"]


@ways
def test_github_classroom_repositories_without_what_git_keeps(tmp_path: Path, build: Build) -> None:
    found = graded(build(tmp_path, CLASSROOM))
    assert set(found) == {"lina", "ann-lee"}
    assert set(files(found["ann-lee"])) == {"hw2.py"}
    assert found["ann-lee"].origin.people == (Person(login="ann-lee"),)


def test_files_of_one_student_at_the_top_are_one_submission(tmp_path: Path) -> None:
    root = as_folder(
        tmp_path,
        {
            "2023012345_李娜_作业1.ipynb": "{}",
            "2023012345_李娜_说明.docx": "x",
            "李强+2023012346.py": PROGRAM,
            "2023012346.md": "why",
            "王芳_作业.py": PROGRAM,
            "王芳-原因分析.txt": "why",
        },
    )
    found = graded(root)
    assert set(found) == {"2023012345_李娜", "2023012346_李强", "王芳"}
    assert set(files(found["2023012346_李强"])) == {"李强+2023012346.py", "2023012346.md"}
    assert found["2023012345_李娜"].origin.people == (Person(name="李娜", sid="2023012345"),)


def test_files_of_different_students_are_never_joined(tmp_path: Path) -> None:
    """A number with two names, a name on two programs, a date: every doubt keeps apart."""
    names = [
        *("2023012345_李娜.py", "2023012345_王芳.py"),
        *("张伟_作业.py", "张伟_作业二.ipynb"),
        *("20240315_hw.py", "20240315_report.md"),
        *("homework.py", "homework (1).py", "homework.md"),
    ]
    root = as_folder(tmp_path, dict.fromkeys(names, PROGRAM))
    found = list(discover(root))
    assert len(found) == survey(root).students == len(names)
    assert all(len(submission.files) == 1 for submission in found)


def test_a_students_zip_stays_one_submission(tmp_path: Path) -> None:
    path = zipped(tmp_path / "sun_mei.zip", {"sun_mei/hw.py": PROGRAM, "sun_mei/a/why.md": "x"})
    (found,) = discover(path)
    assert (found.name, found.origin.layout) == ("sun_mei", "plain")
    assert set(files(found)) == {"hw.py", "a/why.md"}


def test_zips_within_a_download_are_opened_each_for_its_student(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("hw/main.py", "1")
    path = zipped(
        tmp_path / "submissions.zip",
        {"lina_1_501_hw.zip": inner.getvalue(), "lina_1_502_why.md": b"x"},
    )
    (found,) = discover(path)
    assert set(files(found)) == {"hw/hw/main.py", "why.md"}


def test_a_link_in_a_download_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "submissions.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("lina_1001_501_hw.py")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("wangfang_1002_502_hw.py", PROGRAM)
    linked, fine = discover(path)
    assert (linked.files, [problem.code for problem in linked.problems]) == ((), ["link"])
    assert fine.problems == ()


def test_names_that_only_look_like_those_of_canvas_are_plain(tmp_path: Path) -> None:
    """Seat numbers and dates are no ids of uploads."""
    for names in (
        ("lina_2023012345_01_hw.py", "wangfang_2023012346_02_hw.py"),
        ("李娜_2023012345_1_hw.py", "王芳_2023012346_1_hw.py"),
        ("李娜_2023012345_20240315_hw.py", "王芳_2023012346_20240316_hw.py"),
        ("Li Na_1001_501_hw.py", "Wang Fang_1002_502_hw.py"),
    ):
        root = tmp_path / names[0]
        root.mkdir()
        for name in names:
            (root / name).write_text(PROGRAM)
        assert survey(root).layout == "plain", names


def test_what_is_no_file_of_the_lms_is_not_lost(tmp_path: Path) -> None:
    root = as_folder(tmp_path, {**CANVAS, "late_by_mail.py": PROGRAM, "grades.csv": "a,b"})
    assert "late_by_mail" in graded(root)


def test_a_zip_with_too_many_members_is_one_submission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking into it would take an object in memory for each."""
    monkeypatch.setattr("autograder.ingest.places.MAX_MEMBERS", 3)
    many = as_zip(tmp_path, {f"lina_1001_{at}_hw.py": PROGRAM for at in range(501, 505)})
    (found,) = discover(many)
    assert (found.name, found.origin.layout) == ("submissions", "plain")


def test_members_of_zips_within_a_zip_do_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.ingest.places.MAX_MEMBERS", 3)
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        for number in range(9):
            archive.writestr(f"{number}.py", PROGRAM)
    path = tmp_path / "submissions.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("lina_1001_501_hw.zip", inner.getvalue())
        archive.writestr("wangfang_1002_502_hw.py", PROGRAM)
    assert survey(path).layout == "canvas"


words = st.text(st.characters(categories=("Ll", "Lo", "Nd")), min_size=1, max_size=12)
file_names = st.text(st.characters(exclude_characters="/\\\0", exclude_categories=("Cs", "Cc")))


@given(
    words.filter(lambda who: who == who.lower() and not who.isdigit()),
    st.integers(1, 10**9),
    st.integers(10, 10**9),
    file_names.filter(bool),
    st.booleans(),
)
def test_any_name_that_canvas_writes_is_read_back(
    who: str, user: int, attachment: int, file: str, late: bool
) -> None:
    name = f"{who}{'_LATE' if late else ''}_{user}_{attachment}_{file}"
    parsed = canvas.parse(name)
    assert parsed is not None
    if "_question_" not in name:
        assert parsed == canvas.CanvasName(who, str(user), late, str(attachment), file)


@given(st.text(max_size=30), st.integers(0, 10**9), file_names, st.booleans())
def test_any_name_that_moodle_writes_is_read_back(
    who: str, participant: int, file: str, folder: bool
) -> None:
    who = who.replace("_", " ")
    name = f"{who}_{participant}_assignsubmission_file_{'' if folder else file}"
    parsed = moodle.parse(name)
    assert parsed == moodle.MoodleName(
        who, str(participant), "assignsubmission_file", "" if folder else file
    )


@given(st.text(max_size=40))
def test_no_name_breaks_a_parser(name: str) -> None:
    for parse in (canvas.parse, moodle.parse, owner_of, copy_number):
        parse(name)


@given(st.lists(file_names.filter(bool), max_size=8, unique_by=str.casefold))
def test_no_file_is_in_no_attempt(names: list[str]) -> None:
    found = in_rounds([(name, name) for name in names])
    assert {name for attempt in found for name in attempt} == set(names)


def test_an_origin_is_known_by_its_value() -> None:
    assert replace(Origin(), layout="canvas") != Origin()
