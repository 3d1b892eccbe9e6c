"""Feedback files for every student in one zip, as Moodle and Canvas take them back.

Moodle ("Upload multiple feedback files in a zip") reads the participant from the folder's name,
which is that of the download, and keeps the name of the file within (moodle,
`mod/assign/feedback/file/importziplib.php`).

Canvas ("Upload Submissions") reads the numbers of the user and of the upload from the file's name
and attaches the file as a comment under the name of the student's own file (canvas-lms,
`Assignment#infer_comment_context_from_filename`). So the names must be those of the download, and
a file has to be of the kind that its name says: a notebook of feedback for a notebook, a script of
comments for a script. Of several files of a student one is enough.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable

from autograder.export.comments import lines, plain
from autograder.export.filling import Filled, Rules, named, releasable
from autograder.export.results import Result
from autograder.ingest.layouts import canvas, moodle

Pages = Callable[[Result], str | None]
"""Gives the page of a result as HTML, or None where there is none."""

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def for_moodle(results: list[Result], rules: Rules, pages: Pages) -> tuple[bytes, Filled]:
    """Each student's report as a page, in the folders of Moodle's download."""
    found = Filled()
    files = []
    for result in releasable(results, rules, found):
        page, folders = pages(result), _moodle_folders(result)
        if page is None or not folders:
            found.unreturned.append(named(result))
            continue
        for folder in folders:
            files.append((f"{folder}feedback_{result.assignment}.html", page.encode()))
            found.written += 1
    return _zip(files), found


def _moodle_folders(result: Result) -> list[str]:
    """What the file's name has to begin with: one for each participant."""
    if result.origin.layout != "moodle":
        return []
    found: dict[str, str] = {}
    for item in result.origin.items:
        told = moodle.parse(item)
        if told is None:
            continue
        beginning = f"{told.who}_{told.participant}_assignsubmission_file"
        flat = bool(told.file)
        old = item.endswith("_") and not flat
        place = f"{beginning}_" if flat else f"{beginning}{'_' if old else ''}/"
        if told.plugin.endswith("_file") or told.participant not in found:
            found[told.participant] = place
    return list(found.values())


def for_canvas(results: list[Result], rules: Rules, pages: Pages) -> tuple[bytes, Filled]:
    """Each student's feedback in a file with the name of one that they uploaded."""
    found = Filled()
    files = []
    for result in releasable(results, rules, found):
        made = _canvas_file(result, pages)
        if made is None:
            found.unreturned.append(named(result))
        else:
            files.append(made)
            found.written += 1
    return _zip(files), found


def _canvas_file(result: Result, pages: Pages) -> tuple[str, bytes] | None:
    if result.origin.layout != "canvas":
        return None
    # A text entry has no upload's number, so Canvas would not know what to do with it.
    known = [
        item
        for item in result.origin.items
        if (told := canvas.parse(item)) is not None and told.attachment is not None
    ]
    for ending in (".html", ".ipynb", ".md", ".txt", ".py", ".zip", ".docx"):
        for item in known:
            if item.lower().endswith(ending):
                content = _content(result, ending, pages)
                if content is not None:
                    return item, content
    return None


def _content(result: Result, ending: str, pages: Pages) -> bytes | None:
    page = pages(result)
    if ending == ".html":
        return None if page is None else page.encode()
    if ending == ".zip":
        return (
            None if page is None else _zip([(f"feedback_{result.assignment}.html", page.encode())])
        )
    if ending == ".ipynb":
        return _notebook(result)
    if ending == ".py":
        return "".join(f"# {line}\n" for line in lines(result)).encode()
    if ending == ".docx":
        return _document(result)
    text = plain(result) if ending == ".txt" else "\n\n".join(map(_literal, lines(result)))
    return f"{text}\n".encode()


def _notebook(result: Result) -> bytes:
    """A notebook of one text cell (nbformat 4.5)."""
    cell = {
        "cell_type": "markdown",
        "id": "feedback",
        "metadata": {},
        "source": "\n\n".join([f"**{_literal(result.title)}**", *map(_literal, lines(result))]),
    }
    whole = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _document(result: Result) -> bytes:
    # Slow to import, and few hand in a document alone.
    from docx import Document  # noqa: PLC0415

    document = Document()
    document.add_heading(result.title, level=1)
    for line in lines(result):
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _literal(text: str) -> str:
    """Text that Markdown shows as it is, but for code between backticks."""
    parts = text.split("`")
    shown = [
        part if at % 2 and at < len(parts) - 1 else re.sub(r"([\\*_<>\[\]#|~$&])", r"\\\1", part)
        for at, part in enumerate(parts)
    ]
    return "`".join(shown)


def _zip(files: list[tuple[str, bytes]]) -> bytes:
    """The same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            info = zipfile.ZipInfo(name, _LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()
