"""Otter's zip, `otter_config.json`, `tests/` and `files/`, as `otter generate` makes it."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from autograder.errors import UsageError
from autograder.otter.formats import Describe, QuestionTests, read

_MAX_FILE = 64 << 20
_MAX_TOTAL = 256 << 20


@dataclass(frozen=True)
class Config:
    """What of otter_config.json changes scores (Otter's `AutograderConfig`)."""

    seed: int | None = None
    seed_variable: str | None = None
    points_possible: float | None = None
    score_threshold: float | None = None
    assignment_name: str | None = None
    ignored: tuple[str, ...] = ()
    """Settings that Otter would act on and that change nothing here."""


@dataclass(frozen=True)
class OtterZip:
    """Tests in the order of their file names, files for the work folder, and the settings."""

    name: str
    tests: tuple[QuestionTests, ...]
    files: tuple[tuple[str, bytes], ...]
    config: Config


def load(path: Path, describe: Describe) -> OtterZip:
    """Read a zip.

    Raises:
        UsageError: it is no zip of Otter's for Python, or a test file in it cannot be used.
    """
    contents = _contents(path)
    config = _config(path, contents)
    sources = sorted(
        name
        for name in contents
        if PurePosixPath(name).parent == PurePosixPath("tests") and name.endswith(".py")
    )
    if not sources:
        raise UsageError(f"{path} is no zip of Otter's for Python: it has no tests/*.py")
    tests = []
    for name in sources:
        try:
            text = contents[name].decode("utf-8")
        except UnicodeDecodeError as error:
            raise UsageError(f"{path}: {name} is not UTF-8 ({error.reason})") from None
        try:
            tests.append(read(name, text, describe))
        except UsageError as error:
            raise UsageError(f"{path}: {error}") from None
    names = [test.name for test in tests]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise UsageError(f"{path}: two test files are called {', '.join(sorted(twice))}")
    files = tuple(
        (name.removeprefix("files/"), data)
        for name, data in sorted(contents.items())
        if name.startswith("files/")
    )
    return OtterZip(path.stem, tuple(tests), files, config)


def _contents(path: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                parts = PurePosixPath(info.filename.replace("\\", "/")).parts
                if info.is_dir() or ".." in parts or info.filename.startswith("/"):
                    continue
                total += info.file_size
                if info.file_size > _MAX_FILE or total > _MAX_TOTAL:
                    raise UsageError(f"{path}: {info.filename} is too large")
                found["/".join(parts)] = archive.read(info)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from None
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise UsageError(f"{path} cannot be read as a zip: {error}") from None
    return found


def _config(path: Path, contents: dict[str, bytes]) -> Config:
    try:
        data: Any = json.loads(contents.get("otter_config.json", b"{}"))
    except ValueError as error:
        raise UsageError(f"{path}: otter_config.json is no JSON: {error}") from None
    if not isinstance(data, dict):
        raise UsageError(f"{path}: otter_config.json is no object")
    if data.get("lang", "python") != "python":
        raise UsageError(f"{path} is for {data['lang']}; only Python can be graded")
    if data.get("grade_from_log"):
        raise UsageError(f"{path} grades from Otter's log; only running the program is offered")
    return Config(
        seed=_number(path, data, "seed", int),
        seed_variable=data.get("seed_variable"),
        points_possible=_number(path, data, "points_possible", (int, float)),
        score_threshold=_number(path, data, "score_threshold", (int, float)),
        assignment_name=data.get("assignment_name"),
        ignored=tuple(key for key in ("plugins", "pdf", "token") if data.get(key)),
    )


def _number(path: Path, data: dict[str, Any], key: str, kind: Any) -> Any:
    value = data.get(key)
    if value is not None and not isinstance(value, kind):
        raise UsageError(f"{path}: {key} in otter_config.json is {value!r}, which is no number")
    return value
