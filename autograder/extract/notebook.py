"""Cells of a Jupyter notebook, as far as they can be told from a file in any condition.

Format: https://nbformat.readthedocs.io/en/latest/format_description.html. Version 4 is read from
the JSON itself and nothing but what we need of it is required, because hand-edited, merged and
converted notebooks break the schema in many ways that do not matter here; nbformat upgrades the
older versions.
"""

from __future__ import annotations

import json
import re
import warnings
from typing import Any

from autograder.extract.decode import whole_characters
from autograder.extract.document import LOCKED, Cell, SavedOutput
from autograder.extract.python import cell_magic, mend
from autograder.ingest.submission import Problem

_OUTPUT_CAP = 20_000
_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_INLINE_IMAGE = re.compile(r"(data:[\w/+.-]+;base64,)[A-Za-z0-9+/=]{200,}")


class NotebookError(Exception):
    """A file that is no readable notebook: `problem` says why and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def looks_like_notebook(text: str) -> bool:
    """Whether a text is a notebook by its content, whatever its file is called."""
    return (
        text.lstrip()[:1] == "{"
        and re.search(r'"(cells|worksheets|nbformat)"\s*:', text) is not None
    )


def read_notebook(text: str, file: str) -> tuple[Cell, ...]:
    """All cells in order; blank code cells are left out and keep their numbers.

    Raises:
        NotebookError: no JSON, or JSON that is no notebook.
    """
    cells: list[Cell] = []
    for number, raw in enumerate(_cells(_upgraded(_load(text, file)), file), start=1):
        if isinstance(raw, dict):
            cell = _cell(raw, file, number)
            if cell.source.strip():
                cells.append(cell)
    return tuple(cells)


def _load(text: str, file: str) -> dict[str, Any]:
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        raise NotebookError(
            Problem(
                "unreadable_notebook",
                file,
                {
                    "reason": error.msg,
                    "line": error.lineno,
                    "column": error.colno,
                    "truncated": int(not text[error.pos :].strip() or "Unterminated" in error.msg),
                },
            )
        ) from None
    except (ValueError, RecursionError) as error:
        raise _not_a_notebook(file, str(error)) from None
    if not isinstance(raw, dict):
        raise _not_a_notebook(file, "the JSON is not an object")
    return raw


def _not_a_notebook(file: str, reason: str) -> NotebookError:
    return NotebookError(Problem("unreadable_notebook", file, {"reason": reason}))


def _upgraded(raw: dict[str, Any]) -> dict[str, Any]:
    version = raw.get("nbformat")
    if not isinstance(version, int) or version >= 4:
        return raw
    # Slow to import, and old notebooks are rare.
    import nbformat  # noqa: PLC0415

    # What it mends on the way (twice the same cell id) is not for the teacher's terminal.
    warnings.filterwarnings("ignore", module=r"nbformat\b")
    try:
        return dict(nbformat.convert(nbformat.from_dict(raw), 4))  # type: ignore[no-untyped-call]
    except Exception:  # its converters assume the schema and fail in any way where it is broken
        return raw


def _cells(raw: dict[str, Any], file: str) -> list[Any]:
    cells = raw.get("cells")
    if isinstance(cells, list):
        return cells
    sheets = raw.get("worksheets")
    if isinstance(sheets, list):
        return [
            cell
            for sheet in sheets
            if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list)
            for cell in sheet["cells"]
        ]
    raise _not_a_notebook(file, "it has no list of cells")


def _cell(raw: dict[str, Any], file: str, number: int) -> Cell:
    source = _source(raw.get("source", raw.get("input", raw.get("code"))))
    kind = raw.get("cell_type")
    is_code = kind == "code" or (kind is None and ("outputs" in raw or "execution_count" in raw))
    if is_code and cell_magic(source) in ("markdown", "md"):
        # The magic's own line stays as an empty one, so that lines still count.
        source = re.sub(r"%%\w+[^\n]*", "", source, count=1)
        is_code = False
    if not is_code:
        if kind == "heading":
            level = raw.get("level")
            source = "#" * (level if isinstance(level, int) and 0 < level < 7 else 1) + " " + source
        return Cell("text", _INLINE_IMAGE.sub(r"\1", source), file, number, tags=_tags(raw))
    source, mended = mend(source)
    tags = _tags(raw) | ({"mended"} if mended else frozenset())
    return Cell("code", source, file, number, outputs=_outputs(raw), tags=tags)


def _tags(raw: dict[str, Any]) -> frozenset[str]:
    """The cell's tags, and LOCKED where the template keeps students from editing it."""
    metadata = raw.get("metadata")
    if not isinstance(metadata, dict):
        return frozenset()
    tags = metadata.get("tags")
    found = {tag for tag in tags if isinstance(tag, str)} if isinstance(tags, list) else set()
    nbgrader = metadata.get("nbgrader")
    # As Otter locks a cell, and as nbgrader does.
    locked = (metadata.get("editable"), metadata.get("deletable")) == (False, False)
    if locked or (isinstance(nbgrader, dict) and nbgrader.get("locked") is True):
        found.add(LOCKED)
    return frozenset(found)


def _source(value: Any) -> str:
    """A cell's source; some tools write its list of lines without their line ends."""
    if isinstance(value, list) and not any("\n" in part for part in value if isinstance(part, str)):
        value = "\n".join(part for part in value if isinstance(part, str))
    return _text(value)


def _text(value: Any) -> str:
    """A multi-line string, which the format allows as one string or as a list of lines."""
    if isinstance(value, list):
        value = "".join(part for part in value if isinstance(part, str))
    if not isinstance(value, str):
        return ""
    text = whole_characters(value).replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x00", "").removeprefix("\ufeff")


def _outputs(raw: dict[str, Any]) -> tuple[SavedOutput, ...]:
    outputs = raw.get("outputs")
    if not isinstance(outputs, list):
        return ()
    found = (_output(output) for output in outputs if isinstance(output, dict))
    return tuple(output for output in found if output is not None)


def _output(raw: dict[str, Any]) -> SavedOutput | None:
    """One saved output as text; None for stderr and for what has no text (an image)."""
    kind = raw.get("output_type")
    if kind == "stream":
        if "stderr" in (raw.get("name"), raw.get("stream")):
            return None
        return SavedOutput("stream", _clean(_text(raw.get("text"))))
    if kind in ("error", "pyerr"):
        name, value = _text(raw.get("ename")), _text(raw.get("evalue"))
        return SavedOutput("error", _clean(f"{name}: {value}" if value else name))
    data = raw.get("data")
    text = _text(data.get("text/plain") if isinstance(data, dict) else raw.get("text"))
    if not text:
        return None
    result = kind in ("execute_result", "pyout")
    return SavedOutput("result" if result else "display", _clean(text))


def _clean(text: str) -> str:
    return _ANSI.sub("", text)[:_OUTPUT_CAP]
