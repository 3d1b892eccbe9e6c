"""The hostile programs of `programs/`, and what each says of itself in its header.

A program is named by its outcome. Its docstring says what it tries and what must happen; comment
lines of the form `# key: value` below say it for machines:

    outcome: verdicts, separated by commas, of which one must come of it
    next: the program that the next student hands in afterwards, if any
    quick: yes, for those that `make test` runs; `make hostile` runs all
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_FIELD = re.compile(r"^# (?P<key>[a-z]+): *(?P<value>.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Attack:
    """One hostile program."""

    name: str
    story: str
    source: str
    outcomes: tuple[str, ...]
    next: str | None
    quick: bool


def read() -> tuple[Attack, ...]:
    """All attacks, by name.

    Raises:
        ValueError: one of them does not say what must come of it.
    """
    return tuple(_read(path) for path in sorted((HERE / "programs").glob("*.py")))


def _read(path: Path) -> Attack:
    source = path.read_text(encoding="utf-8")
    fields = {match["key"]: match["value"].strip() for match in _FIELD.finditer(source)}
    if not fields.get("outcome"):
        raise ValueError(f"{path} has no line '# outcome: ...'")
    return Attack(
        name=path.stem,
        story=ast.get_docstring(ast.parse(source)) or "",
        source=source,
        outcomes=tuple(word.strip() for word in fields["outcome"].split(",")),
        next=fields.get("next"),
        quick=fields.get("quick") == "yes",
    )
