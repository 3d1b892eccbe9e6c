"""What goes wrong between a master notebook and its student version is said before Otter runs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import UsageError
from autograder.otter import master
from autograder.otter.assign import assign
from autograder.spec.load import load

SPEC = load("no_grad_cubic").spec
CONFIG = "# ASSIGNMENT CONFIG\ntests:\n    files: true\n    ok_format: false\n"


def write(folder: Path, *cells: tuple[str, str], outputs: list[Any] | None = None) -> Path:
    path = folder / "notebook.ipynb"
    made = [
        {"cell_type": kind, "metadata": {}, "source": source}
        | ({"outputs": outputs or [], "execution_count": None} if kind == "code" else {})
        for kind, source in cells
    ]
    path.write_text(json.dumps({"cells": made, "metadata": {}, "nbformat": 4}))
    return path


def question(*tests: str, config: str = "name: q1") -> list[tuple[str, str]]:
    return [
        ("raw", f"# BEGIN QUESTION\n{config}"),
        ("raw", "# BEGIN TESTS"),
        *(("code", test) for test in tests),
        ("raw", "# END TESTS"),
        ("raw", "# END QUESTION"),
    ]


def case(points: str = "points: 1", more: str = "") -> str:
    config = f'""" # BEGIN TEST CONFIG\n{points}\n{more}\n""" # END TEST CONFIG\n'
    return config + "def test_it(env):\n    assert env"


def said(path: Path) -> str:
    return "\n".join(master.traps(master.read(path), SPEC))


def test_the_assignments_own_master_notebook_has_no_trap() -> None:
    path = load("no_grad_cubic").folder / "notebook.ipynb"
    found = master.read(path)
    assert [one.name for one in found.questions] == ["gradient", "graph", "explanation"]
    assert master.traps(found, SPEC) == []


def test_a_quotation_mark_in_a_message_is_found(tmp_path: Path) -> None:
    trap = case(more="failure_message: 'say \"why\"'")
    assert "quotation mark" in said(write(tmp_path, ("raw", CONFIG), *question(trap)))
    fine = case(more="failure_message: say “why”")
    assert said(write(tmp_path, ("raw", CONFIG), *question(fine))) == ""


def test_a_doctest_without_saved_output_is_found(tmp_path: Path) -> None:
    shows, asserts = question("x.grad"), question("assert x.grad == 2")
    assert "saved outputs" in said(write(tmp_path, *shows))
    assert said(write(tmp_path, *shows, outputs=[{"text": "2"}])) == ""
    assert said(write(tmp_path, *asserts)) == ""


def test_hidden_tests_that_change_the_weights_of_others_are_found(tmp_path: Path) -> None:
    hidden = case(more="hidden: true")
    config = ("raw", CONFIG)
    assert "weigh" in said(write(tmp_path, config, *question(hidden, case(points="{}"))))
    assert said(write(tmp_path, config, *question(hidden, case()))) == ""


def test_a_script_among_the_files_is_found(tmp_path: Path) -> None:
    config = CONFIG + "files:\n    - helper.py\n    - data/other.py\n"
    assert said(write(tmp_path, ("raw", config))).count("taken for the submission") == 1


def test_points_that_differ_from_the_assignment_are_found(tmp_path: Path) -> None:
    path = write(tmp_path, ("raw", CONFIG), *question(case(), config="name: gradient"))
    assert "give 1 points" in said(path)
    assert "gives the question 4" in said(path)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ([("raw", "# END QUESTION")], "without its begin"),
        ([("raw", "# BEGIN QUESTION\nname: q")], "has no end"),
        ([("raw", "# BEGIN QUESTION\nname: [q")], "no YAML"),
        (
            [("raw", "# BEGIN QUESTION\nname: q"), ("raw", "# BEGIN TESTS"), ("markdown", "x")],
            "code",
        ),
    ],
)
def test_broken_blocks_are_told_with_their_cell(
    tmp_path: Path, cells: list[tuple[str, str]], problem: str
) -> None:
    with pytest.raises(UsageError, match=problem):
        master.read(write(tmp_path, *cells))


def test_an_assignment_without_a_master_notebook_is_told_where_one_belongs(tmp_path: Path) -> None:
    original = load("no_grad_cubic")
    folder = tmp_path / "no_grad_cubic"
    folder.mkdir()
    with pytest.raises(UsageError, match=r"notebook\.ipynb is missing"):
        assign(replace(original, folder=folder), tmp_path / "dist")
    (folder / "notebook.ipynb").write_text("{")
    with pytest.raises(UsageError, match="is no notebook"):
        assign(replace(original, folder=folder), tmp_path / "dist")
    assert not (tmp_path / "dist").exists()
