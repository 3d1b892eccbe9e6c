"""What the written explanation says, as data."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.extract.document import Where


@dataclass(frozen=True)
class Passage:
    """A run of the student's own words: the text as written, where it stands, and its source:
    "markdown", "comment", "docstring", "print" or "file"."""

    text: str
    where: Where
    source: str


@dataclass(frozen=True)
class Coverage:
    """Whether a concept is covered, and the student's sentences that cover it."""

    covered: bool
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claim:
    """A number that the student states as the gradient (None for "it is None"), in the sentence
    `text`; `agrees` says whether the program gave it."""

    value: float | None
    text: str
    where: Where
    agrees: bool


@dataclass(frozen=True)
class TextFinding:
    """An explanation diagnosis (`explanation_reversed`, ...) with the sentence it rests on."""

    code: str
    quote: str
    where: Where
    detail: dict[str, str]


@dataclass(frozen=True)
class Explanation:
    """Everything read from the written answer. `share` is the part of the points earned, 0 to 1.

    `language` is that of the student's own words ("zh" or "en"), None where there are none.
    """

    passages: tuple[Passage, ...]
    concepts: dict[str, Coverage]
    claims: tuple[Claim, ...]
    findings: tuple[TextFinding, ...]
    share: float
    language: str | None
