"""Finding an assignment and loading it whole: every mistake in it is reported at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.spec.calls import CALLS, check_calls
from autograder.spec.locate import FILE, available, folder_of, solutions_of
from autograder.spec.model import Assignment
from autograder.spec.problems import SpecError, SpecProblem
from autograder.spec.references import check_meaning
from autograder.spec.schema import validate_shape
from autograder.spec.source import read_yaml

__all__ = ["LoadedAssignment", "SpecError", "SpecProblem", "available", "load"]


@dataclass(frozen=True)
class LoadedAssignment:
    """An assignment and where its parts lie.

    `folder` holds assignment.yaml; `reference` is the reference solution (reference.py, else
    reference.ipynb) in `solutions`, the folder that also holds right/ and wrong/. `calls` is the
    text of calls.py, where a check names a function in it.
    """

    spec: Assignment
    folder: Path
    reference: Path
    solutions: Path
    calls: str = ""


def load(assignment_id_or_path: str, *, solutions: bool = True) -> LoadedAssignment:
    """Load an assignment by id, or by the path of its folder or of its assignment.yaml.

    Args:
        assignment_id_or_path: what to load.
        solutions: whether a reference solution must be there; False is for where what it gave
            was recorded (`autograder.recorded`).

    Raises:
        SpecError: there is no such assignment, or it is broken; it lists everything wrong.
    """
    folder = folder_of(assignment_id_or_path)
    file = folder / FILE
    source = read_yaml(file, _shown(file))
    spec: Assignment | None = None
    calls = ""
    if isinstance(source.data, dict):
        spec = validate_shape(source)
        check_meaning(source)
        calls = check_calls(source, folder, _shown(folder / CALLS))
    by_id = folder.name == assignment_id_or_path
    identifier = source.data.get("id") if isinstance(source.data, dict) else None
    name = identifier if isinstance(identifier, str) else folder.name
    if by_id and spec is not None and spec.id != folder.name:
        source.add(("id",), f"id is {spec.id!r}, but the folder is called {folder.name!r}")
        name = folder.name
    solutions_folder = solutions_of(folder, name)
    reference = _reference_in(solutions_folder)
    if reference is None and not solutions:
        reference = solutions_folder / "reference.py"
    if reference is None and source.data is not None:
        message = "there is no reference solution (reference.py or reference.ipynb) in this folder"
        source.problems.append(SpecProblem(_shown(solutions_folder), None, message))
    if source.problems or spec is None or reference is None:
        problems = sorted(source.problems, key=lambda p: (p.line is None, p.line or 0))
        raise SpecError(dict.fromkeys(problems))
    return LoadedAssignment(spec, folder, reference, solutions_folder, calls)


def _reference_in(solutions: Path) -> Path | None:
    files = (solutions / "reference.py", solutions / "reference.ipynb")
    return next((file for file in files if file.is_file()), None)


def _shown(path: Path) -> str:
    """The path as short as it can be said from the current folder."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
