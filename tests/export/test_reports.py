"""Reports appear whole, under the submission's name."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.export import write_report, write_text
from autograder.report import to_html, to_json
from tests.report.samples import right, wrong


def test_both_forms_are_written(tmp_path: Path) -> None:
    write_report(right(), tmp_path)
    assert json.loads((tmp_path / "王小明.json").read_text("utf-8")) == to_json(right())
    assert (tmp_path / "王小明.html").read_text("utf-8") == to_html(right())
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("name", ["../up", "a/b", "..", "", "a\\b", "a\0b"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="cannot name a file"):
        write_report(replace(wrong(), submission=name), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_name_of_the_greatest_length_can_be_written(tmp_path: Path) -> None:
    write_report(replace(wrong(), submission="王" * 83), tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    (target / "inside").write_text("kept")
    with pytest.raises(OSError, match="target"):
        write_text(target, "new")
    assert (target / "inside").read_text() == "kept"
    assert [item.name for item in tmp_path.iterdir()] == ["target"]
