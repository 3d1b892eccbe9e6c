"""Where an assignment lies; loads nothing of it, so that it can be asked for first."""

from __future__ import annotations

import os
from pathlib import Path

from autograder.spec.problems import SpecError, SpecProblem, suggestion

FILE = "assignment.yaml"
FIRST = "no_grad_cubic"
"""The homework that is meant where there are several and none is named."""
_PACKAGE = Path(__file__).resolve().parent.parent


def roots() -> tuple[Path, ...]:
    """Folders that may hold `assignments/` and `solutions/`: the current one, then what was
    installed with the package, then the checkout that the package lies in."""
    return (Path(), _PACKAGE / "data", _PACKAGE.parent)


def available() -> list[str]:
    """Ids of all assignments that `load` finds by id, sorted."""
    found = {
        path.parent.name for root in roots() for path in (root / "assignments").glob(f"*/{FILE}")
    }
    return sorted(found)


def chosen_among(known: list[str]) -> str | None:
    """The assignment that is meant where none is named: the only one there is, else the first
    homework; None where that is not among them."""
    if len(known) == 1:
        return known[0]
    return FIRST if FIRST in known else None


def folder_of(wanted: str) -> Path:
    """The folder of an assignment, by id or by the path of the folder or of its assignment.yaml.

    Raises:
        SpecError: there is none.
    """
    for root in roots():
        folder = root / "assignments" / wanted
        if wanted and Path(wanted).name == wanted and (folder / FILE).is_file():
            return folder
    path = Path(wanted)
    if wanted and path.is_file() and path.suffix in (".yaml", ".yml"):
        if path.name != FILE:
            raise SpecError([SpecProblem(str(path), None, f"must be called {FILE}")])
        return path.parent
    if wanted and (path / FILE).is_file():
        return path
    if path.is_dir() and (os.sep in wanted or path.name != wanted):
        raise SpecError([SpecProblem(str(path), None, f"holds no {FILE}")])
    known = available()
    tail = suggestion(wanted, known) or "; none is in ./assignments"
    raise SpecError([SpecProblem(wanted or "''", None, f"there is no such assignment{tail}")])


def solutions_of(folder: Path, name: str) -> Path:
    """Where the solutions of the assignment called `name` lie: beside `assignments/`, or within the
    assignment's own folder where that has one."""
    own = folder / "solutions"
    return own if own.is_dir() else folder.resolve().parent.parent / "solutions" / name


def secrets_of(folder: Path) -> tuple[Path, ...]:
    """What no submission may read: the assignment, and the solutions of it and its neighbours."""
    return folder, solutions_of(folder, "")
