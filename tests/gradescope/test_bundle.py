"""What is in the zip, and what is not."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder import recorded
from autograder.cli import cli
from autograder.gradescope.unpacked import read_unpacked
from autograder.pipeline import Grader
from autograder.points import installation_key
from autograder.spec.load import load
from tests.gradescope.conftest import build
from tests.gradescope.place import shorten, unpack
from tests.gradescope.results import check
from tests.support import submission


@pytest.fixture
def source(bundle: Path, tmp_path: Path) -> Path:
    unpack(bundle, tmp_path)
    return tmp_path


def test_what_gradescope_looks_for_lies_at_the_top_and_can_be_run(source: Path) -> None:
    for name in ("setup.sh", "run_autograder"):
        assert (source / name).stat().st_mode & 0o777 == 0o755
        subprocess.run(["bash", "-n", str(source / name)], check=True)
        assert b"\r" not in (source / name).read_bytes()


def test_no_solution_is_in_it(bundle: Path, tmp_path: Path) -> None:
    """Neither in the zip nor in the wheel within it, by name or by text."""
    loaded = load("no_grad_cubic")
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(tmp_path)
        names = archive.namelist()
    wheel = next(tmp_path.glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        names += archive.namelist()
        archive.extractall(tmp_path / "wheel")
    assert not any("solution" in name and "spec/solutions.py" not in name for name in names)
    contents = b"\n".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    solutions = [path for path in loaded.solutions.rglob("*") if path.is_file()]
    assert len(solutions) > 100
    # Whole files: single lines of any solution stand in the documentation of rules as well.
    assert [path for path in solutions if path.read_bytes().strip() in contents] == []


def test_the_key_is_its_own_and_for_root_alone(source: Path) -> None:
    found = recorded.load((source / "recorded.msgpack").read_bytes())
    assert len(found.key) == 32
    assert found.key != installation_key()
    assert (source / "recorded.msgpack").stat().st_mode & 0o077 == 0


def test_building_it_again_gives_submissions_the_same_values(bundle: Path, tmp_path: Path) -> None:
    again = build(tmp_path / "again.zip")
    with zipfile.ZipFile(bundle) as one, zipfile.ZipFile(again) as other:
        assert one.read("recorded.msgpack") == other.read("recorded.msgpack")


def test_requirements_are_those_of_grading_and_pinned(source: Path) -> None:
    required = (source / "requirements.txt").read_text().split()
    assert {"torch", "msgspec", "ipython"} <= {name.partition(">")[0] for name in required}
    assert not {"otter-grader", "pytest", "starlette", "distributed"} & set(required)
    constraints = (source / "constraints.txt").read_text()
    assert all(f"\n{name.partition('>')[0]}==" in constraints.lower() for name in required)


def test_the_fallback_is_a_result_that_gradescope_takes(source: Path) -> None:
    check(json.loads((source / "fallback.json").read_text("utf-8")))


def test_language_and_index_are_the_teachers_choice(tmp_path: Path) -> None:
    address = "https://wheels.example/cpu"
    built = build(tmp_path / "hw.zip", "--lang", "zh", "--torch-index", address)
    with zipfile.ZipFile(built) as archive:
        assert archive.read("torch-index.txt").decode().strip() == address
        assert json.loads(archive.read("settings.json"))["language"] == "zh"
        assert "not your fault" not in archive.read("fallback.json").decode()


def test_without_an_index_the_teacher_is_told_what_that_means(tmp_path: Path) -> None:
    arguments = ["gradescope", "no_grad_cubic", "--out", str(tmp_path / "hw.zip")]
    ended = CliRunner().invoke(cli, arguments, env={"INDEX": "", "LC_ALL": "zh_CN.UTF-8"})
    assert ended.exit_code == 0
    assert "--torch-index" in ended.stderr
    assert f"{tmp_path / 'hw.zip'} 已生成" in ended.stdout


def test_limits_beyond_gradescopes_own_are_pointed_out(tmp_path: Path) -> None:
    loaded = load("no_grad_cubic")
    folder = tmp_path / "slow"
    shutil.copytree(loaded.folder, folder)
    (folder / "solutions").mkdir()
    shutil.copy(loaded.reference, folder / "solutions")
    shorten(tmp_path / "slow" / "assignment.yaml", 120)
    arguments = ["gradescope", str(folder), "--out", str(tmp_path / "hw.zip")]
    ended = CliRunner().invoke(cli, arguments, env={"LC_ALL": "C.UTF-8"})
    assert ended.exit_code == 0, ended.output
    assert "one submission 1560 s" in ended.stderr


def test_an_assignment_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    arguments = ["gradescope", "no_such", "--out", str(tmp_path / "hw.zip")]
    ended = CliRunner().invoke(cli, arguments)
    assert ended.exit_code == 2
    assert "no such assignment" in ended.output
    assert not (tmp_path / "hw.zip").exists()


def test_test_files_that_questions_name_go_along_and_count(tmp_path: Path) -> None:
    """Also those in a notebook, whose cells stay behind: a master notebook holds solutions."""
    loaded = load("no_grad_cubic")
    folder = tmp_path / "homework"
    shutil.copytree(loaded.folder, folder)
    (folder / "solutions").mkdir()
    shutil.copy(loaded.reference, folder / "solutions")
    (folder / "tests").mkdir()
    case = {"code": ">>> float(y3)\n2.0", "hidden": True}
    test = {"name": "q1", "points": 1, "suites": [{"type": "doctest", "cases": [case]}]}
    (folder / "tests" / "q1.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n", "utf-8")
    notebook = {
        "cells": [{"cell_type": "code", "source": "the_solution()", "metadata": {}}],
        "metadata": {"otter": {"OK_FORMAT": True, "tests": {"q2": {**test, "name": "q2"}}}},
    }
    (folder / "notebook.ipynb").write_text(json.dumps(notebook), "utf-8")
    title = "title: {zh: 测试, en: Tests}"
    question = f"""
  - id: tests
    {title}
    checks:
      - {{id: q1, kind: otter, points: 2, tests: tests/q1.py, {title}}}
      - {{id: q2, kind: otter, points: 1, tests: notebook.ipynb#q2, {title}}}
"""
    file = folder / "assignment.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("\nquestions:\n", f"\nquestions:{question}", 1), "utf-8")
    arguments = ["gradescope", str(folder), "--out", str(tmp_path / "hw.zip")]
    ended = CliRunner().invoke(cli, arguments)
    assert ended.exit_code == 0, ended.output
    unpack(tmp_path / "hw.zip", tmp_path / "source")
    everything = (tmp_path / "source/assignment/notebook.ipynb").read_text("utf-8")
    assert "the_solution" not in everything

    unpacked = read_unpacked(tmp_path / "source")
    with Grader(unpacked.assignment, recorded=unpacked.recorded, workers=1) as grader:
        right = grader.grade(submission({"hw.py": loaded.reference.read_text("utf-8")}))
        wrong = grader.grade(submission({"hw.py": "y3 = 3.0\n"}))
    assert [check.score for check in right.questions[0].checks] == [2, 1]
    assert [check.score for check in wrong.questions[0].checks] == [0, 0]
