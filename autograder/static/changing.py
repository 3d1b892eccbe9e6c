"""Whether a program holds anything that can change a gradient on its way: hooks, custom functions,
and ways to do such a thing unseen."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from autograder import syntax
from autograder.extract.document import Document

_CHANGES_GRADIENTS = re.compile(
    r"_\w*hook|autograd\.(?:graph|[fF]unction)\b|\bFunction\b|saved_tensors|_?DispatchMode"
    r"|torch_(?:dispatch|function)|torch\.library|\b_grad\b|_C\b|\b(?:exec|eval)\b|threading|ctypes"
)


def may_change_gradients(document: Document) -> bool:
    """Whether any source of a submission does."""
    return any(
        _CHANGES_GRADIENTS.search(text) for source in _sources(document) for text in _texts(source)
    )


def _sources(document: Document) -> Iterable[str]:
    for program in document.programs:
        yield from (cell.source for cell in program.cells)
    for name, content in document.files:
        if name.lower().endswith(".py"):
            yield content.decode("utf-8", "replace")


def _texts(source: str) -> Iterator[str]:
    """A source, and the texts in it as Python puts them together from their pieces."""
    yield source
    with suppress(*syntax.UNPARSABLE):
        for node in ast.walk(syntax.parse(source)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
