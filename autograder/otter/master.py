"""What is known to go wrong between an Otter Assign master notebook and its student version.

Otter Assign 7 writes tests without looking at what they hold, so some mistakes show only when
students run them. Each is found here first and said in a sentence. Format: Otter's "Notebook
Format" v1 (raw cells `# BEGIN QUESTION`, ...).
"""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from autograder import syntax
from autograder.errors import UsageError
from autograder.spec.model import Assignment

_BOUNDARY = re.compile(r"#\s+(begin|end)\s+(question|prompt|solution|tests)\s*", re.IGNORECASE)
_CONFIG = re.compile(r"#\s+assignment\s+config\s*", re.IGNORECASE)
_BEGIN_TEST = re.compile(r'(?:.\s*=\s*)?""?"?\s*#\s*BEGIN\s*TEST\s*CONFIG', re.IGNORECASE)
_END_TEST = re.compile(r'""?"?\s*#\s*END\s*TEST\s*CONFIG', re.IGNORECASE)


@dataclass
class Test:
    """A test cell: its number in the notebook (1-based), its configuration and its code."""

    cell: int
    config: dict[str, Any]
    code: str
    outputs: bool


@dataclass
class Question:
    """A question block: the cell that begins it, its configuration and its tests."""

    cell: int
    config: dict[str, Any]
    tests: list[Test] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its name, as `grader.check` takes it."""
        return str(self.config.get("name"))


@dataclass
class Master:
    """A master notebook as far as the traps need it."""

    notebook: dict[str, Any]
    config: dict[str, Any]
    config_cell: int | None
    questions: list[Question]

    @property
    def ok_format(self) -> bool:
        """Whether tests are doctests (Otter's default) rather than functions that raise."""
        tests = self.config.get("tests")
        return bool(tests.get("ok_format", True)) if isinstance(tests, dict) else True


def read(path: Path) -> Master:
    """Read a master notebook.

    Raises:
        UsageError: it is no notebook, or a block or a configuration in it is broken.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = notebook["cells"]
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise UsageError(f"{path} is no notebook") from None
    master = Master(notebook, {}, None, [])
    block: list[str] = []
    for number, cell in enumerate(cells, start=1):
        source = "".join(cell.get("source", ""))
        if cell.get("cell_type") == "raw":
            if _CONFIG.match(source):
                master.config = _yaml(source, path, number)
                master.config_cell = number
            boundary = _BOUNDARY.match(source)
            if boundary is None:
                continue
            begins, kind = boundary[1].lower() == "begin", boundary[2].lower()
            if begins:
                block.append(kind)
                if kind == "question":
                    master.questions.append(Question(number, _yaml(source, path, number)))
            elif block and block[-1] == kind:
                block.pop()
            else:
                raise UsageError(f"{path}, cell {number}: an end of {kind} without its begin")
        elif block[-1:] == ["tests"] and master.questions:
            master.questions[-1].tests.append(_test(cell, source, path, number))
    if block:
        raise UsageError(f"{path}: the {block[-1]} block has no end")
    return master


def traps(master: Master, spec: Assignment) -> list[str]:
    """Sentences about what would go wrong, none where all is well."""
    found = _files(master)
    ids = {question.id: question for question in spec.questions}
    for question in master.questions:
        if "name" not in question.config:
            found.append(f"cell {question.cell}: a question needs a name")
            continue
        found += _tests(master, question)
        ours = ids.get(question.name)
        points = [test.config.get("points") for test in question.tests]
        if ours is not None and points and all(isinstance(one, (int, float)) for one in points):
            total = sum(one for one in points if one is not None)
            most = sum(check.points for check in ours.checks)
            if abs(total - most) > 1e-9:
                found.append(
                    f"cell {question.cell}: the tests of {question.name} give {total:g} points, "
                    f"but assignment.yaml gives the question {most:g}"
                )
    return found


def with_files(master: Master, folder: str) -> dict[str, Any]:
    """The notebook with `folder` among the files that students and graders get."""
    notebook: dict[str, Any] = json.loads(json.dumps(master.notebook))
    config = {**master.config, "files": [*(master.config.get("files") or []), folder]}
    source = "# ASSIGNMENT CONFIG\n" + yaml.safe_dump(config, sort_keys=False, allow_unicode=True)
    if master.config_cell is None:
        notebook["cells"].insert(
            0, {"cell_type": "raw", "id": "assignment", "metadata": {}, "source": source}
        )
    else:
        notebook["cells"][master.config_cell - 1]["source"] = source
    return notebook


def _files(master: Master) -> list[str]:
    return [
        f"files: {name}: a .py file at the top level would be taken for the submission where a "
        "student hands in a script; put it into a folder and name that"
        for name in master.config.get("files") or []
        if isinstance(name, str) and name.endswith(".py") and "/" not in name.strip("./")
    ]


def _tests(master: Master, question: Question) -> list[str]:
    found: list[str] = []
    for test in question.tests:
        for key in ("success_message", "failure_message"):
            text = test.config.get(key)
            if not master.ok_format and isinstance(text, str) and re.search(r'["\\\n]', text):
                found.append(
                    f"cell {test.cell}: {key} holds a quotation mark, a backslash or a line break, "
                    "which breaks the test file that Otter writes; use “ ” or say it otherwise"
                )
        if master.ok_format and not test.outputs and _shows_something(test.code):
            found.append(
                f"cell {test.cell}: this test shows a value, but none is saved: Otter takes what "
                "is expected from the saved outputs, so run the cell and save the notebook"
            )
    hidden = [test for test in question.tests if test.config.get("hidden")]
    shared = [test for test in question.tests if test.config.get("points") is None]
    listed = isinstance(question.config.get("points"), (list, dict))
    if hidden and len(hidden) < len(question.tests) and shared and not listed:
        found.append(
            f"cell {question.cell}: {question.name} has hidden tests and tests without points; "
            "students' copies lack the hidden ones and weigh the others anew, so give every test "
            "its points"
        )
    return found


def _shows_something(code: str) -> bool:
    try:
        body = syntax.parse(code).body
    except SyntaxError:
        return False
    last = body[-1] if body else None
    return isinstance(last, ast.Expr) and not isinstance(last.value, ast.Constant)


def _test(cell: dict[str, Any], source: str, path: Path, number: int) -> Test:
    if cell.get("cell_type") != "code":
        raise UsageError(f"{path}, cell {number}: only code belongs between begin and end of tests")
    lines = source.split("\n")
    config: dict[str, Any] = {}
    start = 0
    if _BEGIN_TEST.match(lines[0]):
        end = next((at for at, line in enumerate(lines) if _END_TEST.match(line)), None)
        if end is None:
            raise UsageError(f"{path}, cell {number}: the test config has no end")
        config = _yaml("\n".join(lines[1:end]), path, number)
        start = end + 1
    elif lines[0].lstrip().startswith("#") and re.search(r"\bhidden\b", lines[0], re.IGNORECASE):
        config = {"hidden": True}
    return Test(number, config, "\n".join(lines[start:]), bool(cell.get("outputs")))


def _yaml(source: str, path: Path, number: int) -> dict[str, Any]:
    try:
        data = yaml.safe_load(source)
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise UsageError(f"{path}, cell {number}: this is no YAML: {reason}") from None
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise UsageError(f"{path}, cell {number}: keys with values are expected here")
    return data
