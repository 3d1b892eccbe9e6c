"""The author's microscope shows what grading rests on."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from autograder.cli import cli

TWICE = """\
import torch
x = torch.tensor(1.0, requires_grad=True)
(x**2 + x**3).backward()
x.grad = None
square = x**2
with torch.no_grad():
    cube = x**3
(square + cube).backward()
print(x.grad)
"""


def shown(path: Path, *options: str) -> tuple[int, str]:
    result = CliRunner().invoke(
        cli, ["run", str(path), "--assignment", "no_grad_cubic", *options], env={"COLUMNS": "200"}
    )
    return result.exit_code, result.output


def test_trace_experiments_and_roles_are_shown(tmp_path: Path) -> None:
    file = tmp_path / "hw.py"
    file.write_text(TWICE, encoding="utf-8")
    status, text = shown(file, "--lang", "en")
    assert status == 0, text
    rows = [line.split() for line in text.splitlines()]
    assert any(row[-1:] == ["no_grad"] and "cube" in row for row in rows)
    first, second = text.split("Experiment ")[1:]
    assert "gradient at each probe: 5;" in first
    assert "graded" not in first.splitlines()[0]
    assert "(graded)" in second.splitlines()[0]
    assert "gradient at each probe: 2;" in second
    assert ["y2", "cube"] in [line.split()[:2] for line in second.splitlines()]


def test_a_program_cannot_write_to_the_authors_terminal(tmp_path: Path) -> None:
    file = tmp_path / "hw.py"
    file.write_text(TWICE + "raise ValueError('\\x1b[2J\\u202e')\n", encoding="utf-8")
    status, text = shown(file, "--lang", "zh")
    assert status == 0
    assert "ValueError" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_what_holds_no_program_is_said(tmp_path: Path) -> None:
    file = tmp_path / "only.md"
    file.write_text("x.grad is 2", encoding="utf-8")
    status, text = shown(file)
    assert status == 1
    assert "no program" in text
