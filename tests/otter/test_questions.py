"""Questions of an assignment.yaml that name test files of Otter's."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from autograder.errors import UsageError
from autograder.pipeline import Grader
from autograder.spec.load import LoadedAssignment, SpecError, load
from tests.otter.pairs import TORCH_DOCTESTS, TORCH_FUNCTIONS
from tests.support import submission

RIGHT = """import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
"""


def check(identifier: str, points: float, tests: str) -> dict[str, object]:
    title = {"zh": identifier, "en": identifier}
    return {"id": identifier, "kind": "otter", "points": points, "tests": tests, "title": title}


def assignment(folder: Path, *checks: dict[str, object]) -> Path:
    """The first homework with one more question."""
    original = load("no_grad_cubic")
    shutil.copytree(original.folder, folder / "assignments" / "no_grad_cubic")
    shutil.copytree(original.solutions, folder / "solutions" / "no_grad_cubic")
    path = folder / "assignments" / "no_grad_cubic"
    data = yaml.safe_load((path / "assignment.yaml").read_text(encoding="utf-8"))
    data["questions"].append(
        {"id": "old", "title": {"zh": "旧", "en": "old"}, "checks": list(checks)}
    )
    (path / "assignment.yaml").write_text(yaml.safe_dump(data, allow_unicode=True))
    (path / "tests").mkdir()
    (path / "tests" / "value.py").write_text(TORCH_DOCTESTS["value"])
    (path / "tests" / "gradient.py").write_text(TORCH_FUNCTIONS["gradient"])
    test = {"name": "q1", "suites": [{"cases": [{"code": ">>> bool(y1 == 1)\nTrue"}]}]}
    metadata = {"otter": {"OK_FORMAT": True, "tests": {"q1": test}}}
    (path / "old.ipynb").write_text(json.dumps({"cells": [], "metadata": metadata}))
    return path


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> LoadedAssignment:
    path = assignment(
        tmp_path_factory.mktemp("assignment"),
        check("doctests", 6, "tests/value.py"),
        check("functions", 2.5, "tests/gradient.py"),
        check("metadata", 1, "old.ipynb#q1"),
    )
    return load(str(path))


def test_their_share_of_points_is_the_share_of_the_check(loaded: LoadedAssignment) -> None:
    with Grader(loaded, language="en") as grader:
        right = grader.grade(submission({"hw.py": RIGHT}))
        wrong = grader.grade(submission({"hw.py": RIGHT.replace("y1 + y2", "y1 * 3 + y2")}))
        broken = grader.grade(submission({"hw.py": "x = 1\nwhile True: pass"}))
    got = {one.id: (one.status, one.score) for one in right.questions[-1].checks}
    assert got == {
        "doctests": ("passed", 6),
        "functions": ("passed", 2.5),
        "metadata": ("passed", 1),
    }
    failed = {one.id: one for one in wrong.questions[-1].checks}
    # Of three points one is for the value, two are shared by three, one of which fails too.
    assert failed["doctests"].score == pytest.approx(6 * (4 / 3) / 3, abs=0.01)
    assert "float(y3)" in failed["doctests"].actual
    assert failed["functions"].score == pytest.approx(2.5 * 3.5 / 5, abs=0.01)
    assert failed["functions"].actual.startswith("not all hidden tests passed")
    assert "secret" not in repr(wrong.questions)
    assert {one.status for one in broken.questions[-1].checks} == {"inconclusive"}


def test_a_file_that_is_missing_or_broken_is_the_teachers_to_mend(tmp_path: Path) -> None:
    path = assignment(tmp_path, check("gone", 1, "tests/gone.py"))
    with pytest.raises(UsageError, match=r"check gone: tests/gone\.py"), Grader(load(str(path))):
        pass


def test_the_key_tests_belongs_to_the_kind_otter(tmp_path: Path) -> None:
    wrong = {**check("gone", 1, "tests/gone.py"), "kind": "explanation"}
    with pytest.raises(SpecError, match="kind otter"):
        load(str(assignment(tmp_path, wrong)))
