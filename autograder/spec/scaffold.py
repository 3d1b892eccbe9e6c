"""A working assignment to start from: every part is there, and `autograder validate` is green."""

from __future__ import annotations

import json
import re
from pathlib import Path

from autograder.errors import UsageError
from autograder.spec.locate import FILE
from autograder.spec.model import Assignment

SCHEMA = "assignment.schema.json"
"""The file beside the assignments' folders that editors complete and check their YAML with."""

_TEMPLATE = Path(__file__).parent / "template"
_PLACEHOLDER = "__ID__"
_ID = re.compile(r"[a-z][a-z0-9_]{1,63}")


def schema() -> str:
    """The JSON Schema (draft 2020-12) of assignment.yaml, as text."""
    described = Assignment.model_json_schema()
    described["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def create(identifier: str, root: Path) -> tuple[Path, ...]:
    """Write a new assignment into `assignments/` and `solutions/` of `root`; returns its files.

    Raises:
        UsageError: `identifier` cannot name an assignment, there is one already, or the disk does
            not take it.
    """
    if not _ID.fullmatch(identifier):
        raise UsageError(
            f"{identifier!r} cannot name an assignment: lower-case letters, digits and _ only, "
            "beginning with a letter, as in no_grad_cubic"
        )
    folders = {"": root / "assignments" / identifier, "solutions": root / "solutions" / identifier}
    for folder in folders.values():
        if folder.exists():
            raise UsageError(f"{folder} is there already; choose another id or remove it")
    made: list[Path] = []
    try:
        for source in sorted(path for path in _TEMPLATE.rglob("*") if path.is_file()):
            # Programs of the template bear another ending, so that nobody takes them for our code.
            place = source.relative_to(_TEMPLATE)
            place = place.with_name(place.name.removesuffix(".txt"))
            top = "solutions" if place.parts[0] == "solutions" else ""
            target = folders[top] / place.relative_to(top)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = source.read_text(encoding="utf-8").replace(_PLACEHOLDER, identifier)
            target.write_text(text, encoding="utf-8")
            made.append(target)
        target = root / "assignments" / SCHEMA
        target.write_text(schema(), encoding="utf-8")
        made.append(target)
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be written: {error.strerror}") from None
    return tuple(sorted(made, key=lambda path: (path.name != FILE, path)))
