"""What is wrong with an assignment, as data, and the error that carries all of it at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class SpecProblem:
    """One mistake: the file as a person would name it, the 1-based line (None where the file as a
    whole is meant), and a sentence saying what is wrong and what would be right."""

    file: str
    line: int | None
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.message}"


class SpecError(Exception):
    """An assignment, or a sample of it, is broken; `errors` holds every problem that was found.

    Its text lists all of them, one a line.
    """

    def __init__(self, errors: Iterable[SpecProblem]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))


def suggestion(word: str, valid: Iterable[str]) -> str:
    """The tail of a message about a word that is not valid: the likely one, or all valid ones."""
    alternatives = sorted(valid)
    if not alternatives:
        return ""
    close = get_close_matches(word.lower(), alternatives, n=1, cutoff=0.6)
    if close:
        return f", did you mean {close[0]!r}?"
    return f"; valid here: {', '.join(alternatives)}"
