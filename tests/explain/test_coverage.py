"""Answers to no_grad_cubic get the coverage and the findings that a teacher would give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.explain.support import Read, codes, covered, lines_of

LETTERS = {
    "i": "interrupted",
    "n": "not_propagated",
    "o": "only_y1",
    "c": "counterfactual",
}
CODES = {
    "reversed": "reversed",
    "contradicts": "contradicts_result",
    "wrong": "wrong_derivative",
    "keyword": "keyword_list",
    "missing": "missing",
}


@dataclass(frozen=True)
class Answer:
    text: str
    concepts: frozenset[str]
    either: frozenset[str]
    findings: frozenset[str]


def answers() -> list[Answer]:
    found = []
    for file in sorted((Path(__file__).parent / "coverage").glob("*.txt")):
        for line in lines_of(file):
            concepts, findings, text = (part.strip() for part in line.split("|", 2))
            marked = re.search(r" ~([inoc]+)$", text)
            words = concepts.split() + ([f"~{marked.group(1)}"] if marked else [])
            text = text[: marked.start()] if marked else text
            found.append(
                Answer(
                    text.replace("\\n", "\n"),
                    frozenset(LETTERS[w] for w in words if w[0] != "~"),
                    frozenset(LETTERS[c] for w in words if w[0] == "~" for c in w[1:]),
                    frozenset(CODES[code] for code in findings.split() if code != "-"),
                )
            )
    return found


ANSWERS = answers()


@pytest.mark.parametrize("answer", ANSWERS, ids=[a.text[:40] for a in ANSWERS])
def test_answer_is_read_as_a_teacher_would(answer: Answer, read: Read) -> None:
    result = read(answer.text)
    assert covered(result) - answer.either == answer.concepts - answer.either
    assert set(codes(result)) - {"incomplete"} == answer.findings


@pytest.mark.parametrize("answer", ANSWERS, ids=[a.text[:40] for a in ANSWERS])
def test_share_follows_from_what_is_there(answer: Answer, read: Read) -> None:
    """Full marks need the required ideas and no wrong statement; anything else says why not."""
    result = read(answer.text)
    full = {"interrupted"} <= covered(result) and covered(result) & {"not_propagated", "only_y1"}
    assert (result.share == 1.0) == (bool(full) and not result.findings)
    assert bool(result.findings) == (result.share < 1.0)
    if answer.findings & {"missing", "keyword_list"}:
        assert result.share == 0.0
    if answer.findings & {"reversed", "contradicts_result"}:
        assert result.share <= 0.5


def test_there_are_answers_of_every_kind() -> None:
    chinese = [a for a in ANSWERS if re.search("[\u4e00-\u9fff]", a.text)]
    assert len(chinese) >= 60
    assert len(ANSWERS) - len(chinese) >= 40
    for code in CODES.values():
        assert sum(code in a.findings for a in ANSWERS) >= 3
