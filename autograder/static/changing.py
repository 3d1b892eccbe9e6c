"""Whether a program holds anything that can change a gradient on its way: hooks, custom functions,
and ways to do such a thing unseen."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from autograder.extract.document import Cell, Document

_CHANGES_GRADIENTS = re.compile(
    r"_\w*hook|autograd\.(?:graph|[fF]unction)\b|\bFunction\b|saved_tensors|_?DispatchMode"
    r"|torch_(?:dispatch|function)|torch\.library|\b_grad\b|_C\b|\b(?:exec|eval)\b|threading|ctypes"
)


def may_change_gradients(document: Document) -> bool:
    """Whether any source of a submission does."""
    return any(
        _CHANGES_GRADIENTS.search(text) for cell in _sources(document) for text in _texts(cell)
    )


def _sources(document: Document) -> Iterator[Cell]:
    known: set[str] = set()
    for program in document.programs:
        yield from program.cells
        known.update(cell.source for cell in program.cells)
    for name, content in document.files:
        if name.lower().endswith(".py"):
            source = content.decode("utf-8", "replace")
            if source not in known:
                yield Cell("code", source, name)


def _texts(cell: Cell) -> Iterator[str]:
    """A source, and the texts in it as Python puts them together from their pieces."""
    yield cell.source
    if cell.plain_tree is not None:
        for node in cell.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
