"""Which code a check looks at: what was run, where it belongs in the notebook."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from autograder.errors import UsageError
from autograder.extract import extract
from autograder.otter.kernel import Found, collect

X, SQUARE = "import torch\nx = torch.tensor(1.0, requires_grad=True)", "y1 = x ** 2"
CUBE, NO_GRAD = "y2 = x ** 3", "with torch.no_grad():\n    y2 = x ** 3"
SUM = "y3 = y1 + y2\ny3.backward()\nprint(x.grad)"
GRADER = "import otter\ngrader = otter.Notebook('hw.ipynb')"
CHECK = 'grader.check("gradient")'


def save(folder: Path, *sources: str, name: str = "hw.ipynb") -> None:
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "metadata": {}, "source": source, "outputs": []} for source in sources
    ]
    cells.append({"cell_type": "markdown", "metadata": {}, "source": "因为没有追踪。"})
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / name).write_text(json.dumps(notebook), encoding="utf-8")


def after(*inputs: str) -> dict[str, Any]:
    return {"In": ["", *inputs]}


def code(found: Found) -> list[str]:
    programs = extract(found.submission).programs
    return [cell.source for cell in programs[0].cells] if programs else []


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    return tmp_path


def test_a_saved_notebook_is_read_as_it_is(here: Path) -> None:
    save(here, GRADER, X, SQUARE, CUBE, SUM, CHECK)
    found = collect(after(GRADER, X, SQUARE, CUBE, SUM, CHECK))
    assert (found.saved, found.texts) == (True, True)
    assert code(found) == [GRADER, X, SQUARE, CUBE, SUM, CHECK]
    assert len(extract(found.submission).texts) == 1


def test_a_cell_that_was_run_in_a_newer_form_is_read_in_that(here: Path) -> None:
    save(here, X, SQUARE, CUBE, SUM)
    found = collect(after(X, SQUARE, CUBE, SUM, CHECK, NO_GRAD, SUM, CHECK))
    assert not found.saved
    assert code(found) == [X, SQUARE, NO_GRAD, SUM]


def test_an_older_form_does_not_come_back(here: Path) -> None:
    save(here, X, SQUARE, NO_GRAD, SUM)
    found = collect(after(X, SQUARE, CUBE, SUM, CHECK, NO_GRAD, SUM))
    assert found.saved
    assert code(found) == [X, SQUARE, NO_GRAD, SUM]


def test_an_answer_in_an_empty_cell_is_found_before_it_is_saved(here: Path) -> None:
    save(here, GRADER, "x = ...", CHECK, "...")
    whole = f"{X}\n{SQUARE}\n{NO_GRAD}\n{SUM}"
    found = collect(after(GRADER, whole, CHECK))
    assert not found.saved
    assert code(found) == [GRADER, whole, CHECK, "..."]


def test_a_new_cell_is_put_where_it_was_run(here: Path) -> None:
    save(here, X, SQUARE, SUM)
    found = collect(after(X, SQUARE, NO_GRAD, SUM))
    assert code(found) == [X, SQUARE, NO_GRAD, SUM]


def test_saved_outputs_are_older_than_what_was_run(here: Path) -> None:
    save(here, X)
    notebook = json.loads((here / "hw.ipynb").read_text())
    notebook["cells"][0]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "5"}]
    (here / "hw.ipynb").write_text(json.dumps(notebook))
    assert not extract(collect(after(X)).submission).programs[0].cells[0].outputs


def test_another_notebook_in_the_folder_is_not_taken_for_this_one(here: Path) -> None:
    save(here, "print('another homework')")
    found = collect(after(X, SQUARE))
    assert not found.texts
    assert code(found) == [X, SQUARE]


def test_without_a_file_the_last_forms_of_what_was_run_are_read() -> None:
    found = collect(after(GRADER, X, SQUARE, CUBE, SUM, CHECK, NO_GRAD, SUM, CHECK))
    assert not found.texts
    assert code(found) == [X, SQUARE, NO_GRAD, SUM]


def test_colab_hands_out_the_notebook_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = [
        {"cell_type": "markdown", "source": ["因为", "没有追踪。"]},
        {"cell_type": "code", "source": [X + "\n", SQUARE], "outputs": []},
    ]
    asked: list[str] = []

    def blocking_request(kind: str, timeout_sec: float) -> dict[str, Any]:
        asked.append(kind)
        return {"ipynb": {"cells": cells, "metadata": {}}}

    message = SimpleNamespace(blocking_request=blocking_request)
    monkeypatch.setitem(sys.modules, "google.colab", ModuleType("google.colab"))
    monkeypatch.setitem(sys.modules, "google.colab._message", message)
    found = collect(after("something else"))
    assert asked == ["get_ipynb"]
    assert found.texts
    assert code(found) == [f"{X}\n{SQUARE}"]


def test_where_nothing_was_run_a_student_is_told_what_to_do() -> None:
    with pytest.raises(UsageError, match="save the notebook"):
        collect({"In": [""]})
