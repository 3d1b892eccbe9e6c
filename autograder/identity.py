"""What a result depends on besides the submission, as hashes.

Three of them, because three things ask: may runs that were kept be used again (`engine`), is a
report that was made still what would be made now (`fingerprint`), and what has changed since the
last batch (`rubric`, `program`).
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from autograder.otter.sitting import test_files
from autograder.spec.load import LoadedAssignment
from autograder.spec.solutions import read_samples

_PACKAGE = Path(__file__).resolve().parent
_INSIDE = ("probe", "evidence", "sandbox")
_NOT_GRADING = (
    "store",
    "web",
    "insight",
    "commands",
    "workers",
    "similar",
    "gradescope",
    "mutation",
)
_RUNTIME = ("torch", "numpy", "ipython")
_ENDINGS = {".py", ".txt", ".html", ".css", ".yaml"}


@dataclass(frozen=True)
class Identity:
    """Hashes of what a batch's results depend on.

    `engine`: what runs programs (its source, Python, torch). `rubric`: the assignment, its
    reference, the samples that teach and the test files that questions name. `program`: the source
    of all that grades. `version`: Autograder's, for people. `fingerprint`: all of these, the
    language asked for, and the key.
    """

    engine: str
    rubric: str
    program: str
    version: str
    fingerprint: str


def identity(loaded: LoadedAssignment, language: str | None, key: bytes) -> Identity:
    """What results of this assignment depend on, here and now."""
    engine, program = _sources()
    rubric = _rubric(loaded)
    keyed = hashlib.blake2b(b"autograder store", key=key[:64], digest_size=16).hexdigest()
    version = metadata.version("autograd-autograder")
    parts = (engine, rubric, program, version, language or "", keyed)
    return Identity(engine, rubric, program, version, _hash(parts))


def of_student(fingerprint: str, student: str) -> str:
    """The fingerprint of one student's result: their name stands in the report."""
    return _hash((fingerprint, student))


def _sources() -> tuple[str, str]:
    inside: list[str] = []
    whole: list[str] = []
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix not in _ENDINGS or "__pycache__" in path.parts:
            continue
        name = path.relative_to(_PACKAGE)
        text = f"{name.as_posix()} {hashlib.blake2b(path.read_bytes()).hexdigest()}"
        if name.parts[0] in _INSIDE:
            inside.append(text)
        if name.parts[0] not in _NOT_GRADING and name.name not in {"cli.py", "__main__.py"}:
            whole.append(text)
    runtime = [platform.python_version(), *(f"{name} {_version(name)}" for name in _RUNTIME)]
    return _hash((*inside, *runtime)), _hash((*whole, *runtime))


def _rubric(loaded: LoadedAssignment) -> str:
    parts = [loaded.spec.model_dump_json()]
    for sample in read_samples(loaded.solutions):
        if sample.path == loaded.reference or (sample.kind == "wrong" and sample.message):
            parts.append(repr((sample.name, sample.expect, sample.message, sample.hint)))
            parts += [f"{file.path} {_digest(file.data)}" for file in sample.files]
    for name in sorted(test_files(loaded.spec)):
        file = loaded.folder / name
        parts.append(f"{name} {_digest(file.read_bytes()) if file.is_file() else '-'}")
    return _hash(parts)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "-"


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _hash(parts: Iterable[str]) -> str:
    return _digest("\0".join(parts).encode("utf-8", "replace"))
