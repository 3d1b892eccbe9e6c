"""Filing a student's program as a wrong answer that teaches: the counterpart of `header.split`.

The program goes to `wrong/<code>[-n]` with a header that states what it must get and what to tell
whoever behaves like it. `read_samples` reads it back as it was.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import AutograderError
from autograder.extract.decode import decode
from autograder.ingest.submission import Submission, SubmittedFile
from autograder.spec.header import NOTEBOOK_KEY
from autograder.spec.problems import SpecError
from autograder.spec.references import CODE
from autograder.spec.solutions import read_samples

END = "# ---"
"""Ends the header, so that the student's own first comments are none of it."""

_COOKIE = re.compile(r"[ \t\f]*#.*?coding[:=]")


class FilingError(AutograderError):
    """The program cannot be filed; the sentence says why."""


@dataclass(frozen=True)
class Heading:
    """What a header states: the code and score to expect, and feedback by language."""

    code: str
    score: float
    message: dict[str, str]
    hint: dict[str, str]

    def values(self) -> dict[str, str]:
        """The header by key, each value on one line."""
        found = {"expect": self.code, "score": f"{self.score:g}"}
        for key, texts in (("message", self.message), ("hint", self.hint)):
            for language in ("zh", "en"):
                text = " ".join(texts.get(language, "").split())
                if text:
                    found[f"{key}.{language}"] = text
        return found


def file_sample(solutions: Path, submission: Submission, main: str, heading: Heading) -> Path:
    """Write a submission as a new sample and read it back; returns where it is.

    Args:
        solutions: the folder that holds wrong/.
        submission: what a student handed in; its name and student are not written.
        main: path of the file among its files that gets the header, a script or a notebook.
        heading: what the header states.

    Raises:
        FilingError: it cannot be written, or does not come back as a sample should. Nothing of it
            is left then.
    """
    if not CODE.match(heading.code):
        raise FilingError(f"{heading.code!r} is no code (as in copied_hint)")
    files = [
        SubmittedFile(file.path, headed(file, heading)) if file.path == main else file
        for file in submission.files
    ]
    if not any(file.path == main for file in files):
        raise FilingError(f"there is no file {main!r} in this submission")
    for file in files:
        if ".." in Path(file.path).parts or Path(file.path).is_absolute():
            raise FilingError(f"{file.path} leads out of the sample's folder")
    suffix = Path(main).suffix.lower() if len(files) == 1 else ""
    folder = solutions / "wrong"
    target = _free(folder, heading.code, suffix)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if suffix:
            target.write_bytes(files[0].data)
        else:
            _write_all(target, files)
        samples = read_samples(solutions)
    except OSError as error:
        _remove(target)
        raise FilingError(
            f"{error.filename or target} cannot be written: {error.strerror}"
        ) from None
    except SpecError as error:
        _remove(target)
        raise FilingError(f"with this program the samples cannot be read:\n{error}") from None
    if not any(sample.path == target and sample.expect == heading.code for sample in samples):
        _remove(target)
        raise FilingError("this program does not come back as a sample; file it by hand")
    return target


def headed(file: SubmittedFile, heading: Heading) -> bytes:
    """A script or notebook with the header in it.

    Raises:
        FilingError: it is neither, or a notebook that is no valid JSON.
    """
    suffix = Path(file.path).suffix.lower()
    if suffix == ".ipynb":
        return _notebook(file, heading)
    if suffix != ".py":
        raise FilingError(f"{file.path} is neither a script nor a notebook: file it by hand")
    lines = decode(file.data).text.split("\n")
    for at, line in enumerate(lines[:2]):
        if _COOKIE.match(line):  # the file is UTF-8 from here on
            lines[at] = "#"
    header = [f"# {key}: {value}" for key, value in heading.values().items()]
    return "\n".join([*header, END, *lines]).encode("utf-8", "replace")


def _notebook(file: SubmittedFile, heading: Heading) -> bytes:
    try:
        notebook = json.loads(decode(file.data).text)
        metadata = notebook.setdefault("metadata", {})
        metadata[NOTEBOOK_KEY] = heading.values() | {"score": heading.score}
    except (ValueError, TypeError, AttributeError):
        raise FilingError(f"{file.path} is no valid notebook: file it by hand") from None
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _free(folder: Path, code: str, suffix: str) -> Path:
    taken = {path.stem for path in folder.glob("*")} | {path.name for path in folder.glob("*")}
    number = 1
    while (name := code if number == 1 else f"{code}-{number}") in taken:
        number += 1
    return folder / f"{name}{suffix}"


def _write_all(target: Path, files: list[SubmittedFile]) -> None:
    for file in files:
        path = target / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)


def _remove(target: Path) -> None:
    if target.is_dir():
        shutil.rmtree(target, ignore_errors=True)
    else:
        target.unlink(missing_ok=True)
