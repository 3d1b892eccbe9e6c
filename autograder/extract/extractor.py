"""Turns a submission into a document: what each file is, by its ending and by its content."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import PurePosixPath

from autograder.extract.decode import Decoded, cookie, decode
from autograder.extract.document import PASTED, UNREAD, Cell, Document, Program
from autograder.extract.foreign import Foreign, ForeignError, Kind, cells_of, read_foreign
from autograder.extract.markers import text_cells
from autograder.extract.notebook import NotebookError, looks_like_notebook, read_notebook
from autograder.extract.programs import choose
from autograder.extract.python import mend, parse_cell, uses_ipython
from autograder.ingest.submission import Problem, Submission, SubmittedFile

TEXT_CAP = 400_000
"""Characters of one text file that are read; the written answer is never that long."""

CODE_CAP = 200_000
"""Characters of one script or notebook's code; what is longer is data in disguise and not run."""

MAX_FOREIGN = 6
"""Word, PDF and HTML files of one submission that are read: each takes a process and its time."""

FOREIGN_SECONDS = 40.0
"""Wall clock for all of them together; an honest one takes less than a second."""

ALL_CODE_CAP = 600_000
"""The same for all programs of a submission together: parsing costs seconds per million."""

_TEXT = {".md", ".markdown", ".mdown", ".rst", ".txt", ".text"}
_SCRIPT = {".py", ".pyw"}
_FOREIGN: dict[str, Kind] = {".docx": "docx", ".pdf": "pdf", ".html": "html", ".htm": "html"}
_DOCUMENTS = {".doc", ".rtf", ".odt", ".wps", ".pages", ".ppt", ".pptx", ".tex"}
_PICTURES = {
    *(".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".heic", ".heif"),
}
_ARCHIVES = {".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"}
_BINARY = (
    b"PK\x03\x04",
    b"%PDF-",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"Rar!\x1a",
    b"7z\xbc\xaf",
)
"""How archives, Office documents and pictures begin."""
_SAMPLE = 2000
_PASTED = re.compile(
    r"!\[[^\]]*\]\(\s*<?(?:attachment:|data:image/)|<img\b[^>]*\bsrc\s*=\s*[\"']?(?:attachment:|data:)"
)
_NOT_WORDS = {"requirements.txt", "environment.txt"}


def extract(submission: Submission) -> Document:
    """The code and text of a submission, in order, with every problem met. Never raises.

    When there is nothing to grade, one problem is fatal and says why.
    """
    reading = _Reading()
    for file in submission.files:
        reading.take(file)
    programs = choose(reading.programs)
    problems = [*submission.problems, *reading.problems]
    nothing = not programs and not reading.texts
    # What only a person can read is graded as far as it goes, and a person looks at it.
    if nothing and not any(problem.fatal or problem.code in UNREAD for problem in problems):
        problems = _with_a_reason(problems, submission)
    files = tuple((file.path, _as_importable(file)) for file in submission.files)
    return Document(programs, tuple(reading.texts), files, tuple(problems))


def _with_a_reason(problems: list[Problem], submission: Submission) -> list[Problem]:
    """The problems with one fatal: the first that we know of, else what kind of file it is."""
    if problems:
        # That some characters were replaced is no reason while there is a better one.
        worst = next((p for p in problems if p.code != "undecodable_bytes"), problems[0])
        return [replace(worst, fatal=True), *(p for p in problems if p is not worst)]
    for file in submission.files:
        if file.data.strip():
            kind = PurePosixPath(file.path).suffix.lower()
            return [Problem("unsupported_file", file.path, {"kind": kind}, fatal=True)]
    return [Problem("empty_submission", fatal=True)]


class _Reading:
    """What has been taken out of the files so far."""

    def __init__(self) -> None:
        self.programs: list[tuple[Program, tuple[Cell, ...]]] = []
        self.texts: list[Cell] = []
        self.problems: list[Problem] = []
        self._code = 0
        self._foreign = 0
        self._seconds = FOREIGN_SECONDS

    def take(self, file: SubmittedFile) -> None:
        path = PurePosixPath(file.path)
        ending = path.suffix.lower()
        if not file.data.strip(b"\x00\x1a \t\r\n\xef\xbb\xbf"):
            if ending in _TEXT | _SCRIPT | {".ipynb"} and path.name != "__init__.py":
                self.problems.append(Problem("empty_file", file.path))
        elif ending in _FOREIGN or (ending == ".doc" and file.data.startswith(b"PK")):
            self._take_foreign(file, _FOREIGN.get(ending, "docx"))
        elif ending in _PICTURES:
            self.problems.append(Problem("unreadable_picture", file.path))
        elif ending in _DOCUMENTS:
            self.problems.append(Problem("unsupported_file", file.path, {"kind": ending}))
        elif ending in _ARCHIVES:
            self.problems.append(Problem("unsupported_archive", file.path, {"kind": ending[1:]}))
        elif ending in _TEXT | _SCRIPT | {".ipynb", ".json", ""}:
            decoded = decode(file.data)
            if ending != "" and not _is_text(file.data, decoded.text):
                self.problems.append(Problem("not_text", file.path, {"kind": ending}))
                return
            if decoded.damaged and ending != "":
                detail: dict[str, str | int | float] = {"encoding": decoded.encoding}
                self.problems.append(Problem("undecodable_bytes", file.path, detail))
            self._take_text(file.path, ending, decoded)

    def _take_foreign(self, file: SubmittedFile, kind: Kind) -> None:
        self._foreign += 1
        if self._foreign > MAX_FOREIGN:
            detail: dict[str, str | int | float] = {"limit": MAX_FOREIGN}
            self.problems.append(Problem("too_many_documents", file.path, detail))
            return
        data = file.data
        if kind == "html":
            data = decode(data).text.encode("utf-8")
        started = time.monotonic()
        try:
            found = read_foreign(data, kind, self._seconds)
        except ForeignError as error:
            self.problems.append(Problem(f"document_{error.code}", file.path))
            return
        finally:
            self._seconds -= time.monotonic() - started
        self._take_cells(found, file.path)

    def _take_cells(self, found: Foreign, path: str) -> None:
        """The cells of a document: an exported notebook is a program, anything else is words."""
        cells = cells_of(found, path)
        if found.notebook:
            self._cells(cells, path)
        else:
            for cell in cells:
                # Code that was pasted into the text box of an LMS.
                self._unnamed(cell.source, path)
        if found.cut:
            detail: dict[str, str | int | float] = {"size": TEXT_CAP, "limit": TEXT_CAP}
            self.problems.append(Problem("text_truncated", path, detail))
        if found.pictures:
            code = "picture_in_document" if cells else "document_without_text"
            self.problems.append(Problem(code, path, {"count": found.pictures}))
        elif not cells:
            self.problems.append(Problem("empty_file", path))

    def _take_text(self, path: str, ending: str, decoded: Decoded) -> None:
        text = decoded.text
        if ending == ".ipynb" and not looks_like_notebook(text):
            # A script saved under the wrong ending starts with anything but JSON's brackets.
            if text.lstrip()[:1] in {"{", "["} or parse_cell(text) is None:
                self._notebook(text, path)
            else:
                self._script(text, path)
        elif looks_like_notebook(text):
            self._notebook(text, path)
        elif ending in _SCRIPT or path.lower().endswith(".py.txt"):
            self._script(text, path)
        elif ending in _TEXT:
            self._words(text, path)
        elif ending == "" and not decoded.damaged and _is_words(text):
            self._unnamed(text, path)

    def _unnamed(self, text: str, path: str) -> None:
        if "import torch" in text and parse_cell(text) is not None:
            self._script(text, path)
        else:
            self._words(text, path)

    def _notebook(self, text: str, path: str) -> None:
        try:
            cells = read_notebook(text, path)
        except NotebookError as error:
            self.problems.append(error.problem)
            return
        if not cells:
            self.problems.append(Problem("empty_file", path))
        self._cells(cells, path)
        if any(cell.kind == "text" and _PASTED.search(cell.source) for cell in cells):
            self.problems.append(Problem(PASTED, path))

    def _cells(self, cells: tuple[Cell, ...], path: str) -> None:
        texts = tuple(cell for cell in cells if cell.kind == "text")
        code = self._within_cap([cell for cell in cells if cell.kind == "code"], path)
        self.texts.extend(texts)
        if code:
            self.programs.append((Program(path, "notebook", code), texts))

    def _within_cap(self, code: list[Cell], path: str) -> tuple[Cell, ...]:
        """The code cells, without the longest where all are too long together."""
        size = sum(len(cell.source) for cell in code)
        room = min(CODE_CAP, ALL_CODE_CAP - self._code)
        left_out: set[int] = set()
        for cell in sorted(code, key=lambda cell: len(cell.source), reverse=True):
            if size <= room:
                break
            if not left_out:
                self._too_long(path, len(cell.source))
            left_out.add(id(cell))
            size -= len(cell.source)
        self._code += size
        return tuple(cell for cell in code if id(cell) not in left_out)

    def _too_long(self, path: str, size: int) -> None:
        self.problems.append(Problem("code_too_long", path, {"size": size, "limit": CODE_CAP}))

    def _script(self, text: str, path: str) -> None:
        if len(text) > min(CODE_CAP, ALL_CODE_CAP - self._code):
            self._too_long(path, len(text))
            return
        self._code += len(text)
        source, mended = mend(text)
        if not source.strip():
            return
        tags = {"mended"} if mended else set()
        if uses_ipython(source):
            tags.add("ipython")
        texts = tuple(
            Cell("text", words, path, first_line=line) for line, words in text_cells(source)
        )
        self.texts.extend(texts)
        cell = Cell("code", source, path, tags=frozenset(tags))
        self.programs.append((Program(path, "script", (cell,)), texts))

    def _words(self, text: str, path: str) -> None:
        if PurePosixPath(path).name.lower() in _NOT_WORDS or not text.strip():
            return
        if len(text) > TEXT_CAP:
            detail: dict[str, str | int | float] = {"size": len(text), "limit": TEXT_CAP}
            self.problems.append(Problem("text_truncated", path, detail))
            text = text[:TEXT_CAP]
        self.texts.append(Cell("text", text, path))


def _as_importable(file: SubmittedFile) -> bytes:
    """The bytes for the work folder: a module in GBK or UTF-16 is one that Python cannot import.

    A module with a coding cookie is left alone, since Python reads that itself.
    """
    if not file.path.lower().endswith(".py") or cookie(file.data) is not None:
        return file.data
    try:
        file.data.decode("utf-8")
    except UnicodeDecodeError:
        return decode(file.data).text.encode("utf-8")
    return file.data


def _is_words(text: str) -> bool:
    """Whether a file without an ending holds text rather than data."""
    return _odd(text) * 50 <= len(text[:_SAMPLE])


def _is_text(data: bytes, text: str) -> bool:
    """Whether a file whose ending says text is one, and not an archive or picture renamed."""
    return not data.startswith(_BINARY) and _odd(text) * 20 <= len(text[:_SAMPLE])


def _odd(text: str) -> int:
    """Characters near the beginning that nobody types."""
    return sum(1 for c in text[:_SAMPLE] if not c.isprintable() and c not in "\n\t\f\x1b\u3000\xa0")
