"""Answers with the mark that a fair teacher gives, one file an assignment, and how they are judged.

A line is the mark, the findings and the answer, parted by bars. The mark is the share of the
points ("1", "2/3", "0"; "1/3..2/3" where teachers differ), "part" (some, not all) or "<1". Findings
are those besides explanation_incomplete: "-" for none, `reversed` for one that must be there,
`missing?` for one that may, `reversed/contradicts` where one of them must. In the answer "\\n" ends
a line and "@@code" begins a cell of code. A line "@gradients 24 12" says what the program gave.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from autograder.explain.assess import assess
from autograder.explain.facts import Facts
from autograder.explain.model import Explanation
from autograder.spec.load import load
from autograder.spec.model import Assignment
from tests.explain.support import codes, document, lines_of

FOLDER = Path(__file__).parent / "answers"
_GIVEN = "@gradients"
_NEAR = Fraction(1, 100)
_CODES = {
    "contradicts": "contradicts_result",
    "wrong": "wrong_derivative",
    "keyword": "keyword_list",
}


@dataclass(frozen=True)
class Answer:
    """One line of a file; `facts` are those of its assignment."""

    assignment: str
    mark: str
    findings: str
    text: str
    code: str
    facts: Facts

    @property
    def chinese(self) -> bool:
        return re.search("[\u4e00-\u9fff]", self.text + self.code) is not None

    def read(self) -> Explanation:
        return assess(document(self.text, self.code), rubric(self.assignment), self.facts)

    def faults(self, result: Explanation) -> list[str]:
        """What differs from the teacher's judgement."""
        found = set(codes(result)) - {"incomplete"}
        wrong = [] if self._fits(result.share) else [f"share {result.share:.2f}, not {self.mark}"]
        allowed: set[str] = set()
        for expected in self.findings.replace("-", "").split():
            names = {_CODES.get(name, name) for name in expected.removesuffix("?").split("/")}
            if not expected.endswith("?") and names.isdisjoint(found):
                wrong.append(f"no {expected}")
            allowed |= names
        return [*wrong, *(f"unexpected {name}" for name in sorted(found - allowed))]

    def _fits(self, share: float) -> bool:
        if self.mark == "part":
            return 0 < share < 1
        if self.mark == "<1":
            return share < 1
        least, _, most = self.mark.partition("..")
        return Fraction(least) - _NEAR < share < Fraction(most or least) + _NEAR


@cache
def rubric(assignment: str) -> Assignment:
    return load(assignment).spec


def answers_in(file: Path) -> list[Answer]:
    """The answers of a file, which is called after its assignment."""
    found = []
    facts = Facts()
    for line in lines_of(file):
        if line.startswith(_GIVEN):
            gradients = tuple(map(float, line.removeprefix(_GIVEN).split()))
            facts = Facts(gradients, gradients[0] if gradients else None, ran=True)
            continue
        mark, findings, written = line.split(" | ", 2)
        text, _, code = re.sub(
            r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], written
        ).partition("@@code ")
        found.append(Answer(file.stem, mark, findings, text.strip(" "), code, facts))
    return found
