"""`autograder new` makes an assignment that works as it is, with a schema that editors can use."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from autograder.cli import cli
from autograder.errors import UsageError
from autograder.spec import scaffold
from autograder.spec.load import load

SHIPPED = Path(__file__).resolve().parents[2] / "assignments"


def test_a_new_assignment_is_valid_and_its_samples_get_what_they_declare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = CliRunner().invoke(cli, ["new", "my_homework"])
    assert made.exit_code == 0, made.output
    assert load("my_homework").spec.id == "my_homework"
    result = CliRunner().invoke(cli, ["validate", "my_homework"])
    assert result.exit_code == 0, result.output
    assert "4 samples, 0 failed" in result.output


@pytest.mark.parametrize("name", ["", "Upper", "1st", "a-b", "../up", "a/b", "x", "名字"])
def test_a_name_that_cannot_be_one_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot name an assignment"):
        scaffold.create(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "solutions" / "mine").mkdir(parents=True)
    with pytest.raises(UsageError, match="is there already"):
        scaffold.create("mine", tmp_path)
    assert not (tmp_path / "assignments").exists()


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*/assignment.yaml")), ids=str)
def test_the_schema_accepts_what_is_shipped(file: Path) -> None:
    jsonschema.validate(yaml.safe_load(file.read_text("utf-8")), json.loads(scaffold.schema()))


def test_the_schema_refuses_a_typing_error_and_a_missing_part() -> None:
    data = yaml.safe_load((SHIPPED / "no_grad_cubic" / "assignment.yaml").read_text("utf-8"))
    checker = jsonschema.Draft202012Validator(json.loads(scaffold.schema()))
    data["qestions"] = data.pop("questions")
    said = " ".join(error.message for error in checker.iter_errors(data))
    assert "qestions" in said
    assert "'questions' is a required property" in said
