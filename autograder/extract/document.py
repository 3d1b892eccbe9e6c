"""A document: the ordered code and text taken out of a submission, with where each came from."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from autograder import syntax
from autograder.extract.python import mask, parse
from autograder.ingest.submission import Problem

UNREAD = frozenset(
    {
        *("unreadable_picture", "picture_in_document", "document_without_text"),
        *("document_damaged", "document_encrypted", "document_too_complex", "document_old_word"),
        "too_many_documents",
    }
)
"""Codes of problems that may have hidden a written answer from us, so that a person has to look
where the answer that we could read does not earn everything."""

PASTED = "picture_in_notebook"
"""The same, but often no more than the figure of a template: it counts where no idea was found."""
LOCKED = "autograder:locked"
"""The tag of a cell that the template keeps students from editing: no words of theirs."""


@dataclass(frozen=True)
class Where:
    """A place as a person finds it: file, cell (1-based among all cells, notebooks only), line
    (1-based: within the cell for notebooks, within the file otherwise)."""

    file: str | None = None
    cell: int | None = None
    line: int | None = None


@dataclass(frozen=True)
class SavedOutput:
    """An output stored in a notebook; `kind` is "stream", "result", "error" or "display"."""

    kind: Literal["stream", "result", "error", "display"]
    text: str


@dataclass(frozen=True)
class Cell:
    """One piece of code or of text.

    `file` is the path in the submission; `number` the 1-based position among all cells of a
    notebook, or None; `first_line` the line of the file at which the source starts (1 for
    notebook cells). `source` is the student's text with LF line ends.
    """

    kind: Literal["code", "text"]
    source: str
    file: str
    number: int | None = None
    first_line: int = 1
    outputs: tuple[SavedOutput, ...] = ()
    tags: frozenset[str] = frozenset()

    @cached_property
    def plain_tree(self) -> ast.Module | None:
        """The syntax tree of the source as it stands, or None for what Python cannot parse.

        All who read a cell share it; nobody may change it.
        """
        return parse(self.source)

    @cached_property
    def tree(self) -> ast.Module | None:
        """Like `plain_tree`, for code that may hold IPython magics and shell lines."""
        return self.plain_tree or parse(mask(self.source))

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of `tree`, outermost first; none where there is no tree."""
        return [] if self.tree is None else syntax.nodes(self.tree)

    def where(self, line: int | None = None) -> Where:
        """The place of the `line`-th line (1-based) of this cell, or of the cell."""
        if self.number is not None:
            return Where(self.file, self.number, line)
        return Where(self.file, None, None if line is None else self.first_line + line - 1)


@dataclass(frozen=True)
class Program:
    """Code that runs in one process: a notebook (its code cells in order) or a script (one cell).

    A script with `# %%` cells stays one code cell for running; its text cells are in the document.
    """

    file: str
    style: Literal["notebook", "script"]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Document:
    """Everything that the later stages look at.

    `programs` are to be run, the likeliest answer first; `texts` are text cells of all files in
    order; `files` are what goes into the work folder (imports and data of the student's own).
    """

    programs: tuple[Program, ...]
    texts: tuple[Cell, ...]
    files: tuple[tuple[str, bytes], ...] = ()
    problems: tuple[Problem, ...] = ()
