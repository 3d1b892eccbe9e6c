"""Every homework that is shipped is whole, and some of its samples get what they declare.

All samples of all homeworks are graded by `make validate-all`, which takes minutes.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest

from autograder.pipeline import Grader
from autograder.spec.load import load
from autograder.spec.solutions import read_samples
from autograder.spec.validate import validate

ROOT = Path(__file__).parent.parent
COURSE = sorted(path.name for path in (ROOT / "assignments").iterdir() if path.is_dir())
SOME = {"right": 2, "wrong": 3}
"""Samples of each kind that are graded here."""


def test_thirteen_homeworks_are_shipped() -> None:
    assert len(COURSE) == 13


@pytest.mark.parametrize("name", COURSE)
def test_a_homework_has_all_its_parts(name: str) -> None:
    loaded = load(name)
    samples = read_samples(loaded.solutions, loaded.spec.max_score)
    kinds = [sample.kind for sample in samples]
    assert kinds.count("right") >= 8
    assert kinds.count("wrong") >= 12
    assert (loaded.solutions / "reference.ipynb").is_file()
    notebook = nbformat.read(  # type: ignore[no-untyped-call]
        loaded.folder / "notebook.ipynb", as_version=4
    )
    nbformat.validate(notebook)
    text = "\n".join(cell.source for cell in notebook.cells)
    assert "# ASSIGNMENT CONFIG" in text
    assert "# BEGIN QUESTION" in text


@pytest.mark.parametrize("name", [name for name in COURSE if name != "no_grad_cubic"])
def test_some_samples_get_what_they_declare(name: str, tmp_path: Path) -> None:
    loaded = load(name)
    folder = tmp_path / name
    shutil.copytree(loaded.folder, folder)
    (folder / "solutions").mkdir()
    shutil.copy(loaded.reference, folder / "solutions")
    for kind, some in SOME.items():
        # Those that call functions cost seconds each.
        count = max(2, some // 2) if loaded.spec.question_of("call") else some
        samples = sorted((loaded.solutions / kind).iterdir())
        # From all over the list: neighbours in it are much alike.
        for sample in samples[:: max(1, len(samples) // count)][:count]:
            target = folder / "solutions" / kind / sample.name
            target.parent.mkdir(exist_ok=True)
            (shutil.copytree if sample.is_dir() else shutil.copy)(sample, target)
    # The grader knows all samples: what one teaches, others are told.
    with Grader(loaded) as grader:
        result = validate(load(str(folder)), grader)
    assert result.ok, result.render()
