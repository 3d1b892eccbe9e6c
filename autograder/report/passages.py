"""The written answer as the page shows it, with the sentences that count marked in place."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from autograder.explain.model import Explanation, Passage

MAX_PASSAGE = 20_000
"""Characters of one passage that are shown."""


_ABSENCES = {"explanation_incomplete", "explanation_missing"}
"""Findings of what is not there: the sentence that they point to is none to doubt."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text, the numbers of the concepts that it covers, and whether it is doubted."""

    text: str
    concepts: tuple[int, ...] = ()
    doubted: bool = False


@dataclass(frozen=True)
class Marked:
    """One passage in pieces; joined, they are its text (up to `MAX_PASSAGE`)."""

    passage: Passage
    pieces: tuple[Piece, ...]


@dataclass
class _Marks:
    concepts: set[int] = field(default_factory=set)
    doubted: bool = False


def mark(explanation: Explanation, order: list[str]) -> tuple[Marked, ...]:
    """Mark every quote in the passages; concepts are numbered from 1 by their place in `order`.

    A sentence that a finding objects to is doubted. Quotes are found again whatever white space or
    line breaks lie between their characters; one that cannot be found is left unmarked.
    """
    quotes = [
        (quote, number)
        for number, name in enumerate(order, start=1)
        if name in explanation.concepts and explanation.concepts[name].covered
        for quote in explanation.concepts[name].quotes
    ]
    doubts = [found.quote for found in explanation.findings if found.code not in _ABSENCES]
    doubts += [claim.text for claim in explanation.claims if not claim.agrees]
    shown = []
    for passage in explanation.passages:
        text = passage.text[:MAX_PASSAGE]
        places = [place for place, letter in enumerate(text) if not letter.isspace()]
        letters = "".join(text[place] for place in places)
        spans: list[tuple[int, int, int | None]] = []
        for quote, number in quotes:
            spans += [(start, end, number) for start, end in _find(quote, letters, places)]
        for quote in doubts:
            spans += [(start, end, None) for start, end in _find(quote, letters, places)]
        shown.append(Marked(passage, _pieces(text, spans)))
    return tuple(shown)


def _find(quote: str, letters: str, places: list[int]) -> list[tuple[int, int]]:
    """The spans of a quote in a text, given as its `letters` (without white space) and the places
    where they stand."""
    sought = "".join(quote.split())
    found: list[tuple[int, int]] = []
    first = letters.find(sought) if sought else -1
    while first >= 0:
        end = first + len(sought)
        found.append((places[first], places[end - 1] + 1))
        first = letters.find(sought, end)
    return found


def _pieces(text: str, spans: list[tuple[int, int, int | None]]) -> tuple[Piece, ...]:
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    pieces: list[Piece] = []
    for start, end in pairwise(edges):
        marks = _Marks()
        for first, last, number in spans:
            if first <= start and end <= last:
                if number is None:
                    marks.doubted = True
                else:
                    marks.concepts.add(number)
        pieces.append(Piece(text[start:end], tuple(sorted(marks.concepts)), marks.doubted))
    return tuple(pieces)
