"""Documents made of an answer and a program, and short names for what was read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from autograder.explain.facts import Facts
from autograder.explain.model import Explanation
from autograder.extract.document import Cell, Document, Program

GAVE_TWO = Facts(gradients=(2.0,), graded=2.0, ran=True)
NO_GRADIENT = Facts()

Read = Callable[..., Explanation]


def document(text: str = "", code: str = "") -> Document:
    texts = (Cell("text", text, "answer.ipynb", 1),) if text else ()
    cells = (Cell("code", code, "answer.ipynb", 2),) if code else ()
    return Document((Program("answer.ipynb", "notebook", cells),) if cells else (), texts)


def lines_of(path: Path) -> list[str]:
    """The lines of a file of answers, without remarks and blanks."""
    lines = path.read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def codes(explanation: Explanation) -> list[str]:
    return [finding.code.removeprefix("explanation_") for finding in explanation.findings]


def covered(explanation: Explanation) -> set[str]:
    return {name for name, coverage in explanation.concepts.items() if coverage.covered}
