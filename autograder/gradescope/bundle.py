"""The zip that a teacher uploads to Gradescope.

It holds no solution. What the reference gives at every probe value, and what the teaching samples
say, is recorded when the zip is built, under a key of its own that comes from the installation's:
a container need not run the reference before the student, submissions meet the same values each
time they are graded (and with a zip built anew), and nobody who got hold of a zip could read a
solution in it or know the values that other installations use.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

from autograder import recorded as recording
from autograder.errors import AutograderError, UsageError
from autograder.export.gradescope import fallback
from autograder.gradescope.layout import ASSIGNMENT, RECORDED, SETTINGS
from autograder.otter.sitting import test_files
from autograder.recorded import Recorded
from autograder.spec.calls import CALLS
from autograder.spec.load import LoadedAssignment
from autograder.spec.locate import FILE

FILES = Path(__file__).parent / "files"
OTTER_PLUGIN = "autograder.otter.zip_plugin.ZipPlugin"

_CHECKOUT = Path(__file__).resolve().parents[2]
_SOURCES = ("pyproject.toml", "README.md", "LICENSE", "autograder")
_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Options:
    """What a teacher chooses: the language of all feedback (None: that of each submission), an
    index of CPU wheels for torch (empty: pip's own), and whether to grade although the sandbox
    lacks layers that we count as the least."""

    language: str | None = None
    torch_index: str = ""
    allow_weak: bool = False


def write_bundle(
    path: Path,
    assignment: LoadedAssignment,
    recorded: Recorded,
    options: Options,
    *,
    deadline_s: int,
) -> None:
    """Write the zip to `path`, whose folder is made where it is missing.

    `deadline_s` is how many seconds the grader may take for one submission before it is ended.

    Raises:
        UsageError: Autograder runs from no checkout, a test file cannot be read, or `path` cannot
            be written.
        AutograderError: the wheel could not be built.
    """
    if not (_CHECKOUT / "pyproject.toml").is_file():
        raise UsageError("the zip is built from a checkout of Autograder, and this is none")
    with tempfile.TemporaryDirectory(prefix="autograder-zip-") as folder:
        wheel = _build_wheel(Path(folder))
        members = {
            "setup.sh": (FILES / "setup.sh").read_bytes(),
            "run_autograder": (FILES / "run_autograder").read_bytes(),
            wheel.name: wheel.read_bytes(),
            "requirements.txt": _lines(requirements(wheel)),
            "constraints.txt": (_CHECKOUT / "constraints.txt").read_bytes(),
            "torch-index.txt": _lines([options.torch_index]),
            "deadline.txt": _lines([str(deadline_s)]),
            SETTINGS: _json({"language": options.language, "allow_weak": options.allow_weak}),
            "fallback.json": _json(fallback(assignment.spec, options.language)),
            f"{ASSIGNMENT}/{FILE}": (assignment.folder / FILE).read_bytes(),
            **{f"{ASSIGNMENT}/{name}": data for name, data in _tests(assignment).items()},
            **({f"{ASSIGNMENT}/{CALLS}": assignment.calls.encode()} if assignment.calls else {}),
            RECORDED: recording.dump(recorded),
            "otter_config.json": _json(_otter_config()),
            "tests/": b"",
        }
        built = Path(folder, "built.zip")
        with zipfile.ZipFile(built, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(_entry(name), data)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}.tmp")
            shutil.copyfile(built, temporary)
            temporary.replace(path)
        except OSError as error:
            raise UsageError(
                f"{error.filename or path} cannot be written: {error.strerror}"
            ) from None


def requirements(wheel: Path) -> list[str]:
    """What a wheel of ours needs to grade, without what belongs to extras."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = message_from_bytes(archive.read(name))
    required = metadata.get_all("Requires-Dist") or []
    return sorted(one for one in required if not re.search(r";.*\bextra\b", one))


def _tests(assignment: LoadedAssignment) -> dict[str, bytes]:
    """The test files of Otter's that questions name; of a notebook its tests alone, since a master
    notebook holds solutions."""
    found = {}
    for name in test_files(assignment.spec):
        path = assignment.folder / name
        if not path.resolve().is_relative_to(assignment.folder.resolve()):
            raise UsageError(f"{name} lies outside the folder of the assignment")
        try:
            data = path.read_bytes()
            if path.suffix == ".ipynb":
                tests = {"otter": json.loads(data)["metadata"]["otter"]}
                data = _json({"cells": [], "metadata": tests, "nbformat": 4, "nbformat_minor": 5})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{path} holds no tests that can be read: {error!r}") from None
        found[name] = data
    return found


def _build_wheel(folder: Path) -> Path:
    # A copy, so that nothing is left in the checkout and nothing stale of it gets in.
    copy = folder / "source"
    copy.mkdir()
    for name in _SOURCES:
        source = _CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    built = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel"),
            *("--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)),
            str(copy),
        ],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    wheel = next(folder.glob("*.whl"), None)
    if built.returncode != 0 or wheel is None:
        said = (built.stderr or built.stdout).strip().splitlines()[-1:] or ["no reason given"]
        raise AutograderError(f"the wheel of Autograder could not be built: {said[0]}")
    return wheel


def _otter_config() -> dict[str, object]:
    return {
        "lang": "python",
        "plugins": [OTTER_PLUGIN],
        "show_hidden": True,
        "show_all_public": True,
        "force_public_test_summary": False,
    }


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.create_system = 3  # Unix, whose modes stand in external_attr
    entry.compress_type = zipfile.ZIP_DEFLATED
    folder = name.endswith("/")
    runs = name in ("setup.sh", "run_autograder")
    mode = 0o40755 if folder else 0o100755 if runs else 0o100600
    entry.external_attr = mode << 16 | (0x10 if folder else 0)
    return entry


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _lines(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
