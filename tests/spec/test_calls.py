"""What `call` may name, and how mistakes in it are told."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from autograder.spec.load import SpecError, load

FOLDER = Path(__file__).parents[1] / "assignments" / "function_calls"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "function_calls"
    shutil.copytree(FOLDER, path)
    return path


def change(folder: Path, check: str, **fields: Any) -> None:
    path = folder / "assignment.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    for question in data["questions"]:
        for one in question["checks"]:
            if one["id"] == check:
                one.update(fields)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def problems(folder: Path) -> str:
    with pytest.raises(SpecError) as found:
        load(str(folder))
    return str(found.value)


def test_the_text_of_calls_py_comes_with_the_assignment() -> None:
    assert "def cubes" in load(str(FOLDER)).calls
    assert load("no_grad_cubic").calls == ""


def test_a_function_that_is_not_there_is_told_with_the_likely_one(folder: Path) -> None:
    change(folder, "cube", call="cube")
    text = problems(folder)
    assert "calls.py has no function 'cube', did you mean 'cubes'?" in text
    assert "assignment.yaml:" in text


def test_a_missing_calls_py(folder: Path) -> None:
    (folder / "calls.py").unlink()
    assert "there is no calls.py" in problems(folder)


def test_a_calls_py_that_is_no_python(folder: Path) -> None:
    (folder / "calls.py").write_text("x = 1\ndef cubes(:\n", encoding="utf-8")
    assert "calls.py:2: is not valid Python" in problems(folder)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("def cubes(draw):\n    return 1\n", "has no parameter"),
        ("def cubes(*Cube):\n    return 1\n", "may only have plain parameters"),
        ("def cubes(Cube, draw):\n    Cube\n", "returns nothing"),
    ],
)
def test_a_function_that_cannot_be_of_use(folder: Path, source: str, told: str) -> None:
    rest = "def summaries(summary, draw):\n    return summary(1)\n"
    (folder / "calls.py").write_text(source + rest, encoding="utf-8")
    text = problems(folder)
    assert told in text
    assert "calls.py:1" in text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"call": None}, "needs the key 'call'"),
        ({"call": {"function": "f g"}}, "no name of Python's"),
        ({"call": {"function": "f", "inputs": [{"low": 3, "high": 1}]}}, "must be below high"),
        ({"call": {"function": "f", "inputs": [{"shape": [-1]}]}}, "negative length"),
        ({"call": {"function": "f", "inputs": [{"value": 1, "shape": [2]}]}}, "fixed value"),
        (
            {"call": {"function": "f", "inputs": [{"dtype": "int64", "grad": True}]}},
            "only floating-point tensors",
        ),
        ({"call": {"function": "f", "gradient": True}}, "no inputs"),
        ({"call": {"function": "f", "inputs": [{"shap": [1]}]}}, "did you mean 'shape'"),
        ({"call": {"functoin": "f"}}, "did you mean 'function'"),
        ({"rounds": 0}, "rounds"),
        ({"kind": "explanation"}, "belongs to kind call"),
    ],
)
def test_a_short_form_that_says_nothing(folder: Path, fields: dict[str, Any], told: str) -> None:
    change(folder, "weighted", **fields)
    assert told in problems(folder)
