"""Runs the real `otter assign` on an assignment's master notebook.

What students get is the notebook, the public tests and the packed file that these need
(`material`); what graders get is Otter's zip.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import AutograderError, UsageError
from autograder.otter import master as masters
from autograder.otter.environment import activated, otter_python
from autograder.otter.material import ENDING, pack
from autograder.spec.load import LoadedAssignment
from autograder.spec.locate import FILE

NOTEBOOK = "notebook.ipynb"
FOLDER = "autograder_check"
"""Where the packed file lies beside the student's notebook. A folder, since Otter would take a
single file at the top level for a part of the submission."""

_TIMEOUT_S = 1800


@dataclass(frozen=True)
class Assigned:
    """What was made: the students' notebook, all of theirs as a zip, and Otter's zip."""

    notebook: Path
    student_zip: Path
    autograder_zip: Path


def assign(loaded: LoadedAssignment, out: Path, *, run_tests: bool = True) -> Assigned:
    """Make `<id>/`, `<id>-student.zip` and `<id>-otter.zip` in the folder `out`.

    Raises:
        UsageError: there is no master notebook, or it would make broken student notebooks.
        AutograderError: Otter is not there or failed; its own words follow.
    """
    name = loaded.spec.id
    path = loaded.folder / NOTEBOOK
    if not path.is_file():
        raise UsageError(f"{path} is missing: the Otter Assign master notebook goes there")
    master = masters.read(path)
    problems = masters.traps(master, loaded.spec)
    if problems:
        raise UsageError("\n".join([f"{path} cannot be used:", *(f"  {one}" for one in problems)]))
    python = otter_python()
    with tempfile.TemporaryDirectory(prefix="autograder-") as temporary:
        work = Path(temporary).resolve() / name
        skipped = shutil.ignore_patterns(FILE, NOTEBOOK, "solutions", "__pycache__", ".*")
        shutil.copytree(loaded.folder, work, ignore=skipped)
        (work / FOLDER).mkdir()
        (work / FOLDER / f"{name}{ENDING}").write_bytes(pack(loaded))
        notebook = masters.with_files(master, FOLDER)
        source = work / f"{name}.ipynb"
        source.write_text(json.dumps(notebook, ensure_ascii=False, indent=1), encoding="utf-8")
        result = work / "made"
        _run(python, source, result, run_tests=run_tests)
        return _take(name, result, out)


def _run(python: Path, source: Path, result: Path, *, run_tests: bool) -> None:
    command = [str(python), "-m", "otter", "assign", "--no-pdfs"]
    command += [] if run_tests else ["--no-run-tests"]
    try:
        done = subprocess.run(
            [*command, str(source), str(result)],
            cwd=source.parent,
            env=activated(python),
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise AutograderError(f"otter assign could not be run: {error}") from None
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        raise AutograderError(f"otter assign failed:\n{_reason(said)}")


def _reason(said: str) -> str:
    """What Otter said last, from the name of its exception on."""
    lines = said.splitlines()
    at = max(
        (n for n, line in enumerate(lines) if re.match(r"[\w.]*(Error|Exception)\b", line)),
        default=max(0, len(lines) - 10),
    )
    return "\n".join(lines[at:])


def _take(name: str, result: Path, out: Path) -> Assigned:
    zips = sorted((result / "autograder").glob("*.zip"))
    if not zips:
        raise AutograderError("otter assign left no zip")
    folder = out / name
    try:
        out.mkdir(parents=True, exist_ok=True)
        if folder.exists():
            shutil.rmtree(folder)
        autograder_zip = out / f"{name}-otter.zip"
        shutil.move(str(zips[-1]), autograder_zip)
        shutil.copytree(result, folder)
        student_zip = out / f"{name}-student.zip"
        with zipfile.ZipFile(student_zip, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted((folder / "student").rglob("*")):
                if file.is_file():
                    archive.write(file, Path(name) / file.relative_to(folder / "student"))
    except OSError as error:
        raise UsageError(f"{error.filename or out} cannot be written: {error.strerror}") from None
    return Assigned(folder / "student" / f"{name}.ipynb", student_zip, autograder_zip)
