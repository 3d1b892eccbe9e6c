"""A submission as Otter would run it: which file, which cells, in which order.

By `PythonRunner` and `GradingPreprocessor` of Otter-Grader 7: one notebook, else one script as a
single cell; cells tagged `otter_ignore` left out; seeds before each cell; and a check after a cell
whose metadata name a test.
"""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from autograder import syntax
from autograder.evidence.schema import Site, Unit
from autograder.extract.decode import decode
from autograder.ingest.submission import Submission, SubmittedFile
from autograder.otter.zipped import Config

_MAGIC = re.compile(r"^\s*[%!?].*$", re.MULTILINE)
_SEED = "__import__('numpy').random.seed({0}); __import__('random').seed({0})"


@dataclass(frozen=True)
class Program:
    """Units to run, and for each the number of the notebook's cell (None in a script, and for
    what we add)."""

    file: str
    units: tuple[Unit, ...]
    name: str | None = None
    """The assignment that the notebook says it is for."""

    def until(self, site: Site) -> Program:
        """The program up to the end of the statement at a place."""
        units = list(self.units[: site.unit + 1])
        units[-1] = replace_source(units[-1], _until(units[-1].source, site.line))
        return replace(self, units=tuple(units))

    def anything_after(self, site: Site) -> bool:
        """Whether code other than checks follows the statement at a place."""
        rest = [
            self.units[site.unit].source[len(_until(self.units[site.unit].source, site.line)) :]
        ]
        rest += [unit.source for unit in self.units[site.unit + 1 :] if unit.cell is not None]
        return any(_does_something(source) for source in rest)


class NoProgramError(Exception):
    """There is not exactly one file that Otter would run; says what there is, as a code."""


def program_of(submission: Submission, config: Config) -> Program:
    """The program of a submission.

    Raises:
        NoProgramError: no notebook and no script, several, or a notebook that cannot be read.
    """
    file = _chosen(submission)
    if file.path.endswith(".ipynb"):
        units, name = _notebook(file)
    else:
        # A script is one cell to Otter: what follows an error does not run.
        units, name = [Unit("cell", file.path, None, 1, decode(file.data).text)], None
    return Program(file.path, tuple(_seeded(units, config)), name)


def _chosen(submission: Submission) -> SubmittedFile:
    for ending in (".ipynb", ".py"):
        found = [
            file
            for file in submission.files
            if file.path.lower().endswith(ending)
            and PurePosixPath(file.path).name != "__init__.py"
            and not any(part.startswith((".", "__MACOSX")) for part in file.path.split("/"))
        ]
        # A zip may hold everything in one folder, where Otter's would not look.
        depth = min((file.path.count("/") for file in found), default=0)
        found = [file for file in found if file.path.count("/") == depth]
        if len(found) > 1:
            raise NoProgramError("several", ", ".join(sorted(file.path for file in found)))
        if found:
            return found[0]
    raise NoProgramError("none", "")


def _notebook(file: SubmittedFile) -> tuple[list[Unit], str | None]:
    try:
        notebook = json.loads(decode(file.data).text)
        if notebook.get("nbformat", 4) < 4:
            import nbformat  # noqa: PLC0415 - slow to import, and old notebooks are rare

            notebook = nbformat.convert(  # type: ignore[no-untyped-call]
                nbformat.from_dict(notebook),  # type: ignore[no-untyped-call]
                4,
            )
        cells = notebook["cells"]
        config = _otter(notebook)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoProgramError("unreadable", f"{file.path}: {error}") from None
    units: list[Unit] = []
    for number, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        own = _otter(cell)
        tags = (cell.get("metadata") or {}).get("tags") or []
        if "otter_ignore" in tags or own.get("ignore"):
            continue
        source = cell.get("source", "")
        text = "".join(source) if isinstance(source, list) else str(source)
        units.append(Unit("cell", file.path, number, 1, text.replace("\r\n", "\n")))
        for test in own.get("tests") or []:
            check = f"__import__('otter').Notebook().check({str(test)!r})"
            units.append(Unit("cell", file.path, None, 1, check))
    name = config.get("assignment_name")
    return units, name if isinstance(name, str) else None


def _otter(part: Any) -> dict[str, Any]:
    metadata = part.get("metadata")
    own = metadata.get("otter") if isinstance(metadata, dict) else None
    return own if isinstance(own, dict) else {}


def _seeded(units: list[Unit], config: Config) -> list[Unit]:
    if config.seed is None:
        return units
    if config.seed_variable is not None:
        line = f"{config.seed_variable} = {config.seed}"
    else:
        line = _SEED.format(config.seed)
    found: list[Unit] = []
    for unit in units:
        if not unit.source.startswith("%%"):
            found.append(Unit("cell", unit.file, None, 1, line))
        found.append(unit)
    return found


def replace_source(unit: Unit, source: str) -> Unit:
    """The same unit with another source."""
    return Unit(unit.kind, unit.file, unit.cell, unit.first_line, source)


def _until(source: str, line: int) -> str:
    """The source up to the end of the top-level statement that holds a line, or all of it."""
    try:
        body = syntax.parse(_MAGIC.sub("pass", source)).body
    except (SyntaxError, ValueError):
        return source
    for statement in body:
        end = statement.end_lineno or 0
        if statement.lineno <= line <= end:
            return "".join(source.splitlines(keepends=True)[:end])
    return source


def _does_something(source: str) -> bool:
    """Whether code is more than comments and calls of Otter's notebook object."""
    try:
        body = syntax.parse(source).body
    except (SyntaxError, ValueError):
        return bool(source.strip())
    return not all(
        isinstance(node, ast.Expr)
        and (
            isinstance(node.value, ast.Constant)
            or (
                isinstance(node.value, ast.Call)
                and isinstance(node.value.func, ast.Attribute)
                and node.value.func.attr in ("check", "check_all", "export")
            )
        )
        for node in body
    )
