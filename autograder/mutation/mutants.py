"""Every mutant of a program, each once."""

from __future__ import annotations

from dataclasses import dataclass

from autograder import syntax
from autograder.mutation.operators import OPERATORS
from autograder.mutation.source import Source


@dataclass(frozen=True)
class Mutant:
    """A program with one mistake: which operator made it, what it did on which line."""

    operator: str
    what: str
    line: int
    source: str


def make(text: str) -> tuple[Mutant, ...]:
    """All mutants of a program that parse and differ from it and from each other.

    Raises:
        SyntaxError: the program itself does not parse.
    """
    source = Source(text)
    seen = {text}
    found: list[Mutant] = []
    for name, mutate in OPERATORS.items():
        for change in mutate(source):
            if change.source in seen:
                continue
            seen.add(change.source)
            try:
                syntax.parse(change.source)
            except syntax.UNPARSABLE:
                continue
            found.append(Mutant(name, change.what, change.line, change.source))
    return tuple(found)
