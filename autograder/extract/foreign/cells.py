"""What was read of a document, as cells like those of notebooks and scripts."""

from __future__ import annotations

from autograder.extract.decode import whole_characters
from autograder.extract.document import Cell, SavedOutput
from autograder.extract.foreign.reader import Foreign
from autograder.extract.python import mend


def cells_of(found: Foreign, path: str) -> tuple[Cell, ...]:
    """The cells that are not blank; those of an exported notebook are numbered as they stood."""
    cells = []
    for number, raw in enumerate(found.cells, start=1):
        source = _clean(raw.source)
        if not source.strip():
            continue
        mended = False
        if raw.kind == "code":
            source, mended = mend(source)
        cells.append(
            Cell(
                raw.kind,
                source,
                path,
                number if found.notebook else None,
                outputs=tuple(SavedOutput(out.kind, _clean(out.text)) for out in raw.outputs),
                tags=frozenset({"mended"} if mended else ()),
            )
        )
    return tuple(cells)


def _clean(text: str) -> str:
    text = whole_characters(text).replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x00", "").replace("\u00a0", " ")
