"""Finding an assignment and loading it whole: every mistake in it is reported at once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from autograder.spec.model import Assignment
from autograder.spec.problems import SpecError, SpecProblem, suggestion
from autograder.spec.references import check_meaning
from autograder.spec.schema import validate_shape
from autograder.spec.source import read_yaml

__all__ = ["LoadedAssignment", "SpecError", "SpecProblem", "available", "load"]

FILE = "assignment.yaml"
_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class LoadedAssignment:
    """An assignment and where its parts lie.

    `folder` holds assignment.yaml; `reference` is the reference solution (reference.py, else
    reference.ipynb) in `solutions`, the folder that also holds right/ and wrong/.
    """

    spec: Assignment
    folder: Path
    reference: Path
    solutions: Path


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


def load(assignment_id_or_path: str, *, solutions: bool = True) -> LoadedAssignment:
    """Load an assignment by id, or by the path of its folder or of its assignment.yaml.

    Args:
        assignment_id_or_path: what to load.
        solutions: whether a reference solution must be there; False is for where what it gave
            was recorded (`autograder.recorded`).

    Raises:
        SpecError: there is no such assignment, or it is broken; it lists everything wrong.
    """
    folder = _folder_of(assignment_id_or_path)
    file = folder / FILE
    source = read_yaml(file, _shown(file))
    spec: Assignment | None = None
    if isinstance(source.data, dict):
        spec = validate_shape(source)
        check_meaning(source)
    by_id = folder.name == assignment_id_or_path
    identifier = source.data.get("id") if isinstance(source.data, dict) else None
    name = identifier if isinstance(identifier, str) else folder.name
    if by_id and spec is not None and spec.id != folder.name:
        source.add(("id",), f"id is {spec.id!r}, but the folder is called {folder.name!r}")
        name = folder.name
    solutions_folder = _solutions_for(folder, name)
    reference = _reference_in(solutions_folder)
    if reference is None and not solutions:
        reference = solutions_folder / "reference.py"
    if reference is None and source.data is not None:
        message = "there is no reference solution (reference.py or reference.ipynb) in this folder"
        source.problems.append(SpecProblem(_shown(solutions_folder), None, message))
    if source.problems or spec is None or reference is None:
        problems = sorted(source.problems, key=lambda p: (p.line is None, p.line or 0))
        raise SpecError(dict.fromkeys(problems))
    return LoadedAssignment(spec, folder, reference, solutions_folder)


def _folder_of(wanted: str) -> Path:
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


def _solutions_for(folder: Path, name: str) -> Path:
    """Beside `assignments/`, or within the assignment's own folder where that has one."""
    own = folder / "solutions"
    return own if own.is_dir() else folder.resolve().parent.parent / "solutions" / name


def _reference_in(solutions: Path) -> Path | None:
    files = (solutions / "reference.py", solutions / "reference.ipynb")
    return next((file for file in files if file.is_file()), None)


def _shown(path: Path) -> str:
    """The path as short as it can be said from the current folder."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
